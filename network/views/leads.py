"""Who leads a network in a social space: appointed, corrected, ended."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.actions import LeadInTheWayError, appoint_lead
from network.choices import Permission
from network.forms.spaces import LeadForm, LeadPeriodForm
from network.models import LeadAssignment
from network.permissions import documents_seen_by, networks_kept_in, requires
from sozialraum.models import SocialSpace

TEMPLATE = "network/workspace/spaces/lead.html"
AT_A_TIME = next(
    rule
    for rule in LeadAssignment._meta.constraints
    if rule.name == "one_partner_leads_a_network_in_a_social_space_at_a_time"
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who leads from when on, and let the former lead end there."""
    space = get_object_or_404(SocialSpace, pk=pk)
    networks = networks_kept_in(space, request.user)
    if not networks.exists():
        raise Http404
    start = {"network": request.GET.get("netzwerk", "")}
    form = LeadForm(
        request.POST or None,
        instance=LeadAssignment(social_space=space),
        networks=networks,
        documents=documents_seen_by(request.user),
        initial=start,
    )
    if form.is_valid() and appointed(form, request):
        messages.success(request, _("Die Federführung ist eingetragen."))
        return redirect("staff_space", space.pk)
    return render(request, TEMPLATE, {"form": form, "space": space, "lead": None})


def appointed(form: LeadForm, request: HttpRequest) -> bool:
    """Appoint a lead, or say at the day why that cannot be."""
    try:
        appoint_lead(lead=form.instance, by=request.user)
    except LeadInTheWayError as error:
        words = {"partner": error.lead.partner.name, "day": f"{error.lead.valid_from:%d.%m.%Y}"}
        sentence = _("Seit %(day)s ist schon eingetragen: %(partner)s. Ändern Sie zuerst diesen Eintrag.")
        form.add_error("valid_from", sentence % words)
        return False
    return True


def kept(request: HttpRequest, pk: int) -> LeadAssignment:
    """Return a lead that somebody may change; 404 for all others."""
    lead = get_object_or_404(LeadAssignment.objects.select_related("social_space", "network", "partner"), pk=pk)
    if not networks_kept_in(lead.social_space, request.user).filter(pk=lead.network_id).exists():
        raise Http404
    return lead


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a lead, or let it end."""
    lead = kept(request, pk)
    form = LeadPeriodForm(request.POST or None, instance=lead, documents=documents_seen_by(request.user))
    if form.is_valid() and saved(form, request):
        messages.success(request, _("Die Federführung ist geändert."))
        return redirect("staff_space", lead.social_space_id)
    return render(request, TEMPLATE, {"form": form, "space": lead.social_space, "lead": lead})


def saved(form: LeadPeriodForm, request: HttpRequest) -> bool:
    """Save a lead; of two that change at once the one that comes too late hears of the other."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        if AT_A_TIME.name not in str(error):
            raise
        form.add_error("valid_from", AT_A_TIME.violation_error_message)
        return False
    return True


@require_POST
@requires(Permission.SPACES)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a lead that was entered by mistake."""
    lead = kept(request, pk)
    lead.delete()
    messages.success(request, _("Der Eintrag ist gelöscht. In seinem Verlauf bleibt er sichtbar."))
    return redirect("staff_space", lead.social_space_id)
