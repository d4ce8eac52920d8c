"""The monitoring's pages of supply and need with few and with many districts: each city in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping

from tests.bench.servers import ROOT, environment

AREAS = (44, 542)
Figures = Mapping[int, Mapping[str, float]]  # by number of districts, milliseconds by page


def measure(target: str, say: Callable[[str], None]) -> Figures:
    """Return how long the pages take in the city of a database, for each number of districts."""
    found = {}
    for areas in AREAS:
        say(f"supply and need in {areas} districts")
        program = [sys.executable, "-m", "tests.bench.area_step", str(areas)]
        done = subprocess.run(program, cwd=ROOT, env=environment(target), capture_output=True, text=True, check=True)  # noqa: S603 (our own)
        found[areas] = json.loads(done.stdout.splitlines()[-1])
    return found


def table(found: Figures) -> list[str]:
    """Return the lines of the table."""
    numbers = list(found)
    head = "| supply and need, ms alone | " + " | ".join(f"{areas} districts" for areas in numbers) + " |"
    pages = list(found[numbers[0]]) if numbers else []
    lines = [f"| {page} | " + " | ".join(f"{found[areas][page]:.0f}" for areas in numbers) + " |" for page in pages]
    return [head, "|---" * (len(numbers) + 1) + "|", *lines]
