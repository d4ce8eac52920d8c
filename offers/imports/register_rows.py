"""Partners and facilities as rows describe them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from kit.importing_values import day, yes_or_no
from network.models import AccessibilityFeature, FacilityKind, PartnerKind
from offers.imports import texts
from offers.imports.conditions import read_id
from offers.imports.drafts import Draft, readable
from offers.imports.hosts import LONGEST_NAME, OTHER, Register
from offers.imports.spots import Ground, Spot
from offers.imports.terms import Terms
from offers.imports.words import Vocabulary

RULED_BY = {
    "external_id": {"id"},
    "kind_id": {"kind"},
    "parent_id": {"parent"},
    "partner_id": {"provider"},
    "point": {"latitude", "longitude"},
    "district_id": {"latitude", "longitude", "district", "street"},
    "address_is_confidential": {"is_confidential"},
}


class PartnerReader:
    """Reads rows of partners."""

    def __init__(self, report: Report, terms: Terms) -> None:
        self.report = report
        self.vocabulary = Vocabulary(report)
        self.register = Register(self.vocabulary, report, terms.bounds)

    def drafts(self, rows: list[Row]) -> Iterator[Draft]:
        """Yield what those of some rows want saved that can be read; the others are refused."""
        yield from readable(self.report, rows, self.read)

    def read(self, row: Row) -> Draft:
        """Return what a row wants saved; raises RefusedError with the reason why it cannot be."""
        values = {
            **read_name(row),
            **read_kind(row, self.vocabulary, PartnerKind),
            "parent_id": self.parent(row),
            "description": row["description"],
            **read_contact(row, self.report),
            "is_public": yes_or_no(row["is_public"] or "ja"),
        }
        return Draft(row, values, {}, ruled_by=ruled_by(row))

    def parent(self, row: Row) -> int | None:
        """Return the partner that this one belongs to; an unknown one refuses the row."""
        if not row["parent"]:
            return None
        found = self.register.known_partner(row["parent"])
        if found is None:
            raise RefusedError(_("den übergeordneten Partner „%s“ gibt es noch nicht") % row["parent"])
        if fold(row["parent"]) == fold(row["name"]):
            raise RefusedError(_("ein Partner kann nicht zu sich selbst gehören"))
        return found


class FacilityReader:
    """Reads rows of facilities; a partner that the register lacks is made."""

    def __init__(self, report: Report, terms: Terms) -> None:
        self.report = report
        self.ground = Ground(report)
        self.vocabulary = Vocabulary(report)
        self.register = Register(self.vocabulary, report, terms.bounds)

    def drafts(self, rows: list[Row]) -> Iterator[Draft]:
        """Yield what those of some rows want saved that can be read; the others are refused."""
        spots = self.ground.spots(rows)
        placed = (row for row in rows if row.line in spots)
        yield from readable(self.report, placed, lambda row: self.read(row, spots[row.line]))

    def read(self, row: Row, spot: Spot) -> Draft:
        """Return what a row wants saved; raises RefusedError with the reason why it cannot be."""
        self.register.check_provider(row)
        notes = texts.read_notes(row, self.report)
        values = {
            **read_name(row),
            **read_kind(row, self.vocabulary, FacilityKind),
            "description": row["description"],
            "street": notes["street"],
            "postcode": texts.read_postcode(row, self.report),
            "city": notes["city"],
            "point": spot.point,
            "district_id": spot.district_id,
            "address_is_confidential": yes_or_no(row["is_confidential"]),
            "is_open_for_all": yes_or_no(row["is_open_for_all"]),
            **read_contact(row, self.report),
            "opening_note": self.shortened(row, "opening_note", 200),
            **self.seal(row),
            "is_public": yes_or_no(row["is_public"] or "ja"),
        }
        links = {"accessibility": self.vocabulary.several(AccessibilityFeature, row["accessibility"], row.line)}
        values["partner_id"] = self.register.provider(row)
        return Draft(row, values, links, ruled_by=ruled_by(row))

    def seal(self, row: Row) -> dict[str, Any]:
        """Return seal and last day; one without the other is left out."""
        until = day(row["seal_valid_until"])
        if bool(row["quality_seal"]) == bool(until):
            return {"quality_seal": self.shortened(row, "quality_seal", 120), "seal_valid_until": until}
        self.report.repair(row.line, _("ein Gütesiegel braucht ein Ablaufdatum, und umgekehrt: beides bleibt weg"))
        return {"quality_seal": "", "seal_valid_until": None}

    def shortened(self, row: Row, column: str, length: int) -> str:
        line = " ".join(row[column].split())
        if len(line) <= length:
            return line
        self.report.repair(row.line, _("„%s“ ist gekürzt") % line[:40])
        return f"{line[: length - 2]} …"


def ruled_by(row: Row) -> dict[str, set[str]]:
    """Return which columns rule a field. An empty kind says nothing: every record has one."""
    return RULED_BY | ({} if row["kind"] else {"kind_id": set()})


def read_name(row: Row) -> dict[str, Any]:
    name = " ".join(row["name"].split())
    if not fold(name):
        raise RefusedError(_("der Name fehlt"))
    if len(name) > LONGEST_NAME:
        raise RefusedError(_("der Name ist länger als %s Zeichen") % LONGEST_NAME)
    return {"external_id": read_id(row), "name": name}


def read_kind(row: Row, vocabulary: Vocabulary, model: type[PartnerKind | FacilityKind]) -> dict[str, int]:
    """Return the kind; an unknown one refuses the row and names those that are spelled alike."""
    return {"kind_id": vocabulary.one(model, row["kind"]) if row["kind"] else vocabulary.standard(model, OTHER)}


def read_contact(row: Row, report: Report) -> dict[str, str]:
    """Return phone, e-mail and address of a page; what cannot be one is left out."""
    same = Row(row.line, {**row.cells, "url": row["website"]})
    found = texts.read_contact(same, report)
    return {"phone": found["phone"], "email": found["email"], "website": found["url"]}
