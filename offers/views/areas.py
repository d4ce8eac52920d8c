"""The pages of the districts and social spaces."""

from django.db.models import Case, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from network.models import ContactPoint, Facility
from offers import filters
from offers.cards import cards
from offers.district_map import areas, counts_by_district, drawing
from offers.search import Choice, Choices, Criteria, load_choices
from offers.search.counting import TOTAL, counts_by_step
from offers.search.listing import bound_to
from sozialraum.models import District, SocialSpace
from sozialraum.pages import public_page, version_of

HITS = 6
FACILITIES = 30
FAMILY_CENTRE = "familienzentrum"
FIRST_KINDS = ("familienbuero", FAMILY_CENTRE, "familiengrundschulzentrum", "stadtteiltreff")


def district_url(slug: str) -> str:
    return reverse("district_detail", args=[slug])


@public_page
def district_list(request: HttpRequest) -> HttpResponse:
    """Show all districts, on a map and by borough."""
    version = version_of(request)
    picture = drawing(version)
    numbers = counts_by_district(Criteria())
    shown = areas(picture, numbers, frozenset(), lambda shape: district_url(shape.slug)) if picture else []
    by_slug = {area.shape.slug: area for area in shown}
    sections: dict[str, list] = {}
    for choice in load_choices(version).named("stadtteil"):
        sections.setdefault(choice.section, []).append(by_slug[choice.value])
    boroughs = {
        choice.label: choice.value for choice in load_choices(version).by_name["stadtteil"] if not choice.is_listed
    }
    context = {
        "picture": picture,
        "areas": shown,
        "sections": [(name, boroughs.get(name, ""), inside) for name, inside in sorted(sections.items())],
    }
    return render(request, "offers/district_list.html", context)


@public_page
def district_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a district to those who live there: what is held here, what reaches here, whom to ask, what lies beside."""
    district = get_object_or_404(current_districts(), slug=slug)
    choices = load_choices(version_of(request))
    place = choices.find("stadtteil", slug)
    context = area_context(request, place, [district.pk])
    context |= {
        "district": district,
        "facilities": facilities(Q(district=district) | Q(district__parent=district)),
        "contacts": contacts(ContactPoint.objects.for_district(district)),
        "postcodes": [choice.value for choice in choices.by_name["plz"] if place.areas[0] in choice.areas],
        "neighbours": neighbours(district),
    }
    return render(request, "offers/district_detail.html", context)


def current_districts() -> QuerySet[District]:
    """Return the current districts with their parent and, as `space_name` and so on, their current social space."""
    now_in = FilteredRelation("social_space_memberships", condition=Q(social_space_memberships__valid_until=None))
    return (
        District.objects.current()
        .select_related("level", "parent")
        .annotate(
            membership=now_in,
            space_name=F("membership__social_space__name"),
            space_slug=F("membership__social_space__slug"),
            space_team=F("membership__social_space__team_name"),
        )
    )


def neighbours(district: District) -> list[District]:
    """Return the districts within an area of a coarser level, or those beside one that people live in."""
    if district.level.shown_to_families:
        return list(District.objects.beside([district.pk]))
    return list(district.children.current().order_by("name"))


@public_page
def social_space_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a social space: its districts, its team, what is held and reaches there."""
    space = get_object_or_404(SocialSpace, slug=slug)
    districts = list(
        District.objects.current()
        .filter(social_space_memberships__social_space=space, social_space_memberships__valid_until=None)
        .order_by("name")
    )
    place = load_choices(version_of(request)).find("sozialraum", slug)
    ids = [district.pk for district in districts]
    context = area_context(request, place, ids)
    context |= {
        "space": space,
        "districts": districts,
        "facilities": facilities(Q(district__in=ids)),
        "contacts": contacts(space.contact_points.all()),
    }
    return render(request, "offers/social_space_detail.html", context)


def area_context(request: HttpRequest, place: Choice, districts: list[int]) -> dict:
    """Return what every area's page shows: its place on the map, its offers, and how many for each age."""
    version = version_of(request)
    choices, picture = load_choices(version), drawing(version)
    numbers = counts_by_step(place.areas[0])
    marked = frozenset(f"district:{pk}" for pk in districts)
    path = reverse("offer_list")
    return {
        "picture": picture,
        "areas": areas(picture, {}, marked, lambda shape: district_url(shape.slug)) if picture else [],
        "cards": cards(bound_to(place.areas[0], HITS)),
        "total": numbers.here.get(TOTAL, 0),
        "everywhere": numbers.everywhere.get(TOTAL, 0),
        "ages": ages(choices, place, numbers.here, path),
        "list_url": filters.address(path, Criteria(places=(place,))),
    }


def ages(choices: Choices, place: Choice, numbers: dict[str, int], path: str) -> list[tuple[str, int, str]]:
    """Return the age steps with the number of offers of an area and the address of their list."""
    return [
        (step.label, numbers.get(step.value, 0), filters.address(path, Criteria(places=(place,), steps=(step,))))
        for step in choices.named("alter")
    ]


def facilities(where: Q) -> list[Facility]:
    """Return the public facilities of an area, the open houses for families first; confidential ones are left out."""
    first = Case(
        *[When(kind__code=code, then=Value(place)) for place, code in enumerate(FIRST_KINDS)],
        default=Value(len(FIRST_KINDS)),
        output_field=IntegerField(),
    )
    listed = Facility.objects.public().filter(where, address_is_confidential=False).select_related("kind")
    return list(listed.order_by(first, "kind__order", "name")[:FACILITIES])


def contacts(points: QuerySet[ContactPoint]) -> list[ContactPoint]:
    """Return contact points with the network that they stand for."""
    return list(points.select_related("network", "facility"))
