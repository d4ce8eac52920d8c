"""An offer's own page, and its dates as a calendar file."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from kit.mailto import mail_to_anybody
from network.places import Place
from offers.calendar import About, calendar_file
from offers.district_map import drawing
from offers.keeping import signs_of
from offers.models import Availability, Offer, Words
from offers.models.news import HOLDS_FOR
from offers.places import one_line, shown_place
from offers.search.related import related
from offers.structured_data import structured_data
from offers.timetable import timetable
from offers.views.moved import ONCE_PUBLIC, follows_merged
from offers.wording import describe_ages, describe_freshness
from sozialraum.context import holidays_of, municipality_of
from sozialraum.models import District
from sozialraum.pages import public_page, version_of


@public_page
@follows_merged
def offer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an offer with everything that a family needs to go there; one that the search has dropped says so first."""
    now = timezone.now()
    offer = published(Offer.objects.readable_on(timezone.localdate(now)), slug)
    if offer is None:
        return gone(request, slug)
    place = shown_place(offer)
    times = timetable(offer, now, holidays_of(request))
    url, town = request.build_absolute_uri(offer.get_absolute_url()), str(municipality_of(request).name)
    freshness = describe_freshness(offer.confirmed_at, offer.due_on, timezone.localdate(now))
    context = {
        "offer": offer,
        "place": place,
        "times": times,
        "closures": [one for one in offer.closures.all() if one.last_day >= timezone.localdate(now)],
        "availability": availability(offer, timezone.localdate(now)),
        "ages": describe_ages(offer.month_span),
        "reach": reach(offer),
        "is_held_somewhere": any(not (mode["comes_home"] or mode["is_remote"]) for mode in offer.words.access),
        "facility_url": facility_url(offer, place),
        "freshness": freshness,
        "results_url": results_url(place.district),
        "similar_url": results_url(place.district, art=offer.type.code) if freshness.is_hidden else "",
        "related": related_cards(offer, place),
        "page_url": url,
        "keep_entry": keep_entry(offer),
        "mail_url": mail_url(offer, url),
        "way_url": way_url(place),
        **small_map(place, version_of(request)),
        "structured_data": "" if freshness.is_hidden else structured_data(offer, place, times.sessions, url, town),
    }
    return render(request, "offers/offer_detail.html", context)


@public_page
@follows_merged
def offer_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the sessions of an offer as a calendar file; an offer without dates has none."""
    now = timezone.now()
    offer = published(Offer.objects.public_on(timezone.localdate(now)), slug)
    if offer is None:
        raise Http404
    holidays = holidays_of(request).closed_on(closure.pause for closure in offer.closures.all())
    file = calendar_file(about(request, offer), offer.schedules.all(), now, holidays, offer.valid_until)
    if not file:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{offer.slug}.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


def published(offers: QuerySet[Offer], slug: str) -> Offer | None:
    """Return that of some offers which stands at an address, with all that its page shows."""
    offer = offers.for_page().filter(slug=slug).first()
    if offer:
        offer.words = Words.objects.of(offer)
    return offer


def availability(offer: Offer, day: datetime.date) -> Availability | None:
    """Return what was said of an offer's free places, if that is not too long ago to rely on."""
    said = getattr(offer, "availability", None)
    return said if said and said.said_on > day - HOLDS_FOR else None


def keep_entry(offer: Offer) -> str:
    """Return the entry of an offer on a family's list, with signs of what its card says now."""
    return f"{offer.pk}~{signs_of(offer.entry.card)}"


def gone(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer for an offer that everybody could read once: with a way to what there is instead.

    The status is 404 and not 410, since a course of the spring comes back under its address. Of drafts and of what only
    professionals may read, nobody learns that they exist.
    """
    today = timezone.localdate()
    offers = Offer.objects.filter(slug=slug, status__in=ONCE_PUBLIC, visibility=Offer.Visibility.PUBLIC)
    offer = offers.exclude(valid_from__gt=today).select_related("type", "district", "facility__district").first()
    if offer is None:
        raise Http404
    district = shown_place(offer).district
    context = {"type": offer.type, "district": district, "results_url": results_url(district, art=offer.type.code)}
    return render(request, "offers/offer_gone.html", context, status=404)


def related_cards(offer: Offer, place: Place) -> list[dict[str, str]]:
    """Return offers like this one: title, summary, where, address."""
    area = f"district:{place.district.pk}" if place.district else None
    return [
        {
            "url": reverse("offer_detail", args=[one.card["slug"]]),
            "title": one.title,
            "text": one.card["summary"],
            "meta": one.card["district"] or "",
        }
        for one in related(offer, area)
    ]


def results_url(district: District | None, **parameters: str) -> str:
    """Return the address of the result list for a district, with more parameters."""
    query = urlencode(({"stadtteil": district.slug} if district else {}) | parameters)
    return reverse("offer_list") + (f"?{query}" if query else "")


def mail_url(offer: Offer, url: str) -> str:
    """Return an address that opens a mail to somebody who may like the offer."""
    return mail_to_anybody(offer.title, f"{offer.summary}\n\n{url}")


def way_url(place: Place) -> str:
    """Return where a map shows the place, as an outgoing link; empty where the point is unknown or not to be known."""
    if place.point is None:
        return ""
    longitude, latitude = place.point.coords
    query = f"mlat={latitude:.5f}&mlon={longitude:.5f}#map=17/{latitude:.5f}/{longitude:.5f}"
    return f"https://www.openstreetmap.org/?{query}"


def small_map(place: Place, version: str) -> dict[str, Any]:
    """Return the drawing of the districts if that of the place is among them, and where in it the place lies if known.

    A place that is to protect people gets no map: nobody has to find its district.
    """
    picture = drawing(version) if place.district and not place.is_confidential else None
    if picture is None or place.district.pk not in {shape.pk for shape in picture.shapes}:
        return {"picture": None, "pin": None}
    return {"picture": picture, "pin": picture.frame.place(*place.point.coords) if place.point else None}


def facility_url(offer: Offer, place: Place) -> str:
    """Return the address of the page of the facility in which an offer takes place, if everybody may know both.

    Where the place bears no name, the facility is not to be known, whatever else its record says.
    """
    if not (place.name and offer.words.facility_is_public):
        return ""
    return reverse("facility_detail", args=[offer.facility.slug])


def reach(offer: Offer) -> str:
    """Return for whom an offer is by where they live; empty where nothing is said about it."""
    if offer.is_citywide:
        return _("Familien aus der ganzen Stadt")
    areas = get_text_list(offer.words.areas, _("und"))
    return _("Familien aus %(areas)s") % {"areas": areas} if areas else ""


def about(request: HttpRequest, offer: Offer) -> About:
    """Return what the calendar file tells of an offer."""
    url = request.build_absolute_uri(offer.get_absolute_url())
    provider = offer.words.provider
    contact = [offer.phone or provider["phone"], offer.email or provider["email"]]
    check = _("Bitte sehen Sie vorher nach, ob sich etwas geändert hat:")
    lines = [offer.summary, capfirst(offer.words.registration), offer.registration_note, *contact, f"{check} {url}"]
    return About(
        title=offer.title,
        description="\n".join(filter(None, lines)),
        location=one_line(shown_place(offer)),
        url=url,
        host=request.get_host().partition(":")[0],
        changed_at=offer.updated_at,
    )
