"""The overview of conferences: which groups run and met; all dates; all tasks."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from monitoring.conferences.map import conference_map, finding, groups_of_districts
from monitoring.conferences.overview import OVERDUE, STATES, headings, listed, narrowed, sentence, tiles
from monitoring.forms.conference_parts import OutcomeForm
from monitoring.maps import outline
from network.actions.conference_results import finish_task, reopen_task
from network.choices import Permission
from network.conference_counting import Mark, by_borough, overdue_groups
from network.models import ConferenceGroup
from network.permissions import (
    conferences_read_by,
    groups_with,
    requires,
    standing_of,
    tasks_done_by,
    tasks_read_by,
)
from network.quarters import Quarter
from sozialraum.context import municipality_of
from sozialraum.models import AreaLevel
from sozialraum.pages import version_of

PER_PAGE = 25
NEXT = 5
WHEN = {
    "kommend": gettext_lazy("kommende"),
    "offen": gettext_lazy("noch nicht abgeschlossen"),
    "gehalten": gettext_lazy("gehalten"),
}


@require_safe
@requires(Permission.READ)
def overview(request: HttpRequest) -> HttpResponse:
    """Show how many groups run in each borough, on a map too, and which quarters they met in."""
    today, now = timezone.localdate(), timezone.now()
    boroughs = by_borough(today)
    groups, asked = narrowed(ConferenceGroup.objects.all(), request.GET.get("stand", ""), today)
    mine = groups_with(Permission.CONFER, request.user)
    context = {
        "sentence": sentence(boroughs),
        "tiles": tiles(boroughs, municipality_of(request).name),
        "page": listed(groups, request.GET.get("seite"), now, today),
        "asked": asked,
        "states": [(word, status.label) for status, word in STATES.items()],
        "overdue": list(overdue_groups(mine, today).order_by("name")),
        "overdue_word": OVERDUE,
        "quarter": Quarter.of(today),
        "quarters": headings(today),
        "marks": list(Mark.LABELS.values()),
        "coming": conferences_read_by(request.user).coming(now).select_related("group")[:NEXT],
        "confers": standing_of(request.user).allows(Permission.CONFER),
        **mapped(request),
    }
    return render(request, "monitoring/conferences/overview.html", context)


def mapped(request: HttpRequest) -> dict[str, Any]:
    """Return the map of the districts; nothing where there is none to draw."""
    level = AreaLevel.objects.filter(shown_to_families=True).order_by("-order").first()
    if level is None:
        return {"map": None}
    today = timezone.localdate()
    groups = list(ConferenceGroup.objects.with_status(today))
    drawn = conference_map(outline(version_of(request), level.code, today), groups_of_districts(groups))
    return {"map": drawn, "finding": finding(sentence(by_borough(today))), "level": level}


@require_safe
@requires(Permission.READ)
def dates(request: HttpRequest) -> HttpResponse:
    """List the conferences that this person may read, by their date."""
    asked = request.GET.get("stand", "")
    now = timezone.now()
    found = conferences_read_by(request.user).select_related("group", "inviting_unit")
    found = found.with_open_tasks().order_by("-starts_at", "-pk")
    narrowing = {
        "kommend": lambda: found.coming(now),
        "offen": lambda: found.filter(group__in=groups_with(Permission.CONFER, request.user)).unreported(now),
        "gehalten": found.held,
    }
    shown = narrowing[asked]() if asked in narrowing else found
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "asked": WHEN.get(asked, ""), "states": list(WHEN.items())}
    return render(request, "monitoring/conferences/dates.html", context)


@require_safe
@requires(Permission.READ)
def tasks(request: HttpRequest) -> HttpResponse:
    """List the tasks from conferences that this person may see, those to be done first."""
    today = timezone.localdate()
    asked = request.GET.get("stand", "")
    found = tasks_read_by(request.user).select_related("owner", "conference__group")
    shown = found.filter(done_on__isnull=False) if asked == "erledigt" else found.open()
    if asked == "ueberfaellig":
        shown = found.overdue(today)
    page = Paginator(shown.order_by("due_on", "pk"), PER_PAGE).get_page(request.GET.get("seite"))
    doable = set(tasks_done_by(request.user).filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True))
    states = [("", _("offen")), ("ueberfaellig", _("überfällig")), ("erledigt", _("erledigt"))]
    context = {"page": page, "doable": doable, "today": today, "states": states, "asked": asked}
    return render(request, "monitoring/conferences/tasks.html", context)


@require_POST
@requires(Permission.EDIT)
def task_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a task is done, or open it again."""
    task = get_object_or_404(tasks_done_by(request.user), pk=pk)
    form = OutcomeForm(request.POST)
    if "offen" in request.POST:
        if reopen_task(pk=pk, by=request.user):
            messages.success(request, _("Die Aufgabe ist wieder offen."))
    elif not form.is_valid():
        messages.error(request, _("Bitte fassen Sie in höchstens 300 Zeichen, was daraus wurde."))
    elif finish_task(pk=pk, day=timezone.localdate(), outcome=form.cleaned_data["outcome"], by=request.user):
        messages.success(request, _("Die Aufgabe ist erledigt. Danke!"))
    else:
        messages.warning(request, _("Jemand anderes hat die Aufgabe gerade als erledigt eingetragen."))
    may_read = conferences_read_by(request.user).filter(pk=task.conference_id).exists()
    back = request.POST.get("zurueck") == "konferenz" and may_read
    return redirect("conference", task.conference_id) if back else redirect("conference_tasks")
