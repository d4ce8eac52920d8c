"""The living list of all components, for those who build pages. Not to be had in production."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kit.icons import sprite_names
from kit.styleguide_forms import SampleForm
from kit.templatetags.components import Fact

MUNICIPALITY = {
    "name": "Musterstadt",
    "portal_name": "Familienportal Musterstadt",
    "logo_url": "",
    "look": "1f5c57-ffcf56",
    "phone": "0221 4710-100",
    "email": "familie@example.org",
}
FACTS = [
    Fact("calendar", "Wann", "dienstags, 9:30 bis 11:00 Uhr"),
    Fact("pin", "Wo", "Familienzentrum Regenbogen, Eicken"),
    Fact("child", "Alter", "0 bis 12 Monate"),
    Fact("euro", "Kosten", "kostenlos"),
]
TIMES = [
    {"text": "Dienstag, 12. Januar 2027, 9:30 bis 11:00 Uhr", "note": ""},
    {"text": "jeden zweiten Donnerstag, 15:00 bis 16:30 Uhr", "note": "nicht in den Schulferien"},
]
LINES = [
    {
        "name": "Elterntelefon",
        "number": "0800 111 0550",
        "tel": "08001110550",
        "hours": "montags bis freitags, kostenlos",
    },
    {"name": "Familienbüro", "number": "0221 4710-100", "tel": "02214710100", "hours": ""},
]
PHASES = [
    ("phase-pregnancy", "Schwangerschaft und Geburt", "Vorfreude, Fragen, Hebamme"),
    ("phase-infancy", "Das erste Jahr", "Ankommen und Kennenlernen"),
    ("phase-toddler", "1 bis 3 Jahre", "Laufen, sprechen, spielen"),
    ("phase-preschool", "3 bis 6 Jahre", "Kita und erste Freunde"),
    ("phase-primary", "6 bis 10 Jahre", "Schule und Nachmittag"),
    ("phase-lower_secondary", "10 bis 14 Jahre", "Größer werden"),
    ("phase-youth", "14 bis 18 Jahre", "Eigene Wege"),
    ("phase-young_adult", "18 bis 27 Jahre", "Ausbildung und erste Wohnung"),
]
BARS = [("Eicken", 24), ("Windberg", 17), ("Hardt-Mitte", 9)]
# A schematic town: name, outline, place of the label, class of the colour.
TOWN = [
    ("Eicken", "M30 60 450 30 510 330 120 390Z", (276, 216), "step-4"),
    ("Windberg", "M450 30 900 90 870 360 510 330Z", (684, 216), "step-2"),
    ("Dahl", "M120 390 510 330 540 660 180 645Z", (336, 516), "step-1"),
    ("Ohler", "M510 330 870 360 900 630 540 660Z", (708, 516), "withheld"),
]


def samples() -> dict[str, Any]:
    """Return the invented things that the components show."""
    wrong = SampleForm({"wrong-email": "keine Adresse", "wrong-district": "eicken"}, prefix="wrong")
    return {
        "municipality": MUNICIPALITY,
        "help_lines": LINES,
        "facts": FACTS,
        "times": TIMES,
        "lines": LINES,
        "phases": PHASES,
        "bars": [(name, value, value * 10, 10 + 34 * row) for row, (name, value) in enumerate(BARS)],
        "town": TOWN,
        "icons": sorted(sprite_names()),
        "form": SampleForm(),
        "filter_form": SampleForm(prefix="filter"),
        "wrong": wrong,
        "page": Paginator(range(480), 20).page(9),
        "first_page": Paginator(range(40), 20).page(1),
        "step_labels": ["Datei wählen", "Spalten zuordnen", "Prüfen", "Fertig"],
        "messages": [Message(SUCCESS, "Das Angebot ist gespeichert.")],
    }


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states; 404 outside of a local portal."""
    if not settings.LOCAL:
        raise Http404
    return render(request, "kit/styleguide.html", samples())
