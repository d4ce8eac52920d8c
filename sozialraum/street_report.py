"""What is wrong with the list of streets: house numbers that lead nowhere, that lead to two districts, districts without a street."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from sozialraum.models import District, SocialSpaceMembership, StreetSection

Side = StreetSection.Side
SIDES: Final = {Side.ODD: 1, Side.EVEN: 2}  # and the lowest number on each


@dataclass(frozen=True)
class Section:
    """House numbers of a street, as far as the report asks."""

    street: str
    key: str
    first: int
    last: int
    side: str
    postcode: str
    district: str
    is_closed: bool = False

    def has(self, side: str) -> bool:
        return self.side in {Side.ALL, side}

    def meets(self, other: "Section") -> bool:
        """Return whether both hold a house number in common, given that the street has one name."""
        share_a_side = self.side == other.side or Side.ALL in {self.side, other.side}
        return share_a_side and self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Finding:
    """Something about one street, in words."""

    street: str
    postcode: str
    words: str


@dataclass
class Report:
    """All findings, by what is wrong."""

    gaps: list[Finding] = field(default_factory=list)
    overlaps: list[Finding] = field(default_factory=list)
    closed: list[Finding] = field(default_factory=list)
    districts_without_streets: list[District] = field(default_factory=list)
    districts_without_space: list[District] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Return how much there is to look at."""
        lists = (self.gaps, self.overlaps, self.closed, self.districts_without_streets, self.districts_without_space)
        return sum(map(len, lists))


def report() -> Report:
    """Look through the whole list of streets; four queries."""
    sections = [Section(*row[:7], is_closed=row[7] is not None) for row in rows()]
    homes = District.objects.for_families().defer("boundary", "parent__boundary")
    with_streets = set(StreetSection.objects.values_list("district", flat=True))
    held = set(SocialSpaceMembership.objects.on(timezone.localdate()).values_list("district", flat=True))
    return Report(
        gaps=list(gaps(sections)),
        overlaps=list(overlaps(sections)),
        closed=[
            Finding(one.street, one.postcode, _("führt nach %s, das es so nicht mehr gibt") % one.district)
            for one in sections
            if one.is_closed
        ],
        districts_without_streets=[one for one in homes if one.pk not in with_streets],
        districts_without_space=[one for one in homes if one.pk not in held],
    )


def rows() -> Iterable[tuple]:
    columns = (
        "street",
        "key",
        "number_from",
        "number_to",
        "side",
        "postcode__code",
        "district__name",
        "district__valid_until",
    )
    return StreetSection.objects.order_by("key", "postcode__code", "number_from").values_list(*columns)


def gaps(sections: Iterable[Section]) -> Iterable[Finding]:
    """Yield the house numbers between those of a street that lead nowhere."""
    streets: dict[tuple[str, str], list[Section]] = defaultdict(list)
    for one in sections:
        streets[one.key, one.postcode].append(one)
    for parts in streets.values():
        for side, lowest in SIDES.items():
            yield from (Finding(parts[0].street, parts[0].postcode, words) for words in missing(parts, side, lowest))


def missing(parts: list[Section], side: str, lowest: int) -> Iterable[str]:
    """Yield in words which numbers of one side are missing below the last that is known."""
    known = sorted((one.first, one.last) for one in parts if one.has(side))
    if not known:
        yield _("die ungeraden Nummern fehlen ganz") if side == Side.ODD else _("die geraden Nummern fehlen ganz")
        return
    expected = lowest
    for first, last in known:
        start = first + (first - lowest) % 2
        if start > expected:
            yield between(expected, start - 2, side)
        expected = max(expected, last + 2 - (last - lowest) % 2)


def between(first: int, last: int, side: str) -> str:
    if first == last:
        return _("Nr. %(first)s fehlt") % {"first": first}
    sentence = (
        _("Nr. %(first)s bis %(last)s fehlen (ungerade)")
        if side == Side.ODD
        else _("Nr. %(first)s bis %(last)s fehlen (gerade)")
    )
    return sentence % {"first": first, "last": last}


def overlaps(sections: Iterable[Section]) -> Iterable[Finding]:
    """Yield streets of one name whose numbers lead to two districts: under two postcodes, since under one the database refuses it."""
    by_key: dict[str, list[Section]] = defaultdict(list)
    for one in sections:
        by_key[one.key].append(one)
    for parts in by_key.values():
        for one, other in combinations(parts, 2):
            if one.postcode != other.postcode and one.district != other.district and one.meets(other):
                words = {"here": one.district, "there": other.district, "postcode": other.postcode}
                sentence = _(
                    "gibt es auch unter %(postcode)s: dieselben Nummern führen nach %(here)s und nach %(there)s"
                )
                yield Finding(one.street, one.postcode, sentence % words)
