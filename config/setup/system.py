"""Install what is missing of the system: with apt on Debian and its kin, with Homebrew on macOS."""

import os
import platform
import shutil
import subprocess
import sys

from config.setup import apt
from config.setup.needs import BROWSER, Need, missing
from config.terminal import say


def ensure(needs: tuple[Need, ...]) -> None:
    """Install what of `needs` is missing, or say what to do and stop."""
    lacking = missing(needs)
    if not lacking:
        return
    say(f"Missing on this system: {listed(lacking)}.")
    if shutil.which("apt-get"):
        apt.install(lacking)
    elif platform.system() == "Darwin" and shutil.which("brew"):
        install_with_homebrew(lacking)
    else:
        sys.exit(
            f"This system is neither Debian or Ubuntu (apt) nor macOS with Homebrew. "
            f"Install by hand, then run the command again: {listed(lacking)}."
        )
    # A browser comes from Playwright where the system has none to offer; it needs the Python packages first.
    if still := [need for need in missing(needs) if need is not BROWSER]:
        sys.exit(f"Still missing after the installation: {listed(still)}. Install by hand, then run the command again.")


def install_with_homebrew(lacking: list[Need]) -> None:
    packages = [package for need in lacking for package in need.homebrew]
    if not packages:
        return
    say(f"Installing {' '.join(packages)} with Homebrew (waits for its servers, some minutes) ...")
    environment = os.environ | {"HOMEBREW_NO_AUTO_UPDATE": "1"}
    if subprocess.run(["brew", "install", *packages], stdout=sys.stderr, env=environment, check=False).returncode:
        sys.exit(f"Homebrew failed, see above. By hand: brew install {' '.join(packages)}")


def listed(needs: list[Need]) -> str:
    return ", ".join(need.name for need in needs)
