"""The list of offers as staff see it, asked for with a session: no floors, since each answer holds a token of its own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

from tests.bench.addresses import SEED, WORDS, address, shuffled
from tests.bench.client import closed_loop, message
from tests.bench.figures import Sample, percentile
from tests.bench.servers import ROOT, Server, environment, open_evenly

LIST = "/verwaltung/angebote/"
CONNECTIONS = 8
VARIETY = 8
FAR = 100


@dataclass(frozen=True)
class Staff:
    """One page of staff: eight people at once, and one alone."""

    page: str
    busy: Sample
    alone: Sample

    def __str__(self) -> str:
        durations = self.busy.durations
        figures = (1000 / self.busy.cost, median(durations), percentile(durations, 95), median(self.alone.durations))
        return "| {} | {:.1f} | {:.0f} | {:.0f} | {:.0f} |".format(self.page, *figures)


def rotation(partners: Sequence[str]) -> dict[str, list[str]]:
    """Return what is asked for, the same for the same partners."""
    chance = Random(SEED)  # noqa: S311 (nothing secret)
    return {
        "staff: list": [LIST] * VARIETY,
        "staff: text": [address(LIST, q=word) for word in shuffled(chance, WORDS, VARIETY)],
        "staff: provider": [address(LIST, anbieter=slug) for slug in shuffled(chance, partners, VARIETY)],
        f"staff: page {FAR}": [address(LIST, seite=FAR + n) for n in range(VARIETY)],
    }


def logged_in(target: str) -> tuple[str, list[str]]:
    """Return the cookie of a new session in a database, and the partners that offer something there."""
    program = [sys.executable, "-m", "tests.bench.session"]
    done = subprocess.run(program, cwd=ROOT, env=environment(target), capture_output=True, text=True, check=True)  # noqa: S603 (our own)
    told = json.loads(done.stdout.splitlines()[-1])
    return told["cookie"], told["partners"]


async def measure(server: Server, target: str, seconds: float) -> list[Staff]:
    """Return the figures of all pages of staff."""
    cookie, partners = logged_in(target)
    found = []
    for page, addresses in rotation(partners).items():
        messages = [message(one, cookie=cookie) for one in addresses]
        connections = await open_evenly(server, CONNECTIONS)
        await closed_loop(connections, messages, seconds=0)
        busy = await closed_loop(connections, messages, seconds=seconds)
        alone = await closed_loop(connections[:1], messages, seconds=0)
        for connection in connections:
            connection.close()
        found.append(Staff(page, busy, alone))
    return found


def table(offers: int, pages: Sequence[Staff]) -> list[str]:
    """Return the lines of a size's table."""
    head = f"| {offers:,} offers, logged in | req/s | median | 95 % | alone |"
    return [head, "|---|---|---|---|---|", *map(str, pages)]
