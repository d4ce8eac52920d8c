"""What needs action: noted, listed, and shown where goals and measures are kept."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitoring.actions.needs import ChangedMeanwhileError, delete_need, save_need
from monitoring.forms.needs import NeedFilter, NeedForm
from monitoring.models import NeedForAction
from network.choices import Permission
from network.models import Goal, Measure
from network.permissions import requires, standing_of
from sozialraum.models import District, SocialSpace

PER_PAGE = 50
SHOWN = 20  # beside a goal or a measure


def writes(request: HttpRequest) -> bool:
    return standing_of(request.user).allows(Permission.MONITOR)


@require_safe
@requires(Permission.PLAN)
def needs(request: HttpRequest) -> HttpResponse:
    """List what needs action, what is open first; narrowed by goal, indicator and state."""
    found = NeedFilter(request.GET, queryset=NeedForAction.objects.for_list())
    context = {
        "form": found.form,
        "remarks": found.remarks,
        "is_narrowed": any(found.form.cleaned_data.values()),
        "page": Paginator(found.qs, PER_PAGE).get_page(request.GET.get("seite")),
        "writes": writes(request),
    }
    return render(request, "monitoring/needs/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def new(request: HttpRequest) -> HttpResponse:
    """Ask what needs action; the address may name the district (`stadtteil`) or social space (`sozialraum`)."""
    current = District.objects.filter(valid_until=None, slug=request.GET.get("stadtteil", ""))
    space = SocialSpace.objects.filter(slug=request.GET.get("sozialraum", ""))
    start = {"district": current.values_list("pk", flat=True).first()}
    start["social_space"] = space.values_list("pk", flat=True).first()
    return edited(request, NeedForAction(), start)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MONITOR)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what needs action, tie it to a measure, or settle it."""
    need = get_object_or_404(NeedForAction, pk=pk)
    return edited(request, need, {"version": need.version})


def edited(request: HttpRequest, need: NeedForAction, start: dict) -> HttpResponse:
    """Show the form, or save what was sent; what somebody else wrote meanwhile is not overwritten unseen."""
    version, current = need.version, None
    form = NeedForm(request.POST or None, instance=need, initial=start)
    if form.is_valid():
        try:
            save_need(need=form.instance, version=form.cleaned_data["version"], by=request.user)
        except ChangedMeanwhileError:
            form.data, current = renewed(form, version), NeedForAction.objects.for_list().get(pk=need.pk)
            form.add_error(
                None,
                _("Jemand anderes hat inzwischen geschrieben. Bitte vergleichen Sie; mit dem Speichern gilt Ihr Text."),
            )
        else:
            messages.success(request, _("Der Handlungsbedarf ist gespeichert."))
            return redirect("staff_needs")
    context = {"form": form, "pk": need.pk, "version": version, "current": current}
    return render(request, "monitoring/needs/form.html", context, status=422 if form.errors else 200)


def renewed(form: NeedForm, version: int) -> dict:
    """Return what was sent, as if the newest version had been read."""
    data = form.data.copy()
    data["version"] = version
    return data


@require_POST
@requires(Permission.MONITOR)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out what was noted by mistake."""
    need = get_object_or_404(NeedForAction, pk=pk)
    sent = request.POST.get("version", "")
    try:
        delete_need(need=need, version=int(sent) if sent.isdecimal() else 0, by=request.user)
    except ChangedMeanwhileError:
        messages.warning(request, _("Jemand anderes hat inzwischen geschrieben. Bitte sehen Sie noch einmal hin."))
        return redirect("staff_need", pk)
    messages.success(request, _("Der Eintrag ist gelöscht. In seinem Verlauf bleibt er sichtbar."))
    return redirect("staff_needs")


def section(request: HttpRequest, record: Model) -> str:
    """Return, for planners, what needs action for a goal or a measure; empty for all others (`WORKSPACE_SECTIONS`)."""
    is_one = isinstance(record, Goal | Measure) and record.pk
    if not is_one or not standing_of(request.user).allows(Permission.PLAN):
        return ""
    found = record.needs_for_action.for_list()[: SHOWN + 1]
    context = {
        "needs": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "goal": record if isinstance(record, Goal) else record.goal,
        "writes": writes(request),
    }
    return render_to_string("monitoring/needs/section.html", context, request)
