"""The columns of a file of partners or facilities, and what else their headings may be called."""

from collections.abc import Mapping

from kit.importing_columns import Columns

PARTNERS = {
    "id": ["Kennung", "externe ID", "Kennung der Quelle", "Partner-ID"],
    "name": ["Name", "Partner", "Träger", "Organisation", "Institution", "Bezeichnung"],
    "kind": ["Art", "Art des Partners", "Typ"],
    "parent": ["gehört zu", "Dachorganisation", "übergeordnet"],
    "description": ["Beschreibung"],
    "phone": ["Telefon", "Tel.", "Tel"],
    "email": ["E-Mail", "Mail", "E-Mail-Adresse"],
    "website": ["Internetseite", "Website", "Webseite", "Homepage", "Web", "Link", "url"],
    "is_public": ["öffentlich sichtbar", "öffentlich"],
}
FACILITIES = {
    "id": ["Kennung", "externe ID", "Kennung der Quelle", "Einrichtungs-ID"],
    "name": ["Name", "Einrichtung", "Bezeichnung", "title"],
    "provider": ["Träger", "Partner", "Anbieter", "partner"],
    "kind": ["Art", "Art der Einrichtung", "Typ"],
    "description": ["Beschreibung"],
    "street": ["Straße und Hausnummer", "Straße", "Adresse", "Anschrift"],
    "postcode": ["Postleitzahl", "PLZ", "zip"],
    "city": ["Ort", "Stadt"],
    "latitude": ["geografische Breite", "Breitengrad", "Breite", "lat"],
    "longitude": ["geografische Länge", "Längengrad", "Länge", "lon", "lng"],
    "district": ["Stadtteil", "Gebiet"],
    "is_confidential": ["Anschrift vertraulich", "vertraulich"],
    "is_open_for_all": ["offen für alle Eltern", "offen für alle"],
    "phone": ["Telefon", "Tel.", "Tel"],
    "email": ["E-Mail", "Mail", "E-Mail-Adresse"],
    "website": ["Internetseite", "Website", "Webseite", "Homepage", "Web", "Link", "url"],
    "opening_note": ["Hinweis zu den Öffnungszeiten", "Öffnungszeiten"],
    "accessibility": ["Barrierefreiheit", "barrierefrei"],
    "quality_seal": ["Gütesiegel", "Siegel"],
    "seal_valid_until": ["Gütesiegel gültig bis", "Siegel gültig bis", "Siegel gilt bis"],
    "is_public": ["öffentlich sichtbar", "öffentlich"],
}


def partner_columns(renamed: Mapping[str, str] | None = None) -> Columns:
    """Return the columns with all their headings; `renamed` adds headings of somebody's own."""
    return Columns(PARTNERS, ("name",), renamed or {})


def facility_columns(renamed: Mapping[str, str] | None = None) -> Columns:
    """Return the columns with all their headings; `renamed` adds headings of somebody's own."""
    return Columns(FACILITIES, ("name", "provider"), renamed or {})


def partner_labels() -> dict[str, str]:
    """Return what people call each column."""
    return {column: others[0] for column, others in PARTNERS.items()}


def facility_labels() -> dict[str, str]:
    """Return what people call each column."""
    return {column: others[0] for column, others in FACILITIES.items()}
