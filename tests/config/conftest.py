"""Running programs that several files of tests look at."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.cluster import lifecycle
from tests.config.programs import ROOT, free_port, production, run


@dataclass
class Portal:
    """A production server: where it listens, its process, and the file with what it says."""

    port: int
    process: subprocess.Popen
    log: Path

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """Answer of the server as a browser behind the reverse proxy gets it; underscores in names stand for hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    def answers(self) -> bool:
        try:
            return self.get("/healthz").status == http.HTTPStatus.OK
        except OSError:
            return False


@pytest.fixture(scope="session")
def collected_static_files() -> None:
    """Have the static files as production serves them; kept between runs, as `make run` does."""
    collect = "import django; django.setup(); from config.static_files import collect; collect()"
    done = run("-c", collect, **os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"})
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def portal(
    django_db_setup: None, collected_static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """Serve the test database as production does."""
    port, log = free_port(), tmp_path_factory.mktemp("portal") / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"],
            cwd=ROOT,
            env=production(PORT=str(port), WEB_CONCURRENCY="2"),
            stdout=output,
            stderr=output,
        )
    portal = Portal(port, process, log)
    give_up = time.monotonic() + 60
    while not portal.answers():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < give_up, log.read_text()
        time.sleep(0.1)
    yield portal
    process.send_signal(signal.SIGINT)
    process.wait(30)


@dataclass(frozen=True)
class Checkout:
    """A clone as the private cluster sees it: its `.local/`, and the place for what the server cannot reach there."""

    local: Path
    elsewhere: Path

    def start(self) -> str:
        return lifecycle.ensure_running(self.local, self.elsewhere)


@pytest.fixture(scope="module")
def new_checkout() -> Iterator:
    """Return a function that makes a checkout in a folder of the given name; all servers are stopped at the end."""
    # Not pytest's folder: it is closed to the server's account.
    base = Path(tempfile.mkdtemp(prefix="portal-test-"))
    base.chmod(0o755)
    made = []

    def make(name: str = "checkout") -> Checkout:
        folder = base / f"{len(made)}" / name
        folder.mkdir(parents=True)
        made.append(Checkout(folder / ".local", base / "elsewhere"))
        return made[-1]

    yield make
    for checkout in made:
        lifecycle.stop(checkout.local)
    shutil.rmtree(base)
