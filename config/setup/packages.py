"""The virtual environment and the Python packages in it, pinned and checked by their hashes."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from config.setup.needs import BROWSER
from config.terminal import say

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN, TEST = ROOT / "requirements.lock", ROOT / "requirements-test.lock"
# The lists are complete, so pip need not look for more.
PIP = ("-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--quiet", "--no-deps", "--require-hashes")
UNREACHABLE = (
    "\nMostly the package index cannot be reached: look at the network, behind a proxy set HTTPS_PROXY, with an index of your "
    "own PIP_INDEX_URL. Then run the command again; it goes on from here."
)
# Where the person's own configuration asks for --user: it has no place in a virtual environment.
ENVIRONMENT = os.environ | {"PIP_USER": "0"}


def ensure(lock: Path) -> None:
    """Bring the virtual environment to the state of `lock`; does nothing when it is there already."""
    if is_installed(lock):
        return
    if not is_sound():
        say("Creating the virtual environment in .venv ...")
        run([sys.executable, "-m", "venv", "--clear", VENV])
        (VENV / "made-in").write_text(str(ROOT))
    say(f"Installing the Python packages of {lock.name} (waits for the package index, a minute or two) ...")
    run([PYTHON, *PIP, "-r", lock], UNREACHABLE)
    let_programs_find_the_project()
    for installed in {lock, RUN}:  # the list for tests holds all of the other
        stamp(installed).write_text(state(installed))


def is_sound() -> bool:
    """Return whether the virtual environment was made in this folder (its programs name it) and its Python still runs."""
    made_in = VENV / "made-in"
    if not made_in.exists() or made_in.read_text() != str(ROOT):
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def is_installed(lock: Path) -> bool:
    return stamp(lock).exists() and stamp(lock).read_text() == state(lock) and is_sound()


def stamp(lock: Path) -> Path:
    return VENV / f"installed-{lock.name}"


def state(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def let_programs_find_the_project() -> None:
    """Put the project on the path of everything in .venv/bin, as it is on that of `python` in this folder."""
    answer = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    Path(answer.stdout.strip(), "portal.pth").write_text(f"{ROOT}\n")


def ensure_browser() -> None:
    """Fetch Playwright's own Chromium where the system has none to offer (Ubuntu, macOS)."""
    if not BROWSER.is_met():
        say("Fetching Chromium for the browser tests (waits for Playwright's servers, a minute) ...")
        run([VENV / "bin" / "playwright", "install", "--with-deps", "chromium"])


def run(command: list, advice: str = "") -> None:
    if subprocess.run(command, env=ENVIRONMENT, stdout=sys.stderr, check=False).returncode:
        sys.exit(f"This failed, see above: {' '.join(map(str, command))}{advice}")
