"""Who answers at a number now, in words."""

import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from kit.templatetags.components import tel
from network.models import HelpLine
from network.models.calling import ALWAYS, NAMES, is_open, opens_next


class Answering(NamedTuple):
    """Whether somebody answers now, as far as that is known, and what is said about it."""

    is_open: bool
    text: str


def answering(line: HelpLine, now: datetime.datetime) -> Answering:
    """Return whether somebody answers at a number at `now` (local); where no times are known, only what is written."""
    if line.open_times == ALWAYS:
        return Answering(True, _("Tag und Nacht"))
    if is_open(line.open_times, now):
        return Answering(True, _("jetzt erreichbar: %(hours)s") % {"hours": line.hours})
    following = opens_next(line.open_times, now)
    if following is None:
        return Answering(False, line.hours)
    ahead, clock = following
    day = {0: _("heute"), 1: _("morgen")}.get(ahead, NAMES[(now.weekday() + ahead) % 7])
    again = _("wieder %(day)s ab %(clock)s Uhr") % {"day": day, "clock": clock}
    # On paper "heute" is over some day, so the hours stand beside it.
    return Answering(False, _("%(again)s (%(hours)s)") % {"again": again, "hours": line.hours} if line.hours else again)


def told(line: HelpLine, hours: str) -> dict[str, Any]:
    """Return a number as the `helplines` component shows it, with what is said of when somebody answers."""
    return {
        "name": line.name,
        "number": line.number,
        "tel": tel(line.number),
        "hours": hours,
        "explanation": line.explanation,
    }
