"""The state of the data, for those who plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from monitoring.areas import areas_of, levels
from monitoring.catalogue import catalogue
from monitoring.choices import Audience
from monitoring.choosing import Choosing, Control, Option, carried
from monitoring.pictures.addresses import picture_address
from monitoring.pictures.files import TABLES
from monitoring.quality.indicators import share_withheld, standings
from monitoring.quality.offers import late_offers
from monitoring.quality.tables import of_indicators, of_offers
from network.choices import Permission
from network.permissions import requires
from sozialraum.pages import version_of


@require_safe
@requires(Permission.PLAN)
def quality(request: HttpRequest) -> HttpResponse:
    """Show what is missing, late, provisional or withheld of the numbers, and what of the offers nobody confirmed."""
    choosing = Choosing(request.GET)
    divisions = levels(version_of(request))
    level = choosing.one("ebene", _("Gebiete"), {one.code: one for one in divisions}, divisions[0])
    today = timezone.localdate()
    found = standings(
        catalogue(version_of(request), Audience.INTERNAL), areas_of(version_of(request), level.code, today)
    )
    tables = {
        "indikatoren": of_indicators(found, today, level.name_plural),
        "angebote": of_offers(late_offers(request.user)),
    }
    wanted, form = tables.get(request.GET.get("bild", "")), request.GET.get("als", "")
    if wanted and form in TABLES:
        return TABLES[form](f"datenlage-{request.GET['bild']}", wanted.header, wanted.lines())
    files = {name: [(one.upper(), picture_address(request, name) + one) for one in TABLES] for name in tables}
    context = {
        "indicators": tables["indikatoren"],
        "offers": tables["angebote"],
        "files": files,
        "total": len(found),
        "late": [one.indicator for one in found if one.is_late(today)],
        "provisional": sum(bool(one.provisional) for one in found),
        "without": [one.indicator for one in found if one.day is None],
        "share": share_withheld(found),
        "controls": [
            Control("ebene", _("Gebiete"), [Option(one.code, one.name_plural) for one in divisions], level.code)
        ],
        "carried": carried(request.GET, without=("ebene",)),
        "remarks": choosing.remarks,
    }
    return render(request, "monitoring/quality/page.html", context)
