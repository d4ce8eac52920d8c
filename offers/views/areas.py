"""The pages of the districts and social spaces."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from offers import filters
from offers.cards import cards
from offers.district_map import Area, areas, counts_by_district, drawing
from offers.search import Choice, Choices, Criteria, load_choices
from offers.search.counting import counts_by_step
from offers.search.plain import bound_to
from offers.search.tallies import TOTAL
from offers.surroundings import AroundDistrict, around_district, around_space, successor_of
from offers.wording.memory import remembered
from sozialraum.context import holidays_of
from sozialraum.models import District, SocialSpace
from sozialraum.pages import public_page, version_of

HITS = 6
# So many stand at the head of the page; more would push the offers off a phone's first screens.
NEAREST_CONTACTS = 2
NEAREST_CENTRES = 1


@remembered
def district_url(slug: str) -> str:
    return reverse("district_detail", args=[slug])


@public_page
def district_list(request: HttpRequest) -> HttpResponse:
    """Show all districts, on a map and by borough."""
    version = version_of(request)
    picture = drawing(version)
    counts = counts_by_district(Criteria())
    shown = areas(picture, counts, frozenset(), lambda shape: district_url(shape.slug)) if picture else []
    context = {"picture": picture, "areas": shown, "sections": by_borough(load_choices(version), shown)}
    return render(request, "offers/district_list.html", context)


def by_borough(choices: Choices, shown: list[Area]) -> list[tuple[str, str, list[Area]]]:
    """Return the districts by borough: its name and slug, both empty for those in none, which stand last."""
    by_slug = {area.shape.slug: area for area in shown}
    slugs = {choice.label: choice.value for choice in choices.by_name["stadtteil"] if not choice.is_listed}
    sections: dict[str, list[Area]] = {}
    for choice in choices.named("stadtteil"):
        sections.setdefault(choice.section, []).append(by_slug[choice.value])
    return [(name, slugs.get(name, ""), sections[name]) for name in sorted(sections, key=lambda name: (not name, name))]


@public_page
def district_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a district to those who live there; lead on from one that a reform has closed."""
    try:
        around = around_district(version_of(request), timezone.localdate(), slug)
    except District.DoesNotExist as error:
        if successor := successor_of(slug):
            return redirect("district_detail", successor.slug, permanent=True)
        raise Http404 from error
    return show_district(request, around)


def show_district(request: HttpRequest, around: AroundDistrict) -> HttpResponse:
    """Show whom to ask in a district, what is held here, what reaches here, what lies beside."""
    choices = load_choices(version_of(request))
    district, contacts = around.district, around.contacts
    place = choices.find("stadtteil", district.slug)
    shown_on_map = [district] if district.level.shown_to_families else around.neighbours
    context = area_context(request, place, shown_on_map) | {
        "district": district,
        "facilities": around.facilities,
        "family_centres": around.family_centres[:NEAREST_CENTRES],
        "contacts": contacts[:NEAREST_CONTACTS],
        "further_contacts": contacts[NEAREST_CONTACTS:],
        "postcodes": [choice.value for choice in choices.by_name["plz"] if place.areas[0] in choice.areas],
        "neighbours": around.neighbours,
        "programmes": around.programmes,
    }
    return render(request, "offers/district_detail.html", context)


@public_page
def social_space_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a social space: its team, its districts, what is held and reaches there."""
    version = version_of(request)
    try:
        around = around_space(version, timezone.localdate(), slug)
    except SocialSpace.DoesNotExist as error:
        raise Http404 from error
    place = load_choices(version).find("sozialraum", slug)
    context = area_context(request, place, around.districts) | {
        "space": around.space,
        "districts": around.districts,
        "facilities": around.facilities,
        "contacts": around.contacts[:NEAREST_CONTACTS],
        "further_contacts": around.contacts[NEAREST_CONTACTS:],
        "leads": around.leads,
        "arrivals": around.arrivals,
        "programmes": around.programmes,
    }
    return render(request, "offers/social_space_detail.html", context)


def area_context(request: HttpRequest, place: Choice, districts: list[District]) -> dict:
    """Return what every area's page shows: its place on the map, its offers, and how many for each age."""
    version = version_of(request)
    choices, picture = load_choices(version), drawing(version)
    numbers = counts_by_step(place.areas[0])
    marked = frozenset(f"district:{district.pk}" for district in districts)
    path = reverse("offer_list")
    return {
        "picture": picture,
        "areas": areas(picture, {}, marked, lambda shape: district_url(shape.slug)) if picture else [],
        "cards": cards(bound_to(place.areas[0], HITS), holidays_of(request)),
        "total": numbers.here.get(TOTAL, 0),
        "everywhere": numbers.everywhere.get(TOTAL, 0),
        "ages": ages(choices, place, numbers.here, path),
        "list_url": filters.address(path, Criteria(places=(place,))),
        "week_url": filters.address(reverse("week"), Criteria(places=(place,))),
        "feed_url": filters.address(reverse("offers_feed"), Criteria(places=(place,))),
    }


def ages(choices: Choices, place: Choice, numbers: dict[str, int], path: str) -> list[tuple[str, int, str]]:
    """Return the age steps with the number of offers of an area and the address of their list."""
    return [
        (step.label, numbers.get(step.value, 0), filters.address(path, Criteria(places=(place,), steps=(step,))))
        for step in choices.named("alter")
    ]
