"""Under which conditions an offer is open: cost, registration, time of publication."""

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import RefusedError, Report
from kit.importing_tables import Row
from kit.importing_values import day
from offers.imports.texts import longest, shortened
from offers.imports.words import Vocabulary
from offers.models import CostKind, Offer, RegistrationKind

STATUSES = {
    "draft": Offer.Status.DRAFT,
    "entwurf": Offer.Status.DRAFT,
    "published": Offer.Status.PUBLISHED,
    "veroeffentlicht": Offer.Status.PUBLISHED,
}


def read_id(row: Row) -> str | None:
    if len(row["id"]) > longest("external_id"):
        raise RefusedError(_("die Kennung ist länger als %s Zeichen") % longest("external_id"))
    return row["id"] or None


def read_cost(row: Row, vocabulary: Vocabulary, report: Report) -> dict[str, Any]:
    """Return kind and note of the cost. "5 € im Monat" costs something; what nobody understands is to be asked for."""
    text = row["cost"]
    found = vocabulary.find(CostKind, text) if text else vocabulary.standard(CostKind, "ask")
    note = row["cost_note"]
    if found is None:
        found = vocabulary.standard(CostKind, "fee" if re.search(r"\d|€|euro", text.casefold()) else "ask")
        note = " – ".join(filter(None, [text, note]))
        report.note(row.line, _("„%s“ steht jetzt beim Hinweis zu den Kosten") % text)
    if len(note) > longest("cost_note"):
        report.repair(row.line, _("der Hinweis zu den Kosten ist gekürzt"))
    return {"cost_id": found, "cost_note": shortened(note, "cost_note")}


def read_registration(row: Row, vocabulary: Vocabulary, report: Report) -> dict[str, Any]:
    """Return kind and note of the registration; "telefonisch bis Montag" is needed and says how."""
    text = row["registration"]
    found = vocabulary.find(RegistrationKind, text) if text else vocabulary.standard(RegistrationKind, "ask")
    if found is not None:
        return {"registration_id": found}
    report.note(row.line, _("„%s“ steht jetzt beim Hinweis zur Anmeldung") % text)
    required = vocabulary.standard(RegistrationKind, "required")
    return {"registration_id": required, "registration_note": shortened(text, "registration_note")}


def read_publication(row: Row, report: Report) -> dict[str, Any]:
    """Return status (if the row says one), period and day of confirmation; what was confirmed in the future was not."""
    said = fold(row["status"])
    if said and said not in STATUSES:
        raise RefusedError(_("den Status „%s“ gibt es nicht (draft, published)") % row["status"])
    valid_from, valid_until, confirmed_at = (day(row[name]) for name in ("valid_from", "valid_until", "confirmed_at"))
    if valid_from and valid_until and valid_until < valid_from:
        raise RefusedError(_("das Angebot endet, bevor es beginnt"))
    if confirmed_at and confirmed_at > timezone.localdate():
        report.repair(row.line, _("die Bestätigung liegt in der Zukunft und bleibt weg"))
        confirmed_at = None
    status = {"status": STATUSES[said]} if said else {}
    return status | {"valid_from": valid_from, "valid_until": valid_until, "confirmed_at": confirmed_at}
