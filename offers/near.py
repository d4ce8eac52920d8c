"""What is nearest to where somebody is: told at once and kept nowhere."""

import math
import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.german import fold
from network.places import district_at
from offers.locating import Certainty, locate
from offers.models import Reach
from offers.search import Choices, Criteria, Hit
from offers.search.matching import matches
from sozialraum.models import District

KILOMETRE: Final = 1000
RADII: Final = (1, 2, 3, 5, 10)
RADIUS: Final = 3
AT_A_TIME: Final = 20
MOST: Final = 200
# With a pram and a child by the hand: four kilometres an hour, and no street leads straight there.
METRES_A_MINUTE: Final = 4 * KILOMETRE / 60
DETOUR: Final = 1.3
# Further nobody walks with a child.
ON_FOOT: Final = 4 * KILOMETRE
# Where the next house begins.
NEXT_DOOR: Final = 50
QUARTER: Final = 15
FIVE: Final = 5
POSTCODE: Final = re.compile(r"(?<!\d)\d{5}(?!\d)")
WORD: Final = re.compile(r"\w+")


class Precision(Enum):
    """From where it is reckoned."""

    DEVICE = gettext_lazy("Gerechnet ab dem Ort, den Ihr Gerät genannt hat.")
    HOUSE = gettext_lazy("Gerechnet ab Ihrer Hausnummer.")
    STREET = gettext_lazy("Gerechnet ab einem Haus in Ihrer Straße: Ihre eigene Nummer kennen wir nicht.")
    DISTRICT = gettext_lazy("Gerechnet ab der Mitte Ihres Stadtteils: Ihre Wege können kürzer oder länger sein.")
    POSTCODE = gettext_lazy("Gerechnet ab der Mitte Ihrer Postleitzahl: Ihre Wege können kürzer oder länger sein.")

    @property
    def is_close(self) -> bool:
        """Return whether minutes on foot mean something."""
        return self in {Precision.DEVICE, Precision.HOUSE, Precision.STREET}


KNOWN: Final = {
    Certainty.EXACT: Precision.HOUSE,
    Certainty.STREET: Precision.STREET,
    Certainty.DISTRICT: Precision.DISTRICT,
    Certainty.POSTCODE: Precision.POSTCODE,
}


@dataclass(frozen=True)
class Origin:
    """Where somebody is: the point, the district around it (None outside of all), and how sure that is."""

    point: Point
    district: District | None
    precision: Precision


@dataclass(frozen=True)
class Nearby:
    """The nearest offers, and how many there are within the radius."""

    hits: list[Hit]
    total: int


def origin_of_address(text: str, choices: Choices) -> Origin | None:
    """Return where an address, a postcode or a district is; None where nothing is known of it."""
    name = POSTCODE.sub("", text).strip(" ,")
    named = next((one for one in choices.named("stadtteil") if fold(one.label) == fold(name)), None)
    if named and named.origin:
        point = Point(*named.origin, srid=4326)
        return Origin(point, district_at(point), Precision.DISTRICT)
    code = POSTCODE.search(text)
    found = locate(name, code.group() if code else "")
    return found and Origin(found.point, found.district, KNOWN[found.certainty])


def districts_called(text: str, choices: Choices) -> list[str]:
    """Return the names of the districts that have a word of a name in common with `text`: "Odenkirchen" is two."""
    wanted = fold(text)
    names = (one.label for one in choices.named("stadtteil"))
    return [name for name in names if wanted in map(fold, WORD.findall(name))]


def origin_of_device(latitude: str, longitude: str) -> Origin | None:
    """Return where a device says that it is; None where those are no degrees of this earth."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    # Written so that it is false for what is not a number.
    if not (-90 <= north <= 90 and -180 <= east <= 180):  # noqa: PLR2004 — of the globe
        return None
    point = Point(east, north, srid=4326)
    return Origin(point, district_at(point), Precision.DEVICE)


def nearby(origin: Origin, criteria: Criteria, radius_km: int, most: int) -> Nearby:
    """Return the nearest offers within a radius; two queries. What has no place or a secret one is never among them."""
    within = matches(criteria).filter(point__dwithin=(origin.point, D(km=radius_km)))
    nearest = within.annotate(metres=Distance("point", origin.point)).order_by("metres", "title", "pk")
    rows = nearest.values_list("card", "metres")[:most]
    return Nearby([Hit(card, Reach.Nearness.HELD_HERE, metres.m) for card, metres in rows], within.count())


def minutes_on_foot(metres: float) -> int | None:
    """Return how long the way takes on foot, in minutes that people say; None where nobody would walk."""
    if metres > ON_FOOT:
        return None
    minutes = max(1, math.ceil(metres * DETOUR / METRES_A_MINUTE))
    return minutes if minutes < QUARTER else math.ceil(minutes / FIVE) * FIVE


def describe_way(metres: float, precision: Precision) -> str:
    """Return how far it is: "350 m, etwa 7 Minuten zu Fuß"; minutes only where the beginning of the way is known."""
    far = distance(metres)
    minutes = minutes_on_foot(metres) if precision.is_close and metres >= NEXT_DOOR else None
    if minutes is None:
        return far
    text = ngettext("%(far)s, etwa eine Minute zu Fuß", "%(far)s, etwa %(minutes)d Minuten zu Fuß", minutes)
    return text % {"far": far, "minutes": minutes}


def distance(metres: float) -> str:
    """Return how far it is, no more exactly than people walk."""
    if metres < NEXT_DOOR:
        return _("gleich nebenan")
    rounded = round(metres, -1)
    return _("%(m)d m") % {"m": rounded} if rounded < KILOMETRE else kilometres(metres)


def kilometres(metres: float) -> str:
    return _("%(km)s km") % {"km": f"{metres / KILOMETRE:.1f}".replace(".", ",")}
