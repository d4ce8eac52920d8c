"""What is on this week, as a page for the kitchen wall, as a calendar to subscribe to, and what is new as a feed."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.text import clean
from offers import filters, headings
from offers.exports.calendars import calendar_pieces
from offers.exports.feeds import About, feed, news
from offers.forms import entrance
from offers.models import Offer
from offers.search import Choices, Criteria, applied, load_choices
from offers.search.days import sunday_after
from offers.search.listing import ordered
from offers.search.matching import matches
from offers.week import FURTHEST, MOST_OFFERS, WEEK, monday_of, week
from offers.wording import describe_day
from sozialraum.context import holidays_of, municipality_of
from sozialraum.pages import public_page, version_of


@public_page
def week_page(request: HttpRequest) -> HttpResponse:
    """Show the sessions of one week for a search; `ab` is a day of the week that is meant, this week without it."""
    choices, today = load_choices(version_of(request)), timezone.localdate()
    question = filters.read(request.GET, choices)
    first = first_day(clean(request.GET.get("ab", "")), today, question.remarks)
    criteria = question.criteria.without_facet("wann")
    path, found = reverse("week"), week(criteria, first, holidays_of(request))
    calendar = request.build_absolute_uri(filters.address(reverse("offers_calendar"), criteria))
    own = request.build_absolute_uri(of_week(path, criteria, first, today))
    context = {
        "week": found,
        "remarks": question.remarks,
        "heading": heading(first, today),
        "where": headings.where(criteria),
        "for_whom": headings.for_whom(criteria),
        "chips": [(one.label, one.parameter, of_week(path, one.without, first, today)) for one in applied(criteria)],
        "form": entrance(choices, criteria),
        "kept": kept(criteria, first, today),
        "topics": choices.named("thema"),
        "chosen_topics": criteria.values("thema"),
        "earlier": of_week(path, criteria, max(monday_of(first) - WEEK, today), today) if first > today else "",
        "later": of_week(path, criteria, monday_of(first) + WEEK, today) if is_open(first, today) else "",
        "list_url": filters.address(reverse("offer_list"), criteria),
        "map_url": filters.address(reverse("offer_map"), criteria),
        "calendar_url": calendar,
        "subscribe_url": "webcal:" + calendar.partition(":")[2],
        "feed_url": filters.address(reverse("offers_feed"), criteria),
        "page_url": own,
    }
    return render(request, "offers/week.html", context)


def first_day(text: str, today: datetime.date, remarks: list[str]) -> datetime.date:
    """Return the first day to show: the Monday of the week that is meant, or today where that week has begun."""
    if not text:
        return today
    try:
        monday = monday_of(datetime.date.fromisoformat(text))
    except (ValueError, OverflowError):
        remarks.append(_("Dieses Datum kennen wir nicht. Wir zeigen die laufende Woche."))
        return today
    if monday > today + FURTHEST:
        remarks.append(_("So weit voraus sind noch keine Termine bekannt. Wir zeigen die laufende Woche."))
        return today
    if sunday_after(monday) < today:
        remarks.append(_("Diese Woche ist vorbei. Wir zeigen die laufende."))
    return max(monday, today)


def is_open(first: datetime.date, today: datetime.date) -> bool:
    """Return whether the week after the one that begins with `first` can be opened."""
    return monday_of(first) + WEEK <= today + FURTHEST


def of_week(path: str, criteria: Criteria, first: datetime.date, today: datetime.date) -> str:
    """Return the address of a week for a search; the running one needs no day, so that its address stays right."""
    url = filters.address(path, criteria)
    if first <= today:
        return url
    return f"{url}{'&' if '?' in url else '?'}ab={first.isoformat()}"


def kept(criteria: Criteria, first: datetime.date, today: datetime.date) -> list[tuple[str, str]]:
    """Return the parameters that the page's short form does not show; of several districts it shows the first."""
    shown = {"alter", "thema", "q"}
    district = next((place.value for place in criteria.places if place.name == "stadtteil"), "")
    pairs = [pair for pair in filters.parameters(criteria) if pair[0] not in shown and pair != ("stadtteil", district)]
    return pairs + ([("ab", first.isoformat())] if first > today else [])


def heading(first: datetime.date, today: datetime.date) -> str:
    """Return what the week is called."""
    last = describe_day(sunday_after(first))
    if first == today:
        return _("Diese Woche, bis %(last)s") % {"last": last}
    return _("Woche vom %(first)s bis %(last)s") % {"first": describe_day(first), "last": last}


@public_page
def offers_calendar(request: HttpRequest) -> HttpResponse:
    """Return the dates of a year for a search as a calendar that programs subscribe to; one without dates is a calendar too."""
    criteria = asked(request)
    nearest = ordered(criteria, matches(criteria)).values_list("pk", flat=True)
    offers = Offer.objects.filter(pk__in=list(nearest[:MOST_OFFERS]), schedules__isnull=False).distinct().order_by("pk")
    name = called(request, criteria)
    file = b"".join(calendar_pieces(offers, timezone.now(), holidays_of(request), name=name))
    headers = {"Content-Disposition": 'inline; filename="angebote.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


@public_page
def offers_feed(request: HttpRequest) -> HttpResponse:
    """Return what is new for a search, as a feed."""
    criteria = asked(request)
    told = About(
        title=_("Neu: %(name)s") % {"name": called(request, criteria)},
        subtitle=_("Angebote für Familien, die in den letzten Wochen dazugekommen sind"),
        page=request.build_absolute_uri(filters.address(reverse("offer_list"), criteria)),
        address=request.build_absolute_uri(filters.address(reverse("offers_feed"), criteria)),
        author=str(municipality_of(request).portal_name),
        language=get_language(),
    )
    text = feed(news(matches(criteria), timezone.now()), told)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def asked(request: HttpRequest) -> Criteria:
    """Return the search of an address without what holds for a day alone: whoever subscribes wants every week."""
    choices: Choices = load_choices(version_of(request))
    return filters.read(request.GET, choices).criteria.without_facet("wann")


def called(request: HttpRequest, criteria: Criteria) -> str:
    """Return what a subscription is called among others: the portal and the search."""
    found = ", ".join(str(one.label) for one in applied(criteria))
    portal = str(municipality_of(request).portal_name)
    return f"{portal}: {found}" if found else portal
