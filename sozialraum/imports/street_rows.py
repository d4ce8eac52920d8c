"""A row of a street file as a section of a street, not yet saved."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import RefusedError, Report
from kit.importing_columns import Columns
from kit.importing_tables import Row
from kit.importing_words import Words
from sozialraum.addresses import fold_street
from sozialraum.models import Postcode, StreetSection

COLUMNS = Columns(
    headings={
        "street": ["Straße", "Straßenname"],
        "number_from": [
            "from",
            "von",
            "Hausnr. von",
            "Hausnummer von",
            "von Hausnummer",
            "house number from",
            "house numbers from",
            "from number",
        ],
        "number_to": [
            "to",
            "bis",
            "Hausnr. bis",
            "Hausnummer bis",
            "bis Hausnummer",
            "house number to",
            "house numbers to",
            "to number",
        ],
        "side": ["Seite", "Straßenseite"],
        "postcode": ["PLZ", "Postleitzahl"],
        "district": ["district code", "Stadtteil", "Stadtteilschlüssel", "Stadtteil-Nr.", "Schlüssel", "Gebiet"],
    },
    required=["street", "postcode", "district"],
)
SIDES = {
    **dict.fromkeys(["", "all", "alle", "beide", "beideseiten", "a", "b"], StreetSection.Side.ALL),
    **dict.fromkeys(["odd", "ungerade", "u"], StreetSection.Side.ODD),
    **dict.fromkeys(["even", "gerade", "g"], StreetSection.Side.EVEN),
}
Identity = tuple[str, str, int, str]


@dataclass(frozen=True)
class Section:
    """What a row says; also the form in which what is saved is compared with it."""

    street: str
    number_from: int
    number_to: int
    side: str
    postcode: str
    district_id: int

    @classmethod
    def of(cls, saved: StreetSection) -> "Section":
        """Return what a saved section (with its postcode fetched) says."""
        return cls(saved.street, saved.number_from, saved.number_to, saved.side, saved.postcode.code, saved.district_id)

    @property
    def identity(self) -> Identity:
        """What makes two rows the same section, of which the rest may change."""
        return fold_street(self.street), self.postcode, self.number_from, self.side

    def overlaps(self, other: "Section") -> bool:
        """Return whether both hold a house number in common, given that the street is the same."""
        share_a_side = self.side == other.side or StreetSection.Side.ALL in {self.side, other.side}
        return share_a_side and self.number_from <= other.number_to and other.number_from <= self.number_to

    def unsaved(self, postcodes: dict[str, Postcode]) -> StreetSection:
        """Return the record of this section."""
        return StreetSection(
            street=self.street,
            key=fold_street(self.street),
            number_from=self.number_from,
            number_to=self.number_to,
            side=self.side,
            postcode=postcodes[self.postcode],
            district_id=self.district_id,
        )


def read_section(row: Row, districts: Words, report: Report) -> Section:
    """Return what `row` says; raises RefusedError where that is not enough to find a house."""
    section = Section(
        street=_street(row["street"]),
        number_from=_number(row, "number_from", 1, report),
        number_to=_number(row, "number_to", StreetSection.LAST_NUMBER, report),
        side=_side(row["side"]),
        postcode=_postcode(row, report),
        district_id=_district(row["district"], districts),
    )
    if section.number_to < section.number_from:
        raise RefusedError(_("die erste Hausnummer ist größer als die letzte"))
    return section


def _street(text: str) -> str:
    if not fold_street(text):
        raise RefusedError(_("der Name der Straße fehlt"))
    if len(text) > StreetSection._meta.get_field("street").max_length:
        raise RefusedError(_("der Name der Straße ist zu lang"))
    return text


def _number(row: Row, column: str, default: int, report: Report) -> int:
    text = row[column]
    if not text:
        return default
    match = re.fullmatch(r"(\d{1,4})(?:[.,]0+)?\s*([a-zA-Z]?)", text)
    if not match:
        raise RefusedError(_("„%s“ ist keine Hausnummer") % text)
    if match[2]:
        report.repair(row.line, _("Hausnummer %s gilt ohne ihren Buchstaben") % text)
    return int(match[1])


def _side(text: str) -> str:
    if (word := fold(text)) not in SIDES:
        raise RefusedError(_("„%s“ ist keine Straßenseite (odd, even, all)") % text)
    return SIDES[word]


def _postcode(row: Row, report: Report) -> str:
    text = row["postcode"]
    # A spreadsheet takes the leading zero of 01067 away.
    if re.fullmatch(r"\d{4}", text):
        report.repair(row.line, _("Postleitzahl %s um die führende Null ergänzt") % text)
        return f"0{text}"
    if not re.fullmatch(r"\d{5}", text):
        raise RefusedError(_("„%s“ ist keine Postleitzahl") % text)
    return text


def _district(text: str, districts: Words) -> int:
    found = districts.find(text)
    if found is None:
        raise RefusedError(_("den Stadtteil „%s“ gibt es nicht") % text)
    return found
