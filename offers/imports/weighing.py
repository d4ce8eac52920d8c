"""What taking an import back would come to, found out beforehand and without changing anything."""

from collections.abc import Callable
from typing import Any, Final

from network.models import User
from offers.imports.undoing import CHANGING, Step, steps
from offers.models import Import

# Rows that stay are named one by one up to here; the rest is counted.
NAMED: Final = 100
# So many rows are looked through while somebody waits for the page; more are left to the process behind imports.
AT_ONCE: Final = 500


def is_short(owner: Import) -> bool:
    """Return whether the rows to be taken back are few enough to be looked through at once."""
    return owner.rows.filter(outcome__in=CHANGING)[: AT_ONCE + 1].count() <= AT_ONCE


def weigh(owner: Import, *, by: User, progress: Callable[[int], None] = lambda _done: None) -> dict[str, Any]:
    """Return how many records become what they were or go out of sight, and which stay in part or whole, and why.

    All of it as plain data, so that it can be kept: `named` holds line, name and sentences of rows that stay.
    """
    back = gone = stays = done = 0
    named: list[dict[str, Any]] = []
    for some in steps(owner, by=by):
        gone += sum(step.withdraws for step in some)
        back += sum(bool(step.back) and not step.withdraws for step in some)
        why = [step for step in some if step.why]
        stays += len(why)
        named += map(told, why[: NAMED - len(named)])
        done += len(some)
        progress(done)
    return {"back": back, "gone": gone, "stays": stays, "named": named, "more": stays - len(named)}


def told(step: Step) -> dict[str, Any]:
    return {"line": step.row.line, "label": step.row.label, "why": step.why}
