"""The portal as production serves it, and what its workers need; see `/proc` (Linux), which tells nothing elsewhere."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.bench.client import Connection, connect, message

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
PORTAL = "config.wsgi:application"
FLOORS = "tests.bench.wsgi:application"
GREETING = message("/healthz")
ATTEMPTS = 500
START = 60  # seconds until a server must answer
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


@dataclass(frozen=True)
class Server:
    """A running gunicorn: its port, and the number of its master process."""

    port: int
    pid: int

    @property
    def workers(self) -> list[int]:
        """Return the numbers of the worker processes; none where the system does not tell."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []

    def forget_peak(self) -> None:
        """Let the workers' peak memory begin anew from what they hold now."""
        for pid in self.workers:
            Path(f"/proc/{pid}/clear_refs").write_text("5")

    def peak_memory(self) -> int | None:
        """Return the resident bytes, at their peak, of the largest worker."""
        found = [PEAK.search(Path(f"/proc/{pid}/status").read_text()) for pid in self.workers]
        return max((1024 * int(one[1]) for one in found if one), default=None)


@contextlib.contextmanager
def serving(application: str, database_url: str) -> Iterator[Server]:
    """Run a gunicorn with our settings on a free port until the block ends. Its workers are never replaced."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--max-requests", "0", "--max-requests-jitter", "0", application]
    # A connection may have to wait while another one asks for something slow.
    command += ["--keep-alive", str(START), "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(database_url))  # noqa: S603 (our own)
    try:
        asyncio.run(answering(port, process))
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=START)


def environment(database_url: str) -> dict[str, str]:
    """Return the surroundings of a program that works on a database of the benchmark."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))}
    return kept | {"PORTAL_LOCAL": "1", "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "config.settings"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def answering(port: int, process: subprocess.Popen) -> None:
    """Wait until the server answers."""
    deadline = monotonic() + START
    while process.poll() is None and monotonic() < deadline:
        with contextlib.suppress(OSError):
            connection = await connect(port)
            await connection.ask(GREETING)
            connection.close()
            return
        await asyncio.sleep(0.2)
    raise SystemExit("The benchmark's server did not start; its own words stand above.")


async def open_evenly(server: Server, number: int) -> list[Connection]:
    """Return `number` connections, evenly spread over the workers, ordered by worker.

    A connection stays with the worker that takes it first, and the kernel does not deal them out evenly: without this, one
    worker would idle while another has all visitors.
    """
    workers = server.workers
    if not workers:
        return [await connect(server.port) for _ in range(number)]
    held: dict[int, list[Connection]] = {pid: [] for pid in workers}
    for _ in range(ATTEMPTS):
        connection = await connect(server.port)
        await connection.ask(GREETING)
        mine = held[owner(server, connection.port)]
        if len(mine) < number // len(workers):
            mine.append(connection)
        else:
            connection.close()
        if sum(map(len, held.values())) == number:
            return [one for pid in workers for one in held[pid]]
    raise SystemExit("One worker takes all connections; the benchmark cannot load both.")


def owner(server: Server, port: int) -> int:
    """Return the worker at the other end of the connection from our `port`."""
    inode = next(
        fields[9]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if (fields := line.split())[1].endswith(f":{server.port:04X}") and fields[2].endswith(f":{port:04X}")
    )
    return next(pid for pid in server.workers if f"socket:[{inode}]" in open_files(pid))


def open_files(pid: int) -> set[str]:
    found = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.add(str(handle.readlink()))
    return found
