"""What everybody sees of the supply: how many offers families find in each area, and the way to them. No need, no ranks."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from monitoring.areas import SPACES, Area, Level, areas_of, keys_of, levels
from monitoring.choosing import Choosing, Control, Option, carried
from monitoring.pictures import Link, Table
from monitoring.pictures.addresses import file_address
from monitoring.pictures.files import TABLES
from monitoring.supply.ages import Age, life_phases
from monitoring.supply.counting import NONE, Supplies, supply
from monitoring.supply.tables import number
from offers.models import AgeStep
from sozialraum.models import AreaLevel
from sozialraum.pages import version_of


def for_families(request: HttpRequest) -> HttpResponse:
    """Show the numbers of offers by area and phase of life, each with the way to the offers."""
    choosing = Choosing(request.GET)
    version = version_of(request)
    divisions = levels(version)
    level = choosing.one("ebene", _("Gebiete"), {one.code: one for one in divisions}, divisions[0])
    areas, ages = areas_of(version, level.code, timezone.localdate()), life_phases([])
    found = supply(keys_of(areas), ages) if areas and ages else {}
    table = table_of(areas, ages, found, level)
    form = request.GET.get("als", "")
    if form in TABLES and found:
        return TABLES[form]("angebote-nach-alter", table.header, table.lines())
    context = {
        "has_numbers": bool(found),
        "caption": table.caption,
        "matrix": matrix(areas, ages, found, level),
        "controls": [
            Control("ebene", _("Gebiete"), [Option(one.code, one.name_plural) for one in divisions], level.code)
        ],
        "carried": carried(request.GET, without=("ebene",)),
        "remarks": choosing.remarks,
        "files": [(form.upper(), file_address(request, form)) for form in TABLES],
    }
    return render(request, "monitoring/supply/families.html", context)


def table_of(areas: Sequence[Area], ages: Sequence[Age], found: Supplies, level: Level) -> Table:
    """Return the numbers as a file."""
    rows = [[Link(area.name, "", area.code), *(number(total(found, area, age)) for age in ages)] for area in areas]
    return Table(_("Angebote, die Familien finden"), [level.name, *(age.name for age in ages)], rows)


def total(found: Supplies, area: Area, age: Age) -> int:
    return found.get((area.key, age.code), NONE).found


def matrix(areas: Sequence[Area], ages: Sequence[Age], found: Supplies, level: Level) -> SafeString:
    """Return the numbers for the page, each a link to exactly the offers that it counts where the search can say so."""
    steps = list(AgeStep.objects.values_list("code", "ages"))
    queries = {age.code: steps_of(age, steps) for age in ages}
    place = parameter_of(level)
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in [level.name, *(age.name for age in ages)])
    body = "".join(
        f'<tr><th scope="row" data-district="{escape(area.code)}">{escape(area.name)}</th>'
        + "".join(cell(total(found, area, age), area, place, queries[age.code]) for age in ages)
        + "</tr>"
        for area in areas
    )
    return mark_safe(f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>")  # noqa: S308 (names are escaped)


def cell(offers: int, area: Area, place: str, steps: Sequence[str]) -> str:
    if not (place and steps):
        return f'<td data-value="{offers}">{offers}</td>'
    address = f"{reverse('offer_list')}?{urlencode([(place, area.slug), *(('alter', step) for step in steps)])}"
    return f'<td data-value="{offers}"><a href="{escape(address)}">{offers}</a></td>'


def steps_of(age: Age, steps: Sequence[tuple]) -> list[str]:
    """Return the steps of the search that join to exactly an age; none where they do not."""
    inside = sorted(
        (span.lower, span.upper, code)
        for code, span in steps
        if age.months[0] <= span.lower and span.upper <= age.months[1]
    )
    reached = age.months[0]
    for first, last, _code in inside:
        if first > reached:
            return []
        reached = max(reached, last)
    return [code for *_span, code in inside] if reached == age.months[1] else []


def parameter_of(level: Level) -> str:
    """Return by which parameter the search takes an area of a level; empty where it does not."""
    if level.code == SPACES:
        return "sozialraum"
    return "stadtteil" if AreaLevel.objects.filter(code=level.code, shown_to_families=True).exists() else ""
