"""The floors as views, so that they go the same way through server and middlewares as the pages do."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse

from monitoring.choices import ValueKind
from monitoring.models import Indicator, ReleasedValue
from offers.models import Entry, Offer
from offers.search import load_choices
from offers.search.matching import current
from sozialraum.models import District
from sozialraum.pages import content_version
from tests.bench import recording
from tests.bench.addresses import UNCHANGED, VARIETY, Numbers, Variety, numbers_rotation, rotation
from tests.bench.recording import Recording


@dataclass
class Recorded:
    """What this worker has recorded: for each of PAGES one recording for each of its addresses."""

    pages: list[list[Recording]]


recorded = Recorded([])


@login_not_required
def record(request: HttpRequest) -> JsonResponse:
    """Record every address of every page in this worker; return the addresses, and what holds for all of a page's.

    A city that was made for its numbers alone has no offers to look for.
    """
    addresses = rotation(variety()) if Offer.objects.exists() else numbers_rotation(numbers())
    recorded.pages = [recording.record(asked, unchanged=page == UNCHANGED) for page, asked in addresses.items()]
    facts = {
        page: {
            "addresses": addresses[page],
            "queries": max(len(one.statements) for one in found),
            "template_queries": max(one.template_queries for one in found),
            "has_template": found[0].rendering is not None,
        }
        for page, found in zip(addresses, recorded.pages, strict=True)
    }
    return JsonResponse(facts)


def variety() -> Variety:
    """Return what the city has to ask for; its offers evenly from the first to the last."""
    choices = load_choices(content_version())
    entries = Entry.objects.order_by("pk")
    every = max(entries.count() // VARIETY, 1)
    pks = list(entries.values_list("pk", flat=True))[::every][:VARIETY]
    now = entries.filter(current(), pk__in=pks)
    return Variety(
        districts=[choice.value for choice in choices.named("stadtteil")],
        steps=[choice.value for choice in choices.named("alter")],
        offers=list(now.values_list("offer__slug", flat=True)),
    )


def numbers() -> Numbers:
    """Return what a city of numbers has to ask for: what can be drawn on a map, the last years, its districts."""
    rates = Indicator.objects.exclude(kind=ValueKind.COUNT)
    years = ReleasedValue.objects.dates("reference_date", "year")
    return Numbers(
        indicators=list(rates.values_list("code", flat=True)),
        years=[day.year for day in years],
        areas=list(District.objects.for_families().values_list("slug", flat=True)),
    )


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    """Do nothing."""
    return HttpResponse()


@login_not_required
def sql(request: HttpRequest, page: int, number: int) -> HttpResponse:
    """Ask the database what the page asks."""
    recording.replay(recorded.pages[page][number].statements)
    return HttpResponse()


@login_not_required
def template(request: HttpRequest, page: int, number: int) -> HttpResponse:
    """Render the page's template from data that are there."""
    return HttpResponse(recorded.pages[page][number].rendering.again())
