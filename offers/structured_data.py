"""What search engines read of an offer (schema.org, JSON-LD).

An offer with dates is an Event for each of the next sessions, as search engines want them; one without, or one that comes
home, is a Service.
"""

import json
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from network.places import Place
from offers.models import Offer
from offers.sessions import Session
from sozialraum.ages import BIRTH, OLDEST

CONTEXT: Final = "https://schema.org"
YEAR: Final = 12
# In a <script> nothing is escaped but what could end it; the same signs as in django.utils.html.json_script.
ESCAPES: Final = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def structured_data(offer: Offer, place: Place, sessions: list[Session], url: str, city: str) -> SafeString:
    """Return the element that holds the data, which no browser runs.

    `place` is the place as everybody may know it, so no confidential address can get in here; `url` is the address of the
    offer's page, `city` the town that it is there for where it names no part of it.
    """
    told = common(offer, url)
    dated = sessions if not all(mode["comes_home"] for mode in offer.words.access) else []
    things = [event(told, offer, place, session) for session in dated] or [service(told, offer, place.city or city)]
    text = json.dumps({"@context": CONTEXT, "@graph": things}, ensure_ascii=False)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text.translate(ESCAPES)))


def common(offer: Offer, url: str) -> dict[str, Any]:
    """Return what an event and a service have in common."""
    return {"name": offer.title, "description": offer.summary, "url": url}


def event(told: dict[str, Any], offer: Offer, place: Place, session: Session) -> dict[str, Any]:
    remote = is_remote(offer)
    return {
        "@type": "Event",
        **told,
        "startDate": session.starts.isoformat(),
        "endDate": session.ends.isoformat(),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/{'Online' if remote else 'Offline'}EventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": told["url"]} if remote else location(place),
        "organizer": provider(offer),
        "isAccessibleForFree": offer.words.is_free,
        "inLanguage": [language["code"] for language in offer.words.languages],
        **audience(offer),
    }


def service(told: dict[str, Any], offer: Offer, city: str) -> dict[str, Any]:
    return {
        "@type": "Service",
        **told,
        "serviceType": offer.words.type,
        "provider": provider(offer),
        "areaServed": offer.words.areas or city,
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": told["url"],
            "availableLanguage": [language["code"] for language in offer.words.languages],
        },
        **audience(offer),
    }


def is_remote(offer: Offer) -> bool:
    return bool(offer.words.access) and all(mode["is_remote"] for mode in offer.words.access)


def provider(offer: Offer) -> dict[str, str]:
    return {"@type": "Organization", "name": offer.words.provider["name"]}


def location(place: Place) -> dict[str, Any]:
    """Return a place with its address; of a confidential one, or one without address, there is the district at most."""
    postal = {"streetAddress": place.street, "postalCode": place.postcode, "addressLocality": place.city}
    area = place.district.name if place.district else ""
    return {
        "@type": "Place",
        "name": place.name or area or place.city,
        "address": {"@type": "PostalAddress", "addressCountry": "DE", "addressRegion": area}
        | {name: value for name, value in postal.items() if value},
    }


def audience(offer: Offer) -> dict[str, Any]:
    """Return the ages in years, as schema.org has them ("0-2"), for children that are born."""
    if offer.month_span is None or offer.month_span[1] <= BIRTH:
        return {}
    lower, upper = offer.month_span
    oldest = (min(upper, OLDEST) - 1) // YEAR
    return {"typicalAgeRange": f"{max(lower, BIRTH) // YEAR}-{oldest}"}
