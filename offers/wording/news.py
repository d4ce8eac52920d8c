"""What is short-lived about an offer, in a line of its card: days on which it does not take place, and free places."""

import datetime
from collections.abc import Iterable
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offers.wording.memory import remembered
from offers.wording.times import THIS_YEAR, describe_day
from sozialraum.calendar import Pause

# What is off later than this matters to nobody who looks for something now; the offer's own page tells it.
AHEAD: Final = datetime.timedelta(days=14)


def describe_closure(pauses: Iterable[Pause], today: datetime.date) -> str:
    """Return the first of some closures that is not over, such as "fällt aus am 3. Dezember: Fortbildung"; empty if it is far off."""
    coming = [one for one in pauses if one.first_day <= today + AHEAD and one.last_day >= today]
    return describe_off(min(coming), today) if coming else ""


@remembered
def describe_off(pause: Pause, today: datetime.date) -> str:
    first, last = (short_day(day, today) for day in (pause.first_day, pause.last_day))
    # A day that is named stays true in a page that a cache has kept over midnight.
    if pause.first_day == pause.last_day:
        return _("fällt aus am %(day)s: %(why)s") % {"day": first, "why": pause.name}
    if pause.first_day <= today:
        return _("fällt aus bis %(day)s: %(why)s") % {"day": last, "why": pause.name}
    return _("fällt aus vom %(first)s bis %(last)s: %(why)s") % {"first": first, "last": last, "why": pause.name}


def short_day(day: datetime.date, today: datetime.date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT") if day - today < THIS_YEAR else describe_day(day)


@remembered
def describe_free(free: int | None, has_waiting_list: bool) -> str:  # noqa: FBT001 (as it is stored)
    """Return how many places are free, such as "noch 3 Plätze frei"; empty where nobody said so lately."""
    if free is None:
        return ""
    if free:
        return ngettext("noch ein Platz frei", "noch %(free)s Plätze frei", free) % {"free": free}
    return _("gerade alles belegt, mit Warteliste") if has_waiting_list else _("gerade alles belegt")
