"""What families looked for in vain, for those who plan."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from monitoring.choosing import Choosing, Control, carried
from monitoring.pictures import answer
from monitoring.wanted.counting import controls, narrowed, sides, told
from monitoring.wanted.months import options, spans
from monitoring.wanted.pictures import the_bars
from monitoring.wanted.rounding import STEP
from network.choices import Permission
from network.permissions import requires


@require_safe
@requires(Permission.PLAN)
def wanted(request: HttpRequest) -> HttpResponse:
    """Show searches without a result by district, age and topic, in numbers that tell nothing of a single one."""
    choosing = Choosing(request.GET)
    periods = spans()
    span = choosing.one("zeitraum", _("Zeitraum"), {one.value: one for one in periods}, periods[0])
    there = sides()
    chosen = narrowed(choosing, there)
    shown = told(span, there, chosen)
    about = f", {chosen.record.name}" if chosen else ""
    asked = [side for side in there if not (chosen and chosen.side is side)]
    pictures = [
        picture for side in asked if side.name in shown and (picture := the_bars(side, shown[side.name], span, about))
    ]
    context = {
        "span": span,
        "chosen": chosen,
        "own": next(iter(shown[chosen.side.name].shown.values())) if chosen else None,
        "controls": [Control("zeitraum", _("Zeitraum"), options(periods), span.value), *controls(there, chosen)],
        "carried": carried(request.GET, without=("zeitraum", *(side.name for side in there))),
        "all_pictures": pictures,
        "withheld": [side.label for side in asked if side.name not in shown],
        "remarks": choosing.remarks,
        "step": STEP,
    }
    return answer(request, "monitoring/wanted/page.html", context, pictures)
