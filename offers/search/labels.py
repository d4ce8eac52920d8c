"""What the parameters of a search are called."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "stadtteil": _("Stadtteil"),
    "sozialraum": _("Sozialraum"),
    "plz": _("Postleitzahl"),
    "umkreis": _("Umkreis"),
    "alter": _("Alter"),
    "monate": _("Alter in Monaten"),
    "thema": _("Thema"),
    "art": _("Art des Angebots"),
    "zielgruppe": _("Für wen"),
    "lebenslage": _("Lebenslage"),
    "sprache": _("Sprache"),
    "zugang": _("Wie möchten Sie teilnehmen?"),
    "wann": _("Wann?"),
    "frei": _("noch Plätze frei"),
    "wochentag": _("Wochentag"),
    "tageszeit": _("Tageszeit"),
    "kostenlos": _("kostenlos"),
    "barrierefrei": _("barrierefrei"),
    "ohne-anmeldung": _("ohne Anmeldung"),
    "sort": _("Sortierung"),
    "seite": _("Seite"),
}
