"""A conference: its page, how it is planned and changed, and its steps from plan to minutes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.exporting import attached, inline
from monitoring.conferences.conflicts import conflicts_of
from monitoring.conferences.page import page_of
from monitoring.conferences.situation import situation_of
from monitoring.forms.conferences import CancelForm, ConferenceForm, MinutesForm, OfConference
from monitoring.pdf.minutes import minutes_pdf
from network.actions.conference_minutes import send_minutes
from network.actions.conferences import (
    NotPossibleError,
    cancel_conference,
    change_conference,
    close_conference,
    hold_conference,
    plan_conference,
    reopen_conference,
)
from network.choices import Permission
from network.conference_calendar import calendar_file
from network.models import Conference
from network.permissions import conferences_read_by, conferences_with, groups_with, requires
from network.seen import ConflictError
from sozialraum.pages import version_of

ONE_A_QUARTER = next(rule for rule in Conference._meta.constraints if rule.name == "group_has_one_conference_a_quarter")


def of_mine(request: HttpRequest, pk: int) -> Conference:
    """Return a conference that this person looks after; raises Http404."""
    mine = conferences_with(Permission.CONFER, request.user)
    return get_object_or_404(mine.select_related("group", "inviting_unit"), pk=pk)


def of_reader(request: HttpRequest, pk: int) -> Conference:
    """Return a conference whose minutes this person may read; raises Http404."""
    found = conferences_read_by(request.user).select_related("group", "inviting_unit", "closed_by")
    return get_object_or_404(found, pk=pk)


@require_safe
@requires(Permission.READ)
def conference(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a conference: date, list, what the area has and lacks, minutes and what came of it."""
    context = page_of(of_reader(request, pk), request.user, version_of(request))
    return render(request, "monitoring/conferences/conference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan the next conference of a group (`pk`)."""
    group = get_object_or_404(groups_with(Permission.CONFER, request.user), pk=pk)
    form = ConferenceForm(request.POST or None, group=group)
    if form.is_valid():
        wanted = form.wanted()
        unit = wanted.pop("inviting_unit")
        try:
            made = plan_conference(conference=Conference(group=group, inviting_unit_id=unit, **wanted), by=request.user)
        except IntegrityError as error:
            if ONE_A_QUARTER.name not in str(error):
                raise
            form.add_error("quarter", ONE_A_QUARTER.violation_error_message)
        else:
            messages.success(request, _("Die Konferenz ist geplant. Auf der Liste stehen die Mitglieder der Gruppe."))
            return redirect("conference", made.pk)
    context = {"form": form, "group": group, "conference": None, "conflicts": []}
    return render(request, "monitoring/conferences/conference_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change date, place, agenda and notes of a conference."""
    one = of_mine(request, pk)
    form = ConferenceForm(request.POST or None, group=one.group, conference=one)
    return written(request, one, form, "monitoring/conferences/conference_form.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the minutes."""
    one = of_mine(request, pk)
    return written(
        request, one, MinutesForm(request.POST or None, conference=one), "monitoring/conferences/minutes_form.html"
    )


def written(request: HttpRequest, one: Conference, form: OfConference, template: str) -> HttpResponse:
    """Save what somebody wrote; where somebody else wrote the same meanwhile, show both and save nothing."""
    conflicts: list[Any] = []
    if form.is_valid():
        try:
            changed = change_conference(pk=one.pk, wanted=form.wanted(), before=form.before(), by=request.user)
        except ConflictError as conflict:
            conflicts = conflicts_of(conflict)
            form.see(conflict.current)
        except ValidationError as error:
            form.add_error(None, ValidationError([told for texts in error.message_dict.values() for told in texts]))
        else:
            tell(request, one, changed)
            return redirect("conference", one.pk)
    context = {"form": form, "group": one.group, "conference": one, "conflicts": conflicts}
    return render(request, template, context, status=422 if form.errors or conflicts else 200)


def tell(request: HttpRequest, one: Conference, changed: list[str]) -> None:
    moved = {"starts_at", "ends_at", "place"} & set(changed)
    if moved and one.is_planned and one.invitations.exclude(invited_at=None).exists():
        messages.warning(
            request, _("Gespeichert. Der Termin hat sich geändert: Bitte verschicken Sie die Einladungen noch einmal.")
        )
    else:
        messages.success(request, _("Gespeichert.") if changed else _("Es hat sich nichts geändert."))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a conference off."""
    one = of_mine(request, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            number = cancel_conference(pk=pk, reason=form.cleaned_data["reason"], by=request.user)
        except NotPossibleError:
            return not_possible(request, pk)
        messages.success(
            request, _("Die Konferenz ist abgesagt. Mails an Eingeladene: %(number)d.") % {"number": number}
        )
        return redirect("conference", pk)
    invited = one.invitations.exclude(invited_at=None).count()
    context = {"form": form, "conference": one, "invited": invited}
    return render(request, "monitoring/conferences/cancel.html", context, status=422 if form.errors else 200)


def not_possible(request: HttpRequest, pk: int) -> HttpResponse:
    messages.warning(
        request, _("Das geht im jetzigen Stand der Konferenz nicht. Vielleicht war jemand anderes schneller.")
    )
    return redirect("conference", pk)


def hold(request: HttpRequest, one: Conference) -> None:
    hold_conference(pk=one.pk, situation=situation_of(one.group, version_of(request)), by=request.user)
    messages.success(
        request, _("Die Konferenz ist als gehalten eingetragen. Als Nächstes: wer da war, und das Protokoll.")
    )


def close(request: HttpRequest, one: Conference) -> None:
    close_conference(pk=one.pk, by=request.user)
    messages.success(request, _("Die Konferenz ist abgeschlossen. Das Protokoll gibt es als PDF."))


def reopen(request: HttpRequest, one: Conference) -> None:
    reopen_conference(pk=one.pk, by=request.user)
    messages.success(request, _("Die Konferenz ist wieder offen."))


STEPS: dict[str, Callable[[HttpRequest, Conference], None]] = {
    "gehalten": hold,
    "abschliessen": close,
    "wieder-oeffnen": reopen,
}


@require_POST
@requires(Permission.CONFER)
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a conference a step further, or a step back."""
    one = of_mine(request, pk)
    try:
        STEPS[step](request, one)
    except NotPossibleError:
        return not_possible(request, pk)
    return redirect("conference", pk)


@require_safe
@requires(Permission.READ)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the minutes as a PDF."""
    one = of_reader(request, pk)
    name = f"protokoll-{one.group.slug}-{timezone.localdate(one.starts_at):%Y-%m-%d}.pdf"
    return inline(name, "application/pdf", minutes_pdf(one, version_of(request), plans=False))


@require_safe
@requires(Permission.READ)
def date(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the date for a calendar."""
    one = of_reader(request, pk)
    return attached("sozialraumkonferenz.ics", "text/calendar; charset=utf-8", calendar_file(one))


@require_POST
@requires(Permission.CONFER)
def mail_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the minutes of a closed conference to all who were invited."""
    one = of_mine(request, pk)
    try:
        number = send_minutes(pk=pk, pdf=minutes_pdf(one, version_of(request), plans=False), by=request.user)
    except NotPossibleError:
        return not_possible(request, pk)
    messages.success(request, _("Mails mit dem Protokoll: %(number)d.") % {"number": number})
    return redirect("conference", pk)
