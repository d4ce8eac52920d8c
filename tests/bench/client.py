"""A small HTTP client: keep-alive connections over loopback, each with one request at a time."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from tests.bench.figures import Sample

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
ETAG = re.compile(rb"\r\netag: *([^\r]+)", re.IGNORECASE)
WITHOUT_BODY = {204, 304}
# Beyond it a loop ends in the middle of a pass: a page so slow is no matter of a few percent.
PATIENCE = 10
TIMEOUT = 120  # seconds for one answer


class UnexpectedAnswerError(Exception):
    """A page did not answer as it should."""


@dataclass(frozen=True)
class Answer:
    """A response: its status, its head as it came, its body."""

    status: int
    head: bytes
    body: bytes

    @property
    def etag(self) -> str:
        found = ETAG.search(self.head)
        return found[1].decode() if found else ""


def parsed(data: bytes) -> Answer | None:
    """Return the answer that `data` holds, or None while a part of it is missing. Needs a Content-Length."""
    head, end, body = data.partition(b"\r\n\r\n")
    if not end:
        return None
    status = int(head[9:12])
    found = LENGTH.search(head)
    if found is None and status not in WITHOUT_BODY:
        raise UnexpectedAnswerError(f"no Content-Length: {head[:200]!r}")
    length = int(found[1]) if found and status not in WITHOUT_BODY else 0
    return Answer(status, head, body) if len(body) >= length else None


class Connection(asyncio.Protocol):
    """One keep-alive connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.received = b""
        self.waiting: asyncio.Future[Answer] | None = None

    def data_received(self, data: bytes) -> None:
        self.received += data
        answer = parsed(self.received)
        if answer and self.waiting:
            self.received = b""
            self.waiting.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(exc or ConnectionError("the server hung up"))

    async def ask(self, message: bytes) -> Answer:
        """Send a request and return its answer. Raises ConnectionError when the server has hung up."""
        if self.transport.is_closing():
            raise ConnectionError("the server hung up")
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(message)
        return await self.waiting

    @property
    def port(self) -> int:
        return self.transport.get_extra_info("sockname")[1]

    def close(self) -> None:
        self.transport.close()


async def connect(port: int) -> Connection:
    """Return a new connection to a port of this machine."""
    loop = asyncio.get_running_loop()
    _transport, connection = await loop.create_connection(Connection, "127.0.0.1", port)
    return connection


def message(address: str, *, gzip: bool = True, etag: str = "", cookie: str = "") -> bytes:
    """Return a GET request as a browser sends it."""
    lines = [f"GET {address} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", "Accept-Language: de"]
    lines += ["Accept-Encoding: gzip"] if gzip else []
    lines += [f"If-None-Match: {etag}"] if etag else []
    lines += [f"Cookie: {cookie}"] if cookie else []
    return "\r\n".join([*lines, "", ""]).encode()


async def closed_loop(
    connections: Sequence[Connection], messages: Sequence[bytes], *, seconds: float, status: int = 200
) -> Sample:
    """Let each connection ask again as soon as it is answered, for about `seconds`, in whole passes over `messages`.

    Raises UnexpectedAnswerError for an answer with another status.
    """
    durations: list[float] = []
    begin = perf_counter()
    source = passes(messages, begin + seconds, begin + PATIENCE * seconds)

    async def visit(connection: Connection) -> None:
        for one in source:
            asked = perf_counter()
            answer = await connection.ask(one)
            durations.append(1000 * (perf_counter() - asked))
            if answer.status != status:
                raise UnexpectedAnswerError(f"{answer.status} instead of {status} for {one.split()[1].decode()}")

    async with asyncio.timeout(PATIENCE * seconds + TIMEOUT):
        await asyncio.gather(*map(visit, connections))
    return Sample(durations, 1000 * (perf_counter() - begin))


def passes(messages: Sequence[bytes], enough: float, latest: float) -> Iterator[bytes]:
    """Yield all messages again and again until the clock shows `enough`; at `latest` in the middle of a pass."""
    while True:
        for one in messages:
            yield one
            if enough < latest < perf_counter():
                return
        if perf_counter() > enough:
            return
