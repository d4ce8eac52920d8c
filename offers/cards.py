"""What a result card shows: an entry's stored facts in a family's words."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.templatetags.components import Fact
from offers.search import Hit
from offers.wording import describe_ages, describe_card_times, describe_fit
from offers.wording.memory import remembered

KILOMETRE = 1000


@dataclass(frozen=True, slots=True)
class Card:
    """The inputs of the `result_card` component."""

    url: str
    slug: str
    title: str
    summary: str
    facts: list[Fact]
    fit: str


# What the lines of a card are about: icon, and the word that a screen reader says.
LINES = (
    ("clock", gettext_lazy("Wann")),
    ("pin", gettext_lazy("Wo")),
    ("child", gettext_lazy("Für wen")),
    ("euro", gettext_lazy("Kosten")),
    ("pencil", gettext_lazy("Anmeldung")),
    ("speech", gettext_lazy("Sprachen")),
)


def cards(hits: list[Hit]) -> list[Card]:
    """Return the cards of a page of hits, as they read today."""
    today = timezone.localdate()
    lines = [(icon, str(label)) for icon, label in LINES]
    return [card(hit, today, lines) for hit in hits]


def card(hit: Hit, today: datetime.date, lines: list[tuple[str, str]]) -> Card:
    """Return the card of one hit."""
    stored = hit.card
    texts = (
        describe_card_times(stored, today) or stored["time_note"],
        place(hit),
        describe_ages(stored["ages"]),
        stored["cost"],
        stored["registration"],
        ", ".join(stored["languages"]),
    )
    return Card(
        url=offer_url(stored["slug"]),
        slug=stored["slug"],
        title=stored["title"],
        summary=stored["summary"],
        facts=[Fact(*line, text) for line, text in zip(lines, texts, strict=True) if text],
        fit=describe_fit(stored, hit.nearness),
    )


@remembered
def offer_url(slug: str) -> str:
    return reverse("offer_detail", args=[slug])


def place(hit: Hit) -> str:
    """Return where an offer takes place, with the distance where it was asked for."""
    stored = hit.card
    where = ", ".join(filter(None, [stored["facility"], stored["district"], stored["place_note"]]))
    if hit.metres is None:
        return where
    return _("%(where)s (%(km)s km entfernt)") % {
        "where": where,
        "km": f"{hit.metres / KILOMETRE:.1f}".replace(".", ","),
    }
