"""How fields are told that plain words do not tell: times, hours, a point on the map."""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext as _

from offers.sessions import Series
from offers.spoken_times import say
from offers.wording import describe_clock

# Of what is over, too, people want to read when it was.
LONG_AGO: Final = datetime.date.min
SHORT: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def tell_times(times: list[dict[str, Any]]) -> str:
    """Return times, each in a line."""
    return "\n".join(say(Series.of_card(time), today=LONG_AGO) for time in times)


def tell_point(coords: list[float]) -> str:
    """Return a point as it stands in an atlas."""
    longitude, latitude = (f"{degrees:.5f}".replace(".", ",") for degrees in coords)
    return _("%(latitude)s Nord, %(longitude)s Ost") % {"latitude": latitude, "longitude": longitude}


def tell_hours(rows: list[dict[str, Any]]) -> str:
    """Return opening hours as lines, one for days that are alike: "Mo–Fr 8–12 Uhr, 14–16 Uhr (Sprechzeit)"."""
    return "\n".join(say_hours(rows))


def say_hours(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Return opening hours as lines, which the form of a facility reads as the same rows."""
    of_days: dict[tuple[Any, ...], list[int]] = {}
    ordered = sorted(rows, key=lambda row: (row["weekday"], row["note"], row["opens"]))
    for (day, note), group in groupby(ordered, key=lambda row: (row["weekday"], row["note"])):
        spans = tuple((row["opens"], row["closes"]) for row in group)
        of_days.setdefault((spans, note), []).append(day)
    return [
        f"{say_days(days)} {', '.join(map(say_span, spans))}{f' ({note})' if note else ''}"
        for (spans, note), days in of_days.items()
    ]


def say_span(span: tuple[str, str]) -> str:
    return describe_clock(*map(datetime.time.fromisoformat, span))


def say_days(days: list[int]) -> str:
    """Return weekdays in order, neighbours as a span: "Mo–Mi, Fr"."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{SHORT[run[0]]}–{SHORT[run[-1]]}" if len(run) > 1 else SHORT[run[0]] for run in runs)
