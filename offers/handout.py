"""The hand-out of a counselling talk: a PDF with what a family may try, each with a QR code that leads to its page.

It says nothing of why: no need, no age, no area, no name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from kit.pdf import Look, pdf
from kit.qr import QRCode, qr_code
from network.models import ContactPoint
from offers.models import Offer
from offers.places import one_line, shown_place
from offers.sessions import Series
from offers.wording import describe_ages, describe_times
from sozialraum.models import Municipality


class Layout(Enum):
    """How a hand-out looks: its template and its style sheet."""

    SHEET = ("offers/handout.html", "css/handout.css")
    CARDS = ("offers/handout_cards.html", "css/handout-cards.css")


def on_paper() -> QuerySet[Offer]:
    """Return the offers that may stand on a hand-out, with all that it says of them."""
    offers = Offer.objects.public_on(timezone.localdate()).select_related(
        "facility__district", "district", "cost", "provider"
    )
    return (
        offers.defer("district__boundary", "facility__district__boundary")
        .prefetch_related("schedules")
        .order_by("title")
    )


@dataclass(frozen=True)
class Leaf:
    """One offer on the hand-out."""

    offer: Offer
    place: str
    times: list[str]
    ages: str
    address: str
    code: QRCode


def leaf(offer: Offer, today: Any) -> Leaf:
    address = settings.PORTAL_ADDRESS + offer.get_absolute_url()
    rules = describe_times(map(Series.of_row, offer.schedules.all()), today, by_arrangement=offer.by_arrangement)
    times = rules or [note for note in [offer.time_note] if note]
    return Leaf(offer, one_line(shown_place(offer)), times, describe_ages(offer.month_span), address, qr_code(address))


def handout(
    offers: Iterable[Offer],
    contacts: Iterable[ContactPoint],
    municipality: Municipality,
    layout: Layout = Layout.SHEET,
) -> bytes:
    """Return the PDF; offers come with place, schedules and cost, none but public ones."""
    today = timezone.localdate()
    context = {
        "leaves": [leaf(offer, today) for offer in offers],
        "contacts": contacts,
        "municipality": municipality,
        "language": get_language(),
        "today": today,
        "address": settings.PORTAL_ADDRESS,
    }
    template, sheet = layout.value
    look = Look(sheet, f":root {{ --brand: {municipality.brand_colour} }}")
    return pdf(render_to_string(template, context), look, address=settings.PORTAL_ADDRESS)
