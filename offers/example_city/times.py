"""Times as the files write them: "weekly mi 09:30-11:00", "mo-fr 07:00-16:30"."""

import datetime
import re
from typing import Any

from offers.models import Schedule

WEEKDAYS = ["mo", "di", "mi", "do", "fr", "sa", "so"]
NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
PAUSES = {"never": (False, False), "holidays": (False, True), "school": (True, True)}
# A series that names no first day has been going on since then.
SINCE = datetime.date(2026, 1, 1)

SCHEDULE = re.compile(
    r"(?:(?P<kind>weekly|fortnightly)|monthly (?P<nth>first|second|third|fourth|last)|once (?:(?P<day>\d{4}-\d\d-\d\d)|\+(?P<weeks>\d+)w))"
    r"(?: (?P<weekday>mo|di|mi|do|fr|sa|so))? (?P<starts>\d\d:\d\d)-(?P<ends>\d\d:\d\d)"
    r"(?: from (?P<first>\d{4}-\d\d-\d\d))?(?: until (?P<last>\d{4}-\d\d-\d\d))?"
)
HOURS = re.compile(
    r"(?P<first>[a-z]{2})(?:-(?P<last>[a-z]{2}))? (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)(?: (?P<note>.+))?"
)


def schedule_of(text: str, pauses: str, anchor: datetime.date) -> dict[str, Any]:
    """Return the columns of a Schedule for a line such as "monthly first mo 17:00-18:30".

    `pauses` is a key of PAUSES; "+3w sa" is the Saturday of the third week after that of `anchor`.
    Raises ValueError for a line that is none.
    """
    match = SCHEDULE.fullmatch(text)
    if not match or (match["day"] is None) == (match["weekday"] is None):
        raise ValueError(f"„{text}“ is no time")
    if match["kind"] == Schedule.Kind.FORTNIGHTLY and not match["first"]:
        raise ValueError(f"„{text}“ does not say from when, so nobody knows which weeks")
    kind = match["kind"] or ("monthly" if match["nth"] else "once")
    first = _first_day(match, anchor)
    in_school_holidays, on_public_holidays = PAUSES[pauses]
    return {
        "kind": kind,
        "weekday": WEEKDAYS.index(match["weekday"]) if match["weekday"] else first.weekday(),
        "nth": NTHS[match["nth"]] if match["nth"] else None,
        "first_day": first,
        "last_day": datetime.date.fromisoformat(match["last"]) if match["last"] else None,
        "starts": datetime.time.fromisoformat(match["starts"]),
        "ends": datetime.time.fromisoformat(match["ends"]),
        "pauses_in_school_holidays": in_school_holidays,
        "pauses_on_public_holidays": on_public_holidays,
    }


def _first_day(match: re.Match, anchor: datetime.date) -> datetime.date:
    if match["weeks"]:
        monday = anchor - datetime.timedelta(days=anchor.weekday())
        return monday + datetime.timedelta(weeks=int(match["weeks"]), days=WEEKDAYS.index(match["weekday"]))
    day = match["day"] or match["first"]
    return datetime.date.fromisoformat(day) if day else SINCE


def hours_of(text: str) -> list[dict[str, Any]]:
    """Return the columns of OpeningHours for a line such as "mo-fr 07:00-16:30"; ValueError for a line that is none."""
    match = HOURS.fullmatch(text)
    if not match or not {match["first"], match["last"] or match["first"]} <= set(WEEKDAYS):
        raise ValueError(f"„{text}“ are no opening hours")
    first, last = WEEKDAYS.index(match["first"]), WEEKDAYS.index(match["last"] or match["first"])
    return [
        {
            "weekday": weekday,
            "opens": datetime.time.fromisoformat(match["opens"]),
            "closes": datetime.time.fromisoformat(match["closes"]),
            "note": match["note"] or "",
        }
        for weekday in range(first, last + 1)
    ]
