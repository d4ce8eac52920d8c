"""The columns of an offer file, and what else their headings may be called."""

from collections.abc import Mapping

from kit.importing_columns import Columns
from offers.models import Offer

# Our column, the field of the form whose label it answers to, and other headings that towns use.
HEADINGS = {
    "id": ("external_id", ["Kennung", "externe ID", "Angebots-ID"]),
    "title": ("title", ["Name des Angebots", "Angebot", "Angebotstitel"]),
    "summary": ("summary", ["Kurzbeschreibung", "Kurztext"]),
    "description": ("description", ["Langbeschreibung"]),
    "type": ("type", ["Angebotstyp", "Art des Angebots"]),
    "topics": ("topics", ["Thema"]),
    "target_groups": ("target_groups", ["Zielgruppe"]),
    "life_situations": ("life_situations", ["Lebenslage"]),
    "age_from_months": ("", ["Alter von (Monate)", "Alter ab (Monate)", "Alter in Monaten von", "von Monat"]),
    "age_to_months": ("", ["Alter bis (Monate)", "Alter bis unter (Monate)", "Alter in Monaten bis", "bis Monat"]),
    "pregnancy": ("", ["Schwangerschaft", "in der Schwangerschaft"]),
    "all_ages": ("all_ages", ["jedes Alter", "alle Altersgruppen"]),
    "provider": ("provider", ["Träger", "Veranstalter"]),
    "facility": ("facility", ["Einrichtung", "Veranstaltungsort"]),
    "street": ("street", ["Straße", "Adresse", "Anschrift"]),
    "postcode": ("postcode", ["PLZ", "zip"]),
    "city": ("city", ["Stadt"]),
    "latitude": ("", ["geografische Breite", "Breitengrad", "Breite", "lat"]),
    "longitude": ("", ["geografische Länge", "Längengrad", "Länge", "lon", "lng"]),
    "district": ("district", ["Gebiet"]),
    "catchment": ("catchment_districts", ["Einzugsgebiet"]),
    "access": ("access_modes", ["Zugangsweg"]),
    "languages": ("languages", ["Sprache"]),
    "cost": ("cost", ["Preis"]),
    "cost_note": ("cost_note", ["Kostenhinweis"]),
    "registration": ("registration", []),
    "accessibility": ("accessibility", ["barrierefrei"]),
    "weekly": ("", ["wöchentlich", "jede Woche", "wöchentliche Termine"]),
    "dates": ("", ["Termine", "Einzeltermine"]),
    "valid_from": ("valid_from", ["gültig ab"]),
    "valid_until": ("valid_until", ["gültig bis"]),
    "phone": ("phone", ["Tel.", "Tel"]),
    "email": ("email", ["Mail", "E-Mail-Adresse"]),
    "url": ("url", ["Website", "Webseite", "Homepage", "Web", "Link"]),
    "status": ("status", []),
    "confirmed_at": ("confirmed_at", ["bestätigt am", "Stand"]),
}
REQUIRED = ("title", "provider")


def offer_labels() -> dict[str, str]:
    """Return what people call each column."""
    return {
        column: str(Offer._meta.get_field(field).verbose_name) if field else others[0]
        for column, (field, others) in HEADINGS.items()
    }


def offer_columns(renamed: Mapping[str, str] | None = None) -> Columns:
    """Return the columns with all their headings; `renamed` adds headings of somebody's own."""
    headings = {
        column: [*others, *([str(Offer._meta.get_field(field).verbose_name)] if field else [])]
        for column, (field, others) in HEADINGS.items()
    }
    return Columns(headings, REQUIRED, renamed or {})
