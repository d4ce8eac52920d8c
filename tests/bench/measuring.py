"""One size of the city, measured: each page in turns with its floors."""

import asyncio
import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from tests.bench import databases
from tests.bench.addresses import PAGES, UNCHANGED
from tests.bench.client import Connection, UnexpectedAnswerError, closed_loop, message
from tests.bench.figures import Floors, Measured, Sample
from tests.bench.servers import WORKERS, Server, open_evenly

CONNECTIONS = 8
# A disturbance of the machine hits one of them; what counts is the median.
ROUNDS = 3
COLD = 3
RECORDING = 900  # seconds


@dataclass(frozen=True)
class Bench:
    """What all measurements of one size share. `seconds` is the time of one measurement, over all its rounds."""

    portal: Server
    floors: Server
    target: str
    seconds: float
    say: Callable[[str], None]
    pages: Sequence[str] = PAGES


@dataclass(frozen=True)
class Task:
    """One page to measure: its place among all of them, its addresses, and what came of its recording."""

    page: str
    number: int
    addresses: list[str]
    has_template: bool

    @property
    def status(self) -> int:
        return HTTPStatus.NOT_MODIFIED if self.page == UNCHANGED else HTTPStatus.OK

    def floor(self, kind: str) -> list[bytes]:
        """Return the requests for a floor of this page."""
        return [message(f"/bench/{kind}/{self.number}/{one}/") for one in range(len(self.addresses))]


async def measure(bench: Bench) -> list[Measured]:
    """Return the figures of all pages."""
    facts = await record(bench)
    tasks = [
        Task(page, number, facts[page]["addresses"], facts[page]["has_template"])
        for number, page in enumerate(bench.pages)
    ]
    found = {page: Measured(page, facts[page]["queries"], facts[page]["template_queries"]) for page in bench.pages}
    for number in range(ROUNDS):
        for task in tasks:
            bench.say(f"round {number + 1} of {ROUNDS}: {task.page}")
            await one_round(bench, task, found[task.page])
    for task in tasks:
        bench.say(f"alone and cold: {task.page}")
        await alone(bench, task, found[task.page])
        await cold(bench, task, found[task.page])
    return list(found.values())


async def record(bench: Bench) -> dict[str, dict]:
    """Let each worker of the floors record all pages; return what it tells about them."""
    bench.say("recording statements and templates")
    connections = await open_evenly(bench.floors, WORKERS)
    async with asyncio.timeout(RECORDING):
        answers = await asyncio.gather(*(one.ask(message("/bench/record/", gzip=False)) for one in connections))
    close(connections)
    if any(answer.status != HTTPStatus.OK for answer in answers):
        raise UnexpectedAnswerError("the portal could not be recorded; the server's own words stand above")
    return json.loads(answers[0].body)


async def one_round(bench: Bench, task: Task, measured: Measured) -> None:
    """Measure the page and its floors once, one right after the other."""
    messages = await requests(bench, task)
    bench.portal.forget_peak()
    measured.samples.append(await loop(bench.portal, bench.seconds, messages, task.status))
    measured.peak_memory = max(bench.portal.peak_memory() or 0, measured.peak_memory or 0) or None
    empty = await loop(bench.floors, bench.seconds / 2, [message("/bench/empty/")])
    asked = await loop(bench.floors, bench.seconds, task.floor("sql"))
    drawn = await loop(bench.floors, bench.seconds, task.floor("template")) if task.has_template else None
    measured.floors.append(Floors.of(empty.cost, asked.cost, drawn.cost if drawn else None))


async def loop(server: Server, seconds: float, messages: list[bytes], status: int = 200) -> Sample:
    """Return a round's closed loop of all connections, after a short one that is forgotten."""
    connections = await open_evenly(server, CONNECTIONS)
    await closed_loop(connections, messages, seconds=0, status=status)
    sample = await closed_loop(connections, messages, seconds=seconds / ROUNDS, status=status)
    close(connections)
    return sample


async def requests(bench: Bench, task: Task) -> list[bytes]:
    """Return the requests for a page; for an unchanged one with the validators of now."""
    if task.page != UNCHANGED:
        return [message(address) for address in task.addresses]
    connections = await open_evenly(bench.portal, WORKERS)
    answers = [await connections[0].ask(message(address)) for address in task.addresses]
    close(connections)
    return [message(address, etag=one.etag) for address, one in zip(task.addresses, answers, strict=True)]


async def alone(bench: Bench, task: Task, measured: Measured) -> None:
    """Measure how long a single visitor waits, and how much comes over the wire."""
    messages = await requests(bench, task)
    connections = await open_evenly(bench.portal, WORKERS)
    sample = await closed_loop(connections[:1], messages, seconds=0, status=task.status)
    measured.alone = sample.durations
    if task.page != UNCHANGED:
        answer = await connections[0].ask(message(task.addresses[0]))
        measured.gzip_bytes, measured.plain_bytes = len(answer.body), len(gzip.decompress(answer.body))
    close(connections)


async def cold(bench: Bench, task: Task, measured: Measured) -> None:
    """Measure the first answer of each worker after the content has changed; an unchanged page has none."""
    if task.page == UNCHANGED:
        return
    for number in range(COLD):
        connections = await open_evenly(bench.portal, WORKERS)
        databases.touch(bench.target)
        for connection in connections:
            one = [message(task.addresses[number])]
            measured.cold += (await closed_loop([connection], one, seconds=0)).durations
        close(connections)


def close(connections: list[Connection]) -> None:
    for connection in connections:
        connection.close()
