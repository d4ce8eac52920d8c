"""Install Debian packages, and nothing beside them: no recommended ones, no database cluster for the whole machine."""

import functools
import os
import re
import shutil
import subprocess
import sys

from config.setup.needs import Need
from config.terminal import say

# Wait for another package manager at work instead of failing, and never ask a question.
OPTIONS = ("-q", "-y", "-o", "DPkg::Lock::Timeout=600", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends")
QUIET = ("DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_SUSPEND=1")
# Debian's PostgreSQL makes and starts a cluster of its own for the whole machine when it is first installed. Nobody asked
# for it here, so it is told not to, for as long as this installation takes.
NO_CLUSTER = "/etc/postgresql-common/createcluster.d/portal-brings-its-own.conf"
FORBID = f"mkdir -p {os.path.dirname(NO_CLUSTER)} && echo 'create_main_cluster = false' > {NO_CLUSTER}"  # noqa: PTH120
ALLOW = f"rm -f {NO_CLUSTER}; rmdir {os.path.dirname(NO_CLUSTER)} 2>/dev/null; true"  # noqa: PTH120


def install(lacking: list[Need]) -> None:
    """Install the packages for `lacking`. Exits with a sentence where that cannot be."""
    root = as_root(lacking)
    say("Fetching the lists of packages (waits for the package servers, up to a minute) ...")
    run([*root, "apt-get", "update", "-q", "-o", "DPkg::Lock::Timeout=600"])
    offered_packages.cache_clear()
    packages = packages_for(lacking)
    if not packages:
        return
    say(f"Installing {' '.join(packages)} (waits for the package servers and other installations, some minutes) ...")
    run([*root, "sh", "-c", FORBID])
    try:
        run([*root, "env", *QUIET, "apt-get", "install", *OPTIONS, *packages])
    finally:
        run([*root, "sh", "-c", ALLOW])


def as_root(lacking: list[Need]) -> list[str]:
    """Return what to put before a command so that it runs as root; exits where there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
            return ["sudo", "-n"]
        if sys.stdin.isatty():
            say("Installing needs root: sudo may ask for your password.")
            return ["sudo"]
    names = " ".join(packages_for(lacking)) or ", ".join(need.name for need in lacking)
    sys.exit(
        "Installing needs root, and neither are you root nor can sudo be used without a password here.\n"
        f"Run as root, then run the command again:\n  apt-get update && apt-get install --no-install-recommends {names}"
    )


def packages_for(lacking: list[Need]) -> list[str]:
    """Return the names of the packages that this system offers for `lacking`."""
    offered = offered_packages()
    return [name for need in lacking for pattern in need.debian if (name := newest(pattern, offered))]


@functools.cache
def offered_packages() -> list[str]:
    return subprocess.run(["apt-cache", "pkgnames"], capture_output=True, text=True, check=False).stdout.split()


def newest(pattern: str, offered: list[str]) -> str:
    """Return the name that fits `pattern` and has the highest number in it, empty where none fits."""
    return max(filter(re.compile(pattern).search, offered), key=by_number, default="")


def by_number(name: str) -> list[int]:
    """Order package names by the numbers in them, so that 9 comes before 15."""
    return [int(number) for number in re.findall(r"\d+", name)]


def run(command: list[str]) -> None:
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
        sys.exit(f"This failed, see above: {' '.join(command)}")
