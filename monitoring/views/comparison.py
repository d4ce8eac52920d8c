"""Two to six areas side by side."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from monitoring import figures
from monitoring.area_choice import AreaChoice, area_choice, token_of
from monitoring.areas import CITY, Area
from monitoring.catalogue import breaks, catalogue
from monitoring.choosing import Choosing, Control, Option, carried
from monitoring.comparing.file import file_of
from monitoring.comparing.pictures import Comparison, the_bars, the_series
from monitoring.comparing.table import tables_of
from monitoring.models import Indicator, SeriesBreak
from monitoring.pages import monitoring_page
from monitoring.pictures import Picture, answer
from monitoring.pictures.addresses import changed, dropped, file_address, view_suffix
from monitoring.pictures.ages import age_structure
from monitoring.pictures.files import TABLES
from monitoring.profiles.listing import profile_url
from sozialraum.context import municipality_of
from sozialraum.pages import version_of

FEWEST, MOST = 2, 6


@monitoring_page
def comparison(request: HttpRequest) -> HttpResponse:
    """Show areas of any level side by side: all numbers in a table, one indicator in pictures."""
    choosing = Choosing(request.GET)
    version = version_of(request)
    areas_there = area_choice(version)
    areas = choosing.several("gebiet", _("Gebiet"), areas_there.by_name, MOST)
    areas = list({area.key: area for area in areas}.values())
    indicators = catalogue(version, request.audience)
    by_code = {one.code: one for one in indicators}
    first = next((one for one in indicators if one.denominator_name and one.is_key_value), next(iter(indicators), None))
    indicator = choosing.one("indikator", _("Indikator"), by_code, first)
    city = Area(CITY, "city", municipality_of(request).name, "stadt")
    is_shown = len(areas) >= FEWEST and indicator is not None
    numbers = figures.series(indicators, [*(area.key for area in areas), CITY]) if is_shown else {}
    years = sorted({day.year for days in numbers.values() for day in days}, reverse=True)
    year = choosing.one("jahr", _("Jahr"), {str(one): one for one in years}, years[0] if years else 0)
    shown = Comparison(areas, city, numbers, year)
    form = request.GET.get("als", "")
    if years and form in TABLES and "bild" not in request.GET:
        return TABLES[form](f"vergleich-{year}", *file_of(shown, indicators))
    cuts = breaks(version).get(indicator.pk, ()) if indicator else ()
    pictures = pictures_of(shown, indicators, indicator, cuts) if years else []
    context = {
        "areas": [(area, dropped(request, "gebiet", token_of(area))) for area in areas],
        "profiles": [(area.name, profile_url(area, view_suffix(request))) for area in areas],
        "fewest": FEWEST,
        "is_full": len(areas) >= MOST,
        "adding": [adding(areas_there, areas)],
        "controls": controls(indicators, indicator, years, year) if years else [],
        "carried_by_adding": carried(request.GET, without=()),
        "carried": carried(request.GET, without=("indikator", "jahr")),
        "clear": changed(request, gebiet=""),
        "files": [(name.upper(), file_address(request, name)) for name in TABLES],
        "tables": tables_of(shown, indicators, view_suffix(request)) if years else [],
        "all_pictures": pictures,
        "indicator": indicator,
        "remarks": choosing.remarks,
    }
    return answer(request, "monitoring/comparison/page.html", context, pictures)


def pictures_of(
    shown: Comparison, indicators: Sequence[Indicator], indicator: Indicator, cuts: Sequence[SeriesBreak]
) -> list[Picture]:
    """Return one indicator as bars and over time, and the ages of the children of each area."""
    found = [the_bars(shown, indicator), the_series(shown, indicator, cuts)]
    of_ages = [one for one in indicators if one.age_from_months is not None]
    for place, area in enumerate(shown.areas, 1):
        counts = {one: (shown.figure(one, area), shown.figure(one, shown.city)) for one in of_ages}
        if ages := age_structure(counts, (area.name, shown.city.name), shown.year, f"alter-{place}"):
            found.append(ages)
    return found


def adding(there: AreaChoice, chosen: list[Area]) -> Control:
    """Return the list from which one more area is chosen."""
    taken = {token_of(area) for area in chosen}
    left = [option for option in there.options if option.value not in taken]
    return Control("gebiet", _("Gebiet hinzufügen"), [Option("", _("bitte wählen")), *left], "")


def controls(indicators: Sequence[Indicator], indicator: Indicator, years: list[int], year: int) -> list[Control]:
    return [
        Control(
            "indikator",
            _("Indikator der Bilder"),
            [Option(one.code, one.name, one.field.name) for one in indicators],
            indicator.code,
        ),
        Control("jahr", _("Jahr"), [Option(str(one), str(one)) for one in years], str(year), is_short=True),
    ]
