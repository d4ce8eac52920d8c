"""A conference group: who meets, for which area, since when; and how that is kept."""

import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitoring.conferences.overview import QUARTERS
from monitoring.forms.conference_groups import DayForm, GroupForm, MemberForm
from network.actions.conference_groups import (
    GroupRestsError,
    GroupRunsError,
    add_member,
    end_membership,
    rest_group,
    start_group,
)
from network.choices import Permission
from network.conference_counting import marks_of, quarters_until
from network.models import ConferenceGroup, GroupMember, GroupPeriod
from network.permissions import conferences_read_by, groups_with, requires

PER_PAGE = 25
PERIOD_ID = "laufzeit_%s"  # the form of members, on the same page, asks for a day too


@require_safe
@requires(Permission.READ)
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a group: its area, members, quarters and dates."""
    today = timezone.localdate()
    return shown(request, pk, MemberForm(), DayForm(initial={"day": today}, auto_id=PERIOD_ID))


def shown(request: HttpRequest, pk: int, member_form: MemberForm, period_form: DayForm) -> HttpResponse:
    today, now = timezone.localdate(), timezone.now()
    found = ConferenceGroup.objects.with_status(today).select_related("borough", "inviting_unit")
    one = get_object_or_404(found.defer("borough__boundary"), pk=pk)
    memberships = list(one.memberships.select_related("partner").order_by("partner__name", "valid_from"))
    conferences = Paginator(one.conferences.all(), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "group": one,
        "status": ConferenceGroup.Status(one.status),
        "districts": one.districts.defer("boundary").order_by("name"),
        "members": [m for m in memberships if m.valid_until is None or m.valid_until > today],
        "former": [m for m in memberships if m.valid_until is not None and m.valid_until <= today],
        "periods": one.periods.order_by("valid_from"),
        "marks": marks_of([one], quarters_until(today, QUARTERS), now, today)[one.pk],
        "page": conferences,
        "readable": set(
            conferences_read_by(request.user).filter(pk__in=[c.pk for c in conferences]).values_list("pk", flat=True)
        ),
        "may_confer": groups_with(Permission.CONFER, request.user).filter(pk=pk).exists(),
        "member_form": member_form,
        "period_form": period_form,
        "today": today,
    }
    is_refused = bool(member_form.errors or period_form.errors)
    return render(request, "monitoring/conferences/group.html", context, status=422 if is_refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a group that is planned."""
    form = GroupForm(request.POST or None)
    if not form.is_valid():
        return form_page(request, form)
    saved = form.save()
    messages.success(
        request, _("Die Gruppe ist als geplant eingetragen. Sobald sie sich trifft, tragen Sie ein, ab wann sie läuft.")
    )
    return redirect("conference_group", saved.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFER)
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a group is."""
    mine = groups_with(Permission.CONFER, request.user)
    one = get_object_or_404(mine.select_for_update(of=["self"]) if request.method == "POST" else mine, pk=pk)
    form = GroupForm(request.POST or None, instance=one)
    if not form.is_valid():
        return form_page(request, form, one)
    form.save()
    messages.success(request, _("Die Gruppe ist gespeichert."))
    return redirect("conference_group", pk)


def form_page(request: HttpRequest, form: GroupForm, one: ConferenceGroup | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "monitoring/conferences/group_form.html", {"form": form, "group": one}, status=status)


def of_mine(request: HttpRequest, pk: int) -> ConferenceGroup:
    """Return a group that this person looks after; raises Http404."""
    return get_object_or_404(groups_with(Permission.CONFER, request.user), pk=pk)


@require_POST
@requires(Permission.CONFER)
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a group run, or rest, from a day on."""
    one, form = of_mine(request, pk), DayForm(request.POST, auto_id=PERIOD_ID)
    if not form.is_valid():
        return shown(request, pk, MemberForm(), form)
    rests, day = "ruht" in request.POST, form.cleaned_data["day"]
    try:
        (rest_group if rests else start_group)(group=one, day=day, by=request.user)
    except GroupRunsError as error:
        form.add_error("day", why_it_runs(error.period, day))
    except GroupRestsError as error:
        form.add_error("day", why_it_rests(error.period))
    else:
        messages.success(request, _("Die Gruppe ruht.") if rests else _("Die Gruppe läuft."))
        return redirect("conference_group", pk)
    return shown(request, pk, MemberForm(), form)


def why_it_runs(period: GroupPeriod, day: datetime.date) -> str:
    """Return why a group cannot begin on a day, and from when it can."""
    words = {"first": f"{period.valid_from:%d.%m.%Y}", "last": f"{period.valid_until or day:%d.%m.%Y}"}
    if period.valid_from > day:
        return _("Die Gruppe läuft schon ab %(first)s. Davor kann sie nicht noch einmal beginnen.") % words
    if period.valid_until:
        return _("Die Gruppe läuft seit %(first)s und ruht erst ab %(last)s; dann kann sie neu beginnen.") % words
    return _("Die Gruppe läuft schon seit %(first)s.") % words


def why_it_rests(period: GroupPeriod | None) -> str:
    """Return why a group cannot rest from a day on: it rests already, never ran, or began on that day or later."""
    if period is None:
        return _("Die Gruppe ist noch nicht gelaufen.")
    if period.valid_until:
        return _("Die Gruppe ruht schon ab %(day)s.") % {"day": f"{period.valid_until:%d.%m.%Y}"}
    told = _("Die Gruppe läuft erst seit %(day)s. Bitte wählen Sie einen Tag danach.")
    return told % {"day": f"{period.valid_from:%d.%m.%Y}"}


@require_POST
@requires(Permission.CONFER)
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an organisation into the core of a group."""
    one, form = of_mine(request, pk), MemberForm(request.POST)
    if form.is_valid():
        if add_member(group=one, by=request.user, **form.cleaned_data):
            messages.success(request, _("%(name)s gehört jetzt zur Gruppe.") % {"name": form.cleaned_data["partner"]})
            return redirect("conference_group", pk)
        form.add_error("partner", _("Diese Organisation gehört in dieser Zeit schon zur Gruppe."))
    return shown(request, pk, form, DayForm(initial={"day": timezone.localdate()}, auto_id=PERIOD_ID))


@require_POST
@requires(Permission.CONFER)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an organisation leave a group today."""
    mine = GroupMember.objects.filter(group__in=groups_with(Permission.CONFER, request.user).values("pk"))
    membership = get_object_or_404(mine.select_related("partner"), pk=pk)
    end_membership(membership=membership, day=timezone.localdate(), by=request.user)
    messages.success(request, _("%(name)s gehört nicht mehr zur Gruppe.") % {"name": membership.partner})
    return redirect("conference_group", membership.group_id)
