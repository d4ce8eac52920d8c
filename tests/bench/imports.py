"""The imports of long files as the workspace does them: each step in a process of its own, beside a city of some size."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.bench.databases import libpq
from tests.bench.servers import ROOT, environment

ROWS = 20_000
# Numbers of the monitoring: 542 areas × 50 indicators × 10 years.
NUMBERS = 271_000
# As people go through them; the second file says something new of every other row.
STEPS = {
    "check": "dry run, all rows new",
    "apply": "apply, all rows new",
    "check-changed": "dry run, half of them changed",
    "apply-changed": "apply, half of them changed",
    "undo": "take the second file back",
}
OF_NUMBERS = {
    "check": "dry run, a row for each number",
    "apply": "apply, all numbers new",
    "release": "decide what of it may be seen",
    "check-year": "dry run, a year of them changed",
    "apply-year": "apply it, and decide what may be seen",
    "check-changed": "dry run, half of them changed",
    "apply-changed": "apply, half of them changed",
    "undo": "take that file back",
    "check-wide": "dry run, a row for each area",
}


@dataclass(frozen=True)
class Step:
    """What a step cost: seconds on the clock, rows, the resident bytes of its process at their peak, and how long it worked itself.

    The last one is without what the database did (`database`, None where nobody measured it), and neither counts waiting for a busy
    machine.
    """

    name: str
    rows: int
    seconds: float
    peak_memory: int
    working: float
    database: float | None = None

    @property
    def rate(self) -> float:
        return self.rows / self.seconds

    def as_dict(self) -> dict[str, object]:
        return asdict(self) | {"rows_per_second": round(self.rate, 1)}


def measure_numbers(url: str, rows: int, say: Callable[[str], None]) -> list[Step]:
    """Do the same with a file of `rows` numbers for the monitoring."""
    return measure_imports(url, rows, say, OF_NUMBERS, "number_step")


def measure_imports(
    url: str, rows: int, say: Callable[[str], None], steps: Mapping[str, str] = STEPS, module: str = "import_step"
) -> list[Step]:
    """Import a file of `rows` into a copy of the city at `url`, which goes afterwards."""
    target = urlsplit(url)._replace(path="/portal_bench_imports").geturl()
    name, city = (sql.Identifier(urlsplit(one).path[1:]) for one in (target, url))
    with psycopg.connect(libpq(urlsplit(url)._replace(path="/postgres").geturl()), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, city))
        try:
            found = []
            for step, what in steps.items():
                say(f"import: {what}")
                found.append(one_step(target, step, rows, module))
            return found
        finally:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def one_step(target: str, step: str, rows: int, module: str) -> Step:
    """Do one step in a process of its own, as the workspace does."""
    program = [sys.executable, "-m", f"tests.bench.{module}", step, str(rows)]
    done = subprocess.run(  # noqa: S603 (our own)
        program, cwd=ROOT, env=environment(target), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"The step {step} of the import failed:\n{done.stdout}{done.stderr}")
    return Step(step, rows, **json.loads(done.stdout.splitlines()[-1]))


def table(steps: list[Step], names: Mapping[str, str] = STEPS, what: str = "rows") -> list[str]:
    """Return the table of an import for people."""
    rows = steps[0].rows
    lines = [
        f"{f'import of {rows:,} {what}':<38}{'rows/s':>10}{'seconds':>10}{'own CPU':>10}{'database':>10}{'peak MB':>10}"
    ]
    lines += [
        f"{names[one.name]:<38}{one.rate:>10.0f}{one.seconds:>10.1f}{one.working:>10.1f}{of_database(one):>10}{one.peak_memory / 1_000_000:>10.1f}"
        for one in steps
    ]
    return lines


def of_database(step: Step) -> str:
    return "–" if step.database is None else f"{step.database:.1f}"
