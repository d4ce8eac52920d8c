"""From an address to a point on the map, by what the portal itself knows: no service elsewhere is asked.

The register knows the doors of its facilities and offers, the municipality's list of streets knows each street's district.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.contrib.gis.geos import Point
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kit.german import fold
from kit.text import clean
from network.models import Facility
from network.places import district_at
from offers.models import Offer
from sozialraum.addresses import SHORT_WORDS, Address, parse_address
from sozialraum.models import District, Municipality, Postcode
from sozialraum.streets import Lookup, look_up, sections_by_key

# How many doors of streets with like names are looked at, the likest first.
MOST_SPOTS: Final = 200
LONGEST: Final = 200
SHORTENED: Final = {*SHORT_WORDS, *SHORT_WORDS.values()}


class Certainty(Enum):
    """How near to the door a point is."""

    EXACT = "exact"
    STREET = "street"
    DISTRICT = "district"
    POSTCODE = "postcode"


SENTENCES: Final[dict[Certainty, Promise]] = {
    Certainty.EXACT: _("Gefunden: die Hausnummer selbst."),
    Certainty.STREET: _("Nur die Straße ist bekannt: bitte den Punkt auf das Haus schieben."),
    Certainty.DISTRICT: _("Nur der Stadtteil ist bekannt: bitte den Punkt auf das Haus schieben."),
    Certainty.POSTCODE: _("Nur die Postleitzahl ist bekannt: bitte den Punkt auf das Haus schieben."),
}


@dataclass(frozen=True)
class Located:
    """A point (WGS 84) for an address, the district that it lies in (None outside of all), and how sure it is."""

    point: Point
    district: District | None
    certainty: Certainty

    @property
    def sentence(self) -> Promise:
        return SENTENCES[self.certainty]


@dataclass(frozen=True)
class Spot:
    """A door that the register knows."""

    address: Address
    point: Point
    district: int | None

    @property
    def house(self) -> tuple[int | None, str]:
        return self.address.number, self.address.letter


def locate(street_and_number: str, postcode: str = "", city: str = "") -> Located | None:
    """Return the best point for an address as somebody typed it; None where nothing is known of it.

    Doors of confidential places are not among what is known. Six queries at most.
    """
    postcode = clean(postcode)
    area = Postcode.objects.filter(code=postcode).first() if postcode else None
    if city and area is None and is_elsewhere(city):
        return None
    text = ", ".join(filter(None, [clean(street_and_number)[:LONGEST], postcode]))
    found = look_up(text, sections_by_key([text]))
    return by_register(found, area) or by_streets(found) or by_postcode(area)


def is_elsewhere(city: str) -> bool:
    """Return whether a place's name is without the municipality's ("Musterstadt-Nord" has it)."""
    home = Municipality.objects.values_list("city", flat=True).order_by("pk").first()
    return bool(home) and fold(home) not in fold(city)


def by_register(found: Lookup, area: Postcode | None) -> Located | None:
    """Return the point of the same house, or else of the nearest house of the same street."""
    spots = under_postcode(spots_of(found), found.address.postcode, is_known=area is not None)
    asked = found.address
    same = [spot for spot in spots if asked.number is not None and spot.house == (asked.number, asked.letter)]
    # Two streets of one name, and nothing that says which.
    if len({spot.district for spot in same or spots}) != 1:
        return None
    nearest = min(same or spots, key=lambda spot: distance(spot.address, asked.number))
    return Located(nearest.point, district_at(nearest.point), Certainty.EXACT if same else Certainty.STREET)


def under_postcode(spots: list[Spot], code: str, *, is_known: bool) -> list[Spot]:
    """Keep the doors under a postcode; one that nobody knows is a slip, and hides no street."""
    here = [spot for spot in spots if not code or spot.address.postcode in {"", code}]
    return here if here or is_known else spots


def distance(address: Address, number: int | None) -> int:
    """Return how many numbers a house is away; one without a number comes last."""
    return 10_000 if address.number is None else abs(address.number - (number or 0))


def spots_of(found: Lookup) -> list[Spot]:
    """Return the doors of the street that was looked up: facilities first, in its district where that is certain."""
    asked = found.address
    if not telling_part(asked.street):
        return []
    houses = doors(Facility.objects.all(), asked.street) + doors(Offer.objects.all(), asked.street)
    spots = [Spot(parse_address(f"{street}, {code}"), point, district) for street, code, point, district in houses]
    return [
        spot
        for spot in spots
        if spot.address.key == asked.key and (found.district is None or spot.district == found.district.pk)
    ]


def doors(records: QuerySet, street: str) -> list[tuple]:
    """Return street, postcode, point and district of the records in streets that are spelled like `street`."""
    open_ones = records.filter(address_is_confidential=False, point__isnull=False).exclude(street="")
    alike = open_ones.filter(street__icontains=telling_part(street))
    likest = alike.order_by(TrigramSimilarity("street", street).desc(), "pk")
    return list(likest.values_list("street", "postcode", "point", "district")[:MOST_SPOTS])


def telling_part(street: str) -> str:
    """Return letters that a street's name has however it is written: "Große Muensterstr." gives "nster".

    Words that are often shortened do not tell a street, and umlauts are spelled in two ways.
    """
    shorter = re.sub(
        r"(?<=[^\W\d_])[\s-]*(?:str(?:\.|aße|asse)?|pl(?:\.|atz))(?![^\W\d_])", "", street, flags=re.IGNORECASE
    )
    telling = [word for word in re.findall(r"[^\W\d_]+", shorter) if fold(word) not in SHORTENED]
    parts = [part for word in telling for part in re.split(r"[^a-z]|ae|oe|ue|ss", word, flags=re.IGNORECASE)]
    return max(parts, key=len, default="")


def by_streets(found: Lookup) -> Located | None:
    """Return a point within the one district that the list of streets names."""
    # A number that no section has hides no district where all sections lie in one.
    districts = {section.district_id: section.district for section in found.sections}
    if len(districts) != 1:
        return None
    (district,) = districts.values()
    return Located(district.boundary.point_on_surface, district, Certainty.DISTRICT)


def by_postcode(area: Postcode | None) -> Located | None:
    """Return the middle of a postcode's area."""
    if area is None or area.centre is None:
        return None
    return Located(area.centre, district_at(area.centre), Certainty.POSTCODE)
