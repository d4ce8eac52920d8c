"""The judged queries."""

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("queries.csv")
BEST, ALSO = 2, 1


@dataclass(frozen=True)
class Query:
    """What somebody types, and what an offer is worth as an answer (by its slug; nothing for all others)."""

    kind: str
    text: str
    worth: dict[str, int]
    never: frozenset[str]


def slugs(cell: str) -> list[str]:
    return [slug for slug in cell.split("|") if slug]


def judged() -> list[Query]:
    """Return all judged queries in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Query(
                row["kind"],
                row["query"],
                dict.fromkeys(slugs(row["also"]), ALSO) | dict.fromkeys(slugs(row["best"]), BEST),
                frozenset(slugs(row["never"])),
            )
            for row in csv.DictReader(file, delimiter=";")
        ]
