"""The list of a conference, who came, and what came of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from monitoring.forms.conference_parts import DecisionForm, FeedbackForm, GuestForm, OfOneConference, TaskForm
from monitoring.views.conference import not_possible, of_mine
from network.actions.conference_invitations import add_guest, note_attendance, send_invitations, strike_from_list
from network.actions.conference_results import add_result
from network.actions.conferences import NotPossibleError, complete_list
from network.choices import Permission
from network.models import ConferenceFeedback, ConferenceInvitation
from network.permissions import conferences_with, requires

CAME = {"ja": True, "nein": False, "": None}
# What can be added to a conference, by its name in addresses: form, heading, and what is said once it stands there.
RESULTS: dict[str, tuple[type[OfOneConference], object, object]] = {
    "beschluss": (DecisionForm, gettext_lazy("Beschluss eintragen"), gettext_lazy("Der Beschluss ist eingetragen.")),
    "aufgabe": (TaskForm, gettext_lazy("Aufgabe eintragen"), gettext_lazy("Die Aufgabe ist eingetragen.")),
    "rueckkopplung": (
        FeedbackForm,
        gettext_lazy("Rückkopplung in die Sozialraumsitzung"),
        gettext_lazy("Die Rückkopplung ist eingetragen."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
def guests(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody on the list of a conference."""
    one = of_mine(request, pk)
    form = GuestForm(request.POST or None, conference=one)
    if form.is_valid():
        try:
            add_guest(invitation=form.instance, by=request.user)
        except ValidationError as error:  # somebody else was quicker
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s steht auf der Liste.") % {"name": form.instance})
            return redirect("conference", pk)
    context = {"form": form, "conference": one, "heading": _("Gast auf die Liste setzen")}
    return render(request, "monitoring/conferences/part_form.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.CONFER)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the invitations to all who do not know the date as it stands; or put the group's members on the list."""
    of_mine(request, pk)
    is_core = "mitglieder" in request.POST
    try:
        number = (complete_list if is_core else send_invitations)(pk=pk, by=request.user)
    except NotPossibleError:
        return not_possible(request, pk)
    if is_core:
        told = ngettext("%(number)d Mitglied kam dazu.", "%(number)d Mitglieder kamen dazu.", number)
    else:
        told = ngettext("%(number)d Einladung ist verschickt.", "%(number)d Einladungen sind verschickt.", number)
    messages.success(request, told % {"number": number})
    return redirect("conference", pk)


@require_POST
@requires(Permission.CONFER)
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list who was not invited yet."""
    mine = conferences_with(Permission.CONFER, request.user)
    row = get_object_or_404(ConferenceInvitation.objects.filter(conference__in=mine.values("pk")), pk=pk)
    try:
        strike_from_list(invitation=row, by=request.user)
    except NotPossibleError:
        return not_possible(request, row.conference_id)
    messages.success(request, _("Von der Liste gestrichen."))
    return redirect("conference", row.conference_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down which organisations were there."""
    one = of_mine(request, pk)
    rows = one.invitations.select_related("partner").order_by("role", "partner__name", "name")
    if request.method == "POST":
        said = {row.pk: (request.POST.get(f"da-{row.pk}"), request.POST.get(f"war-{row.pk}")) for row in rows}
        # Only what this person changed: what a colleague wrote down meanwhile stays.
        came = {key: CAME[value] for key, (value, before) in said.items() if value in CAME and value != before}
        try:
            note_attendance(pk=pk, came=came, by=request.user)
        except NotPossibleError:
            return not_possible(request, pk)
        messages.success(request, _("Die Anwesenheit ist gespeichert."))
        return redirect("conference", pk)
    return render(request, "monitoring/conferences/attendance.html", {"conference": one, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
def result(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add a decision, a task or a feedback to a conference."""
    one = of_mine(request, pk)
    if not one.is_held:
        return not_possible(request, pk)
    form_class, heading, told = RESULTS[kind]
    form = form_class(request.POST or None, conference=one)
    if form.is_valid():
        add_result(result=form.instance, by=request.user)
        messages.success(request, told)
        return redirect("conference", pk)
    context = {"form": form, "conference": one, "heading": heading}
    return render(request, "monitoring/conferences/part_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what became of a feedback in the meeting of the social space's team."""
    mine = conferences_with(Permission.CONFER, request.user)
    row = get_object_or_404(ConferenceFeedback.objects.filter(conference__in=mine.values("pk")), pk=pk)
    one = of_mine(request, row.conference_id)
    form = FeedbackForm(request.POST or None, conference=one, instance=row)
    if form.is_valid():
        add_result(result=form.instance, by=request.user)
        messages.success(request, _("Die Rückkopplung ist gespeichert."))
        return redirect("conference", one.pk)
    context = {"form": form, "conference": one, "heading": _("Rückkopplung in die Sozialraumsitzung")}
    return render(request, "monitoring/conferences/part_form.html", context, status=422 if form.errors else 200)
