"""What a result card shows: an entry's stored facts in a family's words."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kit.templatetags.components import Fact
from offers.search import Hit
from offers.wording import describe_ages, describe_card_times, describe_fit

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


def cards(hits: list[Hit]) -> list[Card]:
    """Return the cards of a page of hits, as they read today."""
    today = timezone.localdate()
    return [card(hit, today) for hit in hits]


def card(hit: Hit, today: datetime.date) -> Card:
    """Return the card of one hit."""
    stored = hit.card
    facts = [
        Fact("clock", _("Wann"), describe_card_times(stored, today) or stored["time_note"]),
        Fact("pin", _("Wo"), place(hit)),
        Fact("child", _("Für wen"), describe_ages(stored["ages"])),
        Fact("euro", _("Kosten"), stored["cost"]),
        Fact("pencil", _("Anmeldung"), stored["registration"]),
        Fact("speech", _("Sprachen"), ", ".join(stored["languages"])),
    ]
    return Card(
        url=reverse("offer_detail", args=[stored["slug"]]),
        slug=stored["slug"],
        title=stored["title"],
        summary=stored["summary"],
        facts=[fact for fact in facts if fact.text],
        fit=describe_fit(stored, hit.nearness),
    )


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
