"""Which folders are this checkout's own: the home of its data, and the home of its socket."""

import os
import re
import secrets
import tempfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from pwd import struct_passwd
from urllib.parse import quote

from config.cluster import account, pointer
from config.cluster.pointer import Pointer

# For root, when the server's account cannot reach the checkout. Survives a reboot, as .local/ does.
ELSEWHERE = Path("/var/lib/praeventionskette")
# A socket's path must fit into 103 bytes (macOS; Linux 107), its name takes 14. A comma would part it into two hosts,
# and other signs would need quoting in three languages: such checkouts have their socket in the temporary folder.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._+-]{1,89}")
PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"


@dataclass(frozen=True)
class Home:
    """The folders of one cluster."""

    path: Path
    socket_folder: Path
    password: str

    @property
    def data(self) -> Path:
        return self.path / "data"

    @property
    def log(self) -> Path:
        return self.path / "server.log"

    @property
    def socket(self) -> Path:
        return self.socket_folder / SOCKET

    @cached_property
    def account(self) -> struct_passwd:
        return account.server_account(self.path)

    @property
    def url(self) -> str:
        """The address as libpq writes it: a socket's folder is the host, percent-encoded.

        The port is a part of the socket's name. It is said, or libpq would take that of a PGPORT in the environment.
        """
        return f"postgresql://portal:{self.password}@{quote(str(self.socket_folder), safe='')}:{PORT}/portal"


def known(local: Path) -> Home | None:
    """Return the home that `local` points at, if it is this checkout's own and not that of the checkout it was copied from."""
    found = pointer.read(local)
    if found is None or not is_own(local, local / found.home):
        return None
    return Home(local / found.home, local / found.socket, found.password)


def is_own(local: Path, path: Path) -> bool:
    """Return whether the home `path` belongs to the checkout of `local`.

    A home outside of the checkout names the checkout it was made for. Where that one is still there and points at this
    home, `local` is a copy of it and gets a home of its own; where it is gone, the checkout was moved.
    """
    marker = path / "checkout"
    if not marker.exists():
        return False
    if path.is_relative_to(local):
        return True
    first = Path(marker.read_text())
    if first != local:
        theirs = pointer.read(first)
        if theirs and theirs.home == str(path):
            return False
        marker.write_text(str(local))
    return True


def choose(local: Path, elsewhere: Path) -> Home:
    """Make the home of a new cluster and let `local` point at it."""
    server = account.server_account(local / "cluster")
    path = local / "cluster"
    if not account.may_enter(server, local):
        elsewhere.mkdir(mode=0o755, parents=True, exist_ok=True)
        path = elsewhere / secrets.token_hex(8)
    if not path.exists():
        account.make_folder(path, server)
    (path / "checkout").write_text(str(local))
    inside = path.relative_to(local) if path.is_relative_to(local) else path
    pointer.write(local, Pointer(str(inside), str(inside / "run"), secrets.token_hex(24)))
    return known(local)


def with_socket_folder(local: Path, home: Home) -> Home:
    """Return `home` with a folder for its socket that is there, is private to the server, and has a short plain path."""
    folder = home.socket_folder
    if not PLAIN_PATH.fullmatch(str(folder)) or (folder.exists() and not is_private(folder, home)):
        folder = Path(tempfile.gettempdir(), f"portal-{secrets.token_hex(8)}")
    if not folder.exists():
        account.make_folder(folder, home.account)
    if folder != home.socket_folder:
        pointer.write(local, replace(pointer.read(local), socket=str(folder)))
    return replace(home, socket_folder=folder)


def is_private(folder: Path, home: Home) -> bool:
    """Return whether nobody but the server's account can have put anything into `folder`."""
    found = os.lstat(folder)
    return (
        folder.is_dir()
        and not folder.is_symlink()
        and found.st_uid == home.account.pw_uid
        and not found.st_mode & 0o077
    )
