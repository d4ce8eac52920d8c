"""What the frame of every page says of the network: whom to call at once."""

import datetime
from functools import lru_cache
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from network.calling import told
from network.models import HelpLine
from network.models.calling import is_open
from sozialraum.context import as_of
from sozialraum.pages import version_of

# So many fit below a page; all of them are on the page of the numbers.
MOST_NUMBERS: Final = 7
LAST_MINUTE: Final = 59
FIELDS: Final = ("name", "number", "hours", "open_times", "explanation", "is_emergency")


def all_lines() -> ArraySubquery:
    """Return the subquery by which the municipality brings the numbers along, in their order."""
    return ArraySubquery(HelpLine.objects.values_list(JSONObject(**{name: name for name in FIELDS})))


def lines_of(version: str) -> list[HelpLine]:
    """Return all numbers of a version of the content, in their order, without a query where the municipality is at hand."""
    return [HelpLine(**row) for row in getattr(as_of(version), "help_lines", [])]


@lru_cache(maxsize=2)
def at_hand(version: str, hour: datetime.datetime) -> list[dict[str, Any]]:
    """Return the numbers that matter most in an hour: what may save a life, then who answers all through it, then the others.

    Each process keeps them until the content changes or the hour is over. Caches keep a page for an hour, so it never says that
    somebody answers "now", but when.
    """
    lines = sorted(lines_of(version), key=lambda line: (not line.is_emergency, not answers_in(line, hour)))
    return [told(line, line.hours) for line in lines[:MOST_NUMBERS]]


def answers_in(line: HelpLine, hour: datetime.datetime) -> bool:
    """Return whether somebody answers from the beginning of an hour to its end."""
    return is_open(line.open_times, hour) and is_open(line.open_times, hour.replace(minute=LAST_MINUTE))


def help_lines(request: HttpRequest) -> dict[str, Any]:
    """Return the template variable `help_lines`, looked up only where a page shows it; the numbers stand in their order."""
    hour = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    return {"help_lines": SimpleLazyObject(lambda: at_hand(version_of(request), hour))}
