"""The raw numbers, for planners alone; the page says aloud what they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from monitoring.choosing import Choosing, Control, Option
from monitoring.models import Indicator
from monitoring.raw import raw_numbers
from network.choices import Permission
from network.permissions import requires


@require_safe
@requires(Permission.RAW)
def raw(request: HttpRequest) -> HttpResponse:
    """Show the raw numbers of an indicator at a day, with their origin, beside what is released of them."""
    choosing = Choosing(request.GET)
    indicators = {one.code: one for one in Indicator.objects.select_related("field")}
    indicator = choosing.one("indikator", _("Indikator"), indicators, next(iter(indicators.values()), None))
    days = indicator.values.order_by("-reference_date").values_list("reference_date", flat=True) if indicator else []
    known = {day.isoformat(): day for day in dict.fromkeys(days)}
    day = choosing.one("stichtag", _("Stichtag"), known, next(iter(known.values()), None))
    context = {
        "indicator": indicator,
        "day": day,
        "rows": raw_numbers(indicator, day) if day else [],
        "remarks": choosing.remarks,
        "controls": [
            Control(
                "indikator",
                _("Indikator"),
                [Option(code, one.name, one.field.name) for code, one in indicators.items()],
                indicator.code if indicator else "",
            ),
            Control(
                "stichtag",
                _("Stichtag"),
                [Option(code, date_format(one, "d.m.Y")) for code, one in known.items()],
                day.isoformat() if day else "",
                is_short=True,
            ),
        ],
    }
    return render(request, "monitoring/numbers/raw.html", context)
