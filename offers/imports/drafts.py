"""An offer as a row describes it, ready to be brought together with what is saved."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import Point

from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from offers.imports import ages, conditions, texts, times
from offers.imports.hosts import Address, Host, Register
from offers.imports.reach import Reach, Reaches
from offers.imports.spots import Ground, Spot
from offers.imports.terms import Terms
from offers.imports.words import SEVERAL, Vocabulary
from offers.models import AccessMode, OfferType

# Which columns rule a field, where it is not the one of its name. A file that has none of them leaves the field alone.
RULED_BY = {
    "external_id": {"id"},
    "type_id": {"type"},
    "ages": ages.COLUMNS,
    "all_ages": ages.COLUMNS,
    "provider_id": {"provider"},
    "facility_id": {"facility"},
    "point": {"latitude", "longitude"},
    "district_id": {"latitude", "longitude", "district", "street"},
    "is_citywide": {"catchment"},
    "cost_id": {"cost"},
    "registration_id": {"registration"},
    # Into these notes goes what could not be read, for people to see; a row that could be read leaves them alone.
    "registration_note": {"registration"},
    "place_note": {"facility"},
    "time_note": {"weekly", "dates"},
    "access_modes": {"access"},
    "catchment_districts": {"catchment"},
    "catchment_social_spaces": {"catchment"},
}
ONSITE = "vor-ort"


@dataclass
class Draft:
    """What one row wants saved: columns by their attribute names, ids behind many-to-many fields, times."""

    row: Row
    values: dict[str, Any]
    links: dict[str, set[int]]
    slots: set[times.Slot] = field(default_factory=set)
    ruled_by: Mapping[str, set[str]] = field(default_factory=lambda: RULED_BY)

    @property
    def ruled_values(self) -> dict[str, Any]:
        """The values of fields on which the file has a say."""
        return {name: value for name, value in self.values.items() if self._rules(name)}

    @property
    def ruled_links(self) -> dict[str, set[int]]:
        return {name: ids for name, ids in self.links.items() if self._rules(name)}

    def _rules(self, name: str) -> bool:
        return not self.ruled_by.get(name, {name}).isdisjoint(self.row.cells)


class Reader:
    """Reads rows with the words, areas and partners of this municipality."""

    def __init__(self, report: Report, terms: Terms) -> None:
        self.report = report
        self.ground = Ground(report)
        self.vocabulary = Vocabulary(report)
        self.reaches = Reaches(report)
        self.register = Register(self.vocabulary, report, terms.bounds)

    def drafts(self, rows: list[Row]) -> Iterator[Draft]:
        """Yield what those of some rows want saved that can be read; the others are refused."""
        spots = self.ground.spots(rows)
        yield from readable(
            self.report, (row for row in rows if row.line in spots), lambda row: self.read(row, spots[row.line])
        )

    def read(self, row: Row, spot: Spot) -> Draft:
        """Return what a row wants saved; raises RefusedError with the reason why it cannot be.

        A provider or facility that the register lacks is made last, when nothing can refuse the row any more.
        """
        report = self.report
        self.register.check_provider(row)
        span = ages.read_ages(row, report)
        slots, unread_times = times.read_slots(row, report)
        values = {
            "external_id": conditions.read_id(row),
            "title": texts.read_title(row),
            "summary": texts.read_summary(row, report),
            "description": texts.read_description(row),
            "ages": span,
            "all_ages": span is None,
            "type_id": self._type(row),
            **texts.said("time_note", unread_times),
            **conditions.read_cost(row, self.vocabulary, report),
            **conditions.read_registration(row, self.vocabulary, report),
            **conditions.read_publication(row, report),
            **texts.read_contact(row, report),
        }
        links = {name: self.vocabulary.several(model, row[name], row.line) for name, model in SEVERAL.items()}
        links["access_modes"] = links.pop("access")
        has_place = bool(spot.point or spot.district_id or row["street"] or row["facility"])
        if has_place and not links["access_modes"]:
            links["access_modes"] = {self.vocabulary.standard(AccessMode, ONSITE)}
        reach = self._reach(row, links["access_modes"], has_place=has_place)
        links |= {"catchment_districts": reach.districts, "catchment_social_spaces": reach.social_spaces}
        values |= {"is_citywide": reach.is_citywide, **self._place(row, spot)}
        return Draft(row, values, links, slots)

    def _type(self, row: Row) -> int:
        if row["type"]:
            return self.vocabulary.one(OfferType, row["type"])
        return self.vocabulary.standard(OfferType, "weitere")

    def _reach(self, row: Row, modes: set[int], *, has_place: bool) -> Reach:
        if row["catchment"]:
            return self.reaches.read(row)
        return self.reaches.default(row, has_place=has_place, access=self.vocabulary.access(modes))

    def _place(self, row: Row, spot: Spot) -> dict[str, Any]:
        """Return provider and place. What stands at the facility already is not said twice."""
        provider = self.register.provider(row)
        notes = texts.read_notes(row, self.report)
        address = Address(notes["street"], texts.read_postcode(row, self.report), notes["city"])
        host = self.register.facility(row, provider, address, spot)
        own, point = self._own_place(host, address, spot)
        return {
            "provider_id": provider,
            "facility_id": host and host.pk,
            "street": own.street,
            "postcode": own.postcode,
            "city": own.city,
            "point": point,
            "district_id": spot.district_id,
            **texts.said("place_note", "" if host else row["facility"]),
        }

    @staticmethod
    def _own_place(host: Host | None, address: Address, spot: Spot) -> tuple[Address, Point | None]:
        # Beside a confidential host the offer's own address or point would give it away.
        if host and host.is_confidential:
            return Address(), None
        return (Address() if host else address), spot.point


def readable(report: Report, rows: Iterable[Row], read: Callable[[Row], Draft]) -> Iterator[Draft]:
    """Yield what `read` makes of rows; those that it cannot read are refused."""
    for row in rows:
        try:
            yield read(row)
        except RefusedError as refusal:
            report.refuse(row.line, str(refusal))
