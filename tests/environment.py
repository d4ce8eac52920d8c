"""What must hold before Django reads its settings: the local portal, and nobody outside of this machine."""

import ipaddress
import os
import socket

os.environ["PORTAL_LOCAL"] = "1"
# A test's database is thrown away: no need to wait for the disk at each commit.
os.environ["PGOPTIONS"] = "-c synchronous_commit=off"
# A browser that is driven from a test leaves its event loop running in this thread until all tests are done.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


class OutsideCallError(AssertionError):
    """A test wanted to talk to another machine."""


def is_here(host: str) -> bool:
    """Return whether `host` is this machine (loopback), without asking a name server."""
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def guard(name: str) -> None:
    """Make the method `name` of every socket refuse addresses of other machines."""
    allowed = getattr(socket.socket, name)

    def guarded(self, address, *rest):
        if self.family != socket.AF_UNIX and not is_here(address[0]):
            message = f"A test called {address[0]}; tests talk to this machine only"
            raise OutsideCallError(message)
        return allowed(self, address, *rest)

    setattr(socket.socket, name, guarded)


for method in ("connect", "connect_ex"):
    guard(method)
