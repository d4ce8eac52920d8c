"""What families ask of a team: seen by that team alone."""

from collections.abc import Callable
from typing import Final, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from network.actions.visits import delete_visit_request, finish, give_back, reopen, take_over
from network.choices import Permission
from network.models.visits import DONE, OPEN, TAKEN
from network.permissions import requires, visit_requests_of

FOLDER: Final = "network/workspace/visits"
PER_PAGE: Final = 50
STATES: Final = {
    "offen": (gettext_lazy("Offen"), OPEN),
    "uebernommen": (gettext_lazy("Übernommen"), TAKEN),
    "erledigt": (gettext_lazy("Erledigt"), DONE),
}


class Step(NamedTuple):
    """Something that is done with a request, and what is said of it."""

    perform: Callable[..., bool]
    said: Promise


STEPS: Final = {
    "uebernehmen": Step(take_over, gettext_lazy("Sie kümmern sich um diese Anfrage.")),
    "zurueckgeben": Step(give_back, gettext_lazy("Die Anfrage ist wieder offen.")),
    "erledigen": Step(finish, gettext_lazy("Die Anfrage ist erledigt. Unten steht, wann sie gelöscht wird.")),
    "oeffnen": Step(reopen, gettext_lazy("Die Anfrage ist wieder in Arbeit.")),
}
TOO_LATE: Final = gettext_lazy("Das hat inzwischen schon jemand anderes getan. So ist der Stand jetzt.")


@require_safe
@requires(Permission.VISITS)
def visits(request: HttpRequest) -> HttpResponse:
    """List the requests of the own teams: the open ones, or those in another state."""
    mine = visit_requests_of(request.user)
    state = request.GET.get("stand", "")
    state = state if state in STATES else next(iter(STATES))
    _label, chosen = STATES[state]
    shown = mine.filter(chosen)
    page = Paginator(shown.select_related("social_space", "taken_by"), PER_PAGE).get_page(request.GET.get("seite"))
    numbers = mine.aggregate(**{code: Count("pk", filter=wanted) for code, (_label, wanted) in STATES.items()})
    tabs = [
        (f"?stand={code}", f"{label} ({numbers[code]})", code == state) for code, (label, _wanted) in STATES.items()
    ]
    return render(request, f"{FOLDER}/list.html", {"page": page, "tabs": tabs, "state": state})


@require_safe
@requires(Permission.VISITS)
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a family wrote."""
    asked = get_object_or_404(visit_requests_of(request.user).select_related("social_space", "taken_by"), pk=pk)
    return render(request, f"{FOLDER}/visit.html", {"asked": asked})


@require_POST
@requires(Permission.VISITS)
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request over, give it back, note that it is done, or take that back."""
    asked = get_object_or_404(visit_requests_of(request.user), pk=pk)
    if not (chosen := STEPS.get(request.POST.get("schritt", ""))):
        raise Http404
    if chosen.perform(request=asked, by=request.user):
        messages.success(request, chosen.said)
    else:
        messages.warning(request, TOO_LATE)
    return redirect("staff_visit", pk)


@require_POST
@requires(Permission.VISITS)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a request at once."""
    delete_visit_request(request=get_object_or_404(visit_requests_of(request.user), pk=pk), by=request.user)
    messages.success(request, _("Die Anfrage ist gelöscht."))
    return redirect("staff_visits")
