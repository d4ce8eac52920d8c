"""What `.local/` remembers: where the cluster is, its password, and the portal's local key. Readable by its owner only."""

import contextlib
import fcntl
import json
import os
import pwd
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from config.cluster.errors import ClusterError
from config.terminal import say

NAME = "cluster.json"


@dataclass(frozen=True)
class Pointer:
    """Where a checkout's cluster lies (`home`, `socket`: relative ones start in `.local/`), and how to be let in."""

    home: str
    socket: str
    password: str


@contextlib.contextmanager
def as_owner(local: Path) -> Iterator[None]:
    """Turn a refusal by the file system into a sentence."""
    try:
        yield
    except PermissionError as error:
        folder = local if local.exists() else local.parent
        owner = pwd.getpwuid(folder.stat().st_uid).pw_name
        raise ClusterError(f"{folder} belongs to the user {owner}: run the command as that user.") from error


def read(local: Path) -> Pointer | None:
    """Return the pointer of `local`, or None where there is none yet."""
    with as_owner(local):
        try:
            return Pointer(**json.loads((local / NAME).read_text()))
        except (FileNotFoundError, NotADirectoryError):
            return None


def write(local: Path, pointer: Pointer) -> None:
    write_private(local / NAME, json.dumps(asdict(pointer), indent=2) + "\n")


def write_private(path: Path, text: str) -> None:
    """Write `text` so that only the owner may read it, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


@contextlib.contextmanager
def locked(local: Path) -> Iterator[None]:
    """Hold the checkout's lock: of two processes that start at the same time the second waits for the first."""
    with as_owner(local):
        # Others may pass through (the server's account must), but neither list nor read.
        local.mkdir(mode=0o711, exist_ok=True)
        lock = os.open(local / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another process that starts the database ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def local_secret(local: Path) -> str:
    """Return the random key in `local`, made on first use."""
    path = local / "secret"
    with as_owner(local):
        if path.exists():
            return path.read_text()
    with locked(local):
        if not path.exists():
            write_private(path, secrets.token_urlsafe(48))
        return path.read_text()
