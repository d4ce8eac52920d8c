"""One task of the board."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Task:
    """Something that waits for somebody: how much of it there is, and where it is listed."""

    label: Promise
    hint: Promise
    count: int
    page: str  # the name of the address
    query: str = ""
    key: int | None = None  # of the record whose page it is, where it is one
