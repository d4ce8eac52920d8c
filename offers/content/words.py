"""How fields are told that plain words do not tell: times, hours, a point on the map."""

import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from network.models import OpeningHours
from offers.sessions import Series
from offers.spoken_times import say

# Of what is over, too, people want to read when it was.
LONG_AGO: Final = datetime.date.min


def tell_times(times: list[dict[str, Any]]) -> str:
    """Return times, each in a line."""
    return "\n".join(say(Series.of_card(time), today=LONG_AGO) for time in times)


def tell_point(coords: list[float]) -> str:
    """Return a point as it stands in an atlas."""
    longitude, latitude = (f"{degrees:.5f}".replace(".", ",") for degrees in coords)
    return _("%(latitude)s Nord, %(longitude)s Ost") % {"latitude": latitude, "longitude": longitude}


def tell_hours(rows: list[dict[str, Any]]) -> str:
    """Return opening hours, each in a line."""
    days = dict(OpeningHours.Weekday.choices)
    told = [(days[row["weekday"]], row["opens"][:5], row["closes"][:5], row["note"]) for row in rows]
    lines = [
        _("%(day)s %(opens)s–%(closes)s Uhr") % {"day": day, "opens": opens, "closes": closes}
        + (f" ({note})" if note else "")
        for day, opens, closes, note in told
    ]
    return "\n".join(lines)
