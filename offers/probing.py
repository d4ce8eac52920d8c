"""Whether a web address answers, asked by a polite visitor that nobody can lead into our own network.

What people type may name any machine, and a name may lead to one address when it is checked and to another when it is
called. So a name is looked up once, each of its addresses must be public, and the connection goes to the very address that
was checked; the same at each redirect. The standard library does this in a few lines; the HTTP clients looked at (requests,
httpx, urllib3) all look names up again by themselves. Proxies of the environment are not used, for the same reason.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from django.utils.encoding import iri_to_uri

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
GONE: Final = frozenset({404, 410})
SERVER_FAULT: Final = 500
REFUSAL: Final = 400
PORTS: Final = {"http": 80, "https": 443}
ADDRESSES_TRIED: Final = 2
# An IPv6 address of these stands for the IPv4 address at its end (RFC 6052).
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
# All that was ever given out of IPv6 (RFC 4291).
UNICAST: Final = ipaddress.ip_network("2000::/3")


class RefusedError(ValueError):
    """The address leads where nobody from outside may go."""


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to the public Internet: no loopback, private, link-local, shared or reserved one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else ip.ipv4_mapped or ip
    if isinstance(ip, ipaddress.IPv6Address):
        # Tunnels lead to some IPv4 address.
        return ip.is_global and ip in UNICAST and not (ip.sixtofour or ip.teredo)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


@cache
def secure() -> ssl.SSLContext:
    """Return how encrypted connections are checked: by the system's certificates, the name included."""
    return ssl.create_default_context()


@dataclass(frozen=True)
class Policy:
    """What may be called, and how long we wait."""

    lets: Callable[[str], bool] = is_public
    ports: Container[int] = frozenset(PORTS.values())
    trust: Callable[[], ssl.SSLContext] = secure
    patience: float = 8.0  # seconds for one step
    seconds: float = 25.0  # for all of it
    redirects: int = 3


@dataclass(frozen=True)
class Answer:
    """The status that an address answered with at last; None where nobody answered, or too often "elsewhere"."""

    status: int | None = None

    @property
    def is_gone(self) -> bool:
        return self.status in GONE

    @property
    def is_fine(self) -> bool:
        """Return whether somebody is there; one who wants a login or dislikes programs (401, 403, 429) is there too."""
        return self.status is not None and not self.is_gone and self.status < SERVER_FAULT


PUBLIC: Final = Policy()


def probe(url: str, *, agent: str, policy: Policy = PUBLIC) -> Answer:
    """Ask an address whether it is there; never raises for what the other side does."""
    ends = time.monotonic() + policy.seconds
    try:
        for _step in range(policy.redirects + 1):
            status, location = ask(url, agent, policy, ends)
            if status not in REDIRECTS or not location:
                return Answer(status)
            url = urljoin(url, location)
    except (OSError, ValueError, http.client.HTTPException):
        return Answer()
    return Answer()


def ask(url: str, agent: str, policy: Policy, ends: float) -> tuple[int, str]:
    """Return status and Location: asked for the head alone, and for the whole where the server does not like that."""
    try:
        status, location = request("HEAD", url, agent, policy, ends)
    except (OSError, http.client.HTTPException):
        return request("GET", url, agent, policy, ends)
    return request("GET", url, agent, policy, ends) if status >= REFUSAL else (status, location)


def request(method: str, url: str, agent: str, policy: Policy, ends: float) -> tuple[int, str]:
    """Send one request, read the head of its answer, and hang up."""
    parts = urlsplit(url)
    host, port = target(parts, policy)
    path = iri_to_uri(parts._replace(scheme="", netloc="", fragment="", path=parts.path or "/").geturl())
    wait = min(policy.patience, left(ends))
    with connect(allowed(host, port, policy), port, wait) as sock:
        line = http.client.HTTPConnection(host, port)
        line.sock = sock
        if parts.scheme == "https":
            line = http.client.HTTPSConnection(host, port, context=policy.trust())
            line.sock = policy.trust().wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
        # Patience is for each piece that arrives; who sends them one by one would hold us for ever.
        guard = threading.Timer(left(ends), shut, [line.sock])
        guard.start()
        try:
            return head(line, method, path, agent)
        finally:
            guard.cancel()
            line.close()


def head(line: http.client.HTTPConnection, method: str, path: str, agent: str) -> tuple[int, str]:
    """Return status and Location of the answer on an open line; what follows is not read."""
    if isinstance(line.sock, ssl.SSLSocket):
        line.sock.do_handshake()
    line.request(method, path, headers={"User-Agent": agent, "Accept": "*/*", "Connection": "close"})
    with line.getresponse() as response:
        return response.status, response.headers.get("Location", "")


def target(parts: SplitResult, policy: Policy) -> tuple[str, int]:
    """Return the host as it is asked for, and the port; raises RefusedError for what no family would open."""
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise RefusedError(parts.scheme)
    port = parts.port or PORTS[parts.scheme]
    if port not in policy.ports:
        raise RefusedError(port)
    return parts.hostname.encode("idna").decode(), port


def allowed(host: str, port: int, policy: Policy) -> list[str]:
    """Return the addresses of a host; raises RefusedError where one of them may not be called."""
    found = dict.fromkeys(info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    if not all(map(policy.lets, found)):
        raise RefusedError(host)
    return list(found)[:ADDRESSES_TRIED]


def connect(addresses: list[str], port: int, wait: float) -> socket.socket:
    """Return a connection to the first of some addresses that takes it."""
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, port), wait)
        except OSError:  # the next one may be better: IPv6 is often announced and not there
            continue
    return socket.create_connection((addresses[-1], port), wait)


def left(ends: float) -> float:
    """Return the seconds that are left; raises TimeoutError when there are none."""
    rest = ends - time.monotonic()
    if rest <= 0:
        raise TimeoutError
    return rest


def shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:  # the other side was quicker
        return
