"""What a browser sends when somebody writes an offer."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from offers.models import Offer
from tests.offers.factories import (
    AccessModeFactory,
    CostKindFactory,
    OfferFactory,
    OfferTypeFactory,
    RegistrationKindFactory,
    TargetGroupFactory,
    TopicFactory,
)
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed

NEW = "/verwaltung/angebote/neu/"
# Buttons, by what the writer wants.
SAVE, SUBMIT, SHOW, KEEP, DISCARD = "speichern", "einreichen", "veroeffentlichen", "merken", "verwerfen"


def edit_page(offer: Offer) -> str:
    return f"/verwaltung/angebote/{offer.pk}/bearbeiten/"


def complete_offer(**fields: Any) -> Offer:
    """Return an offer of which nothing is missing that the form asks for."""
    offer = OfferFactory(**{"is_citywide": True} | fields)
    offer.topics.add(TopicFactory(code="spiel"))
    offer.target_groups.add(TargetGroupFactory(code="eltern"))
    offer.access_modes.add(AccessModeFactory())
    return offer


def sent(response: HttpResponse, **changes: Any) -> dict[str, Any]:
    """Return what the form of a page sends as it stands, with some changes."""
    found: dict[str, Any] = {}
    form = next(one for one in parsed(response).iter("form") if one.get("enctype"))
    for field in form.iter():
        name, kind = field.get("name"), field.get("type", "")
        if not name or field.tag == "button" or kind == "file":
            continue
        if field.tag == "textarea":
            found[name] = (field.text or "").removeprefix("\n")
        elif field.tag == "select":
            found[name] = next((o.get("value") for o in field.iter("option") if "selected" in o.attrib), "")
        elif kind not in {"checkbox", "radio"}:
            found[name] = field.get("value", "")
        elif "checked" in field.attrib:
            found.setdefault(name, []).append(field.get("value", "on"))
    return found | changes


def write(client: Client, address: str, *, wish: str = SAVE, **changes: Any) -> HttpResponse:
    """Open the form at an address, change some fields and press a button."""
    data = sent(client.get(address), **changes)
    return client.post(address, {name: value for name, value in data.items() if value is not None} | {"wunsch": wish})


def new_offer(**changes: Any) -> dict[str, Any]:
    """Return the fields of a new offer of which nothing is missing but its provider."""
    return {
        "title": "Krabbelgruppe",
        "summary": "Ein Treffen für Eltern mit Babys.",
        "type": OfferTypeFactory().pk,
        "topics": [TopicFactory(code="spiel").pk],
        "target_groups": [TargetGroupFactory(code="eltern").pk],
        "access_modes": [AccessModeFactory().pk],
        "registration": RegistrationKindFactory().pk,
        "cost": CostKindFactory().pk,
        "age_from_zahl": "4",
        "age_from_einheit": "monate",
        "age_to_zahl": "3",
        "age_to_einheit": "jahre",
        "district": DistrictFactory(column=0).pk,
        "schedules": "dienstags 9:30–11 Uhr",
    } | changes
