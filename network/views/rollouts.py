"""The steps of a network's way into a social space."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.actions import LeadInTheWayError, OutOfOrderError, record_step
from network.actions.spaces import ORDER
from network.choices import Permission
from network.forms.spaces import StepForm
from network.models import RolloutStep
from network.permissions import documents_seen_by, networks_kept_in, requires
from sozialraum.models import SocialSpace

ONCE = "rollout_step_is_taken_once"
TEMPLATE = "network/workspace/spaces/step.html"


def step_of(request: HttpRequest, pk: int, network: str, kind: str) -> RolloutStep:
    """Return a step, saved or not yet, that somebody may record; 404 for all others."""
    space = get_object_or_404(SocialSpace, pk=pk)
    kept = get_object_or_404(networks_kept_in(space, request.user), slug=network)
    if kind not in set(RolloutStep.Kind):
        raise Http404
    steps = RolloutStep.objects.filter(social_space=space, network=kept, kind=kind)
    return steps.first() or RolloutStep(social_space=space, network=kept, kind=kind)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SPACES)
def step(request: HttpRequest, pk: int, network: str, kind: str) -> HttpResponse:
    """Ask when a step is planned or was done, and who decided."""
    found = step_of(request, pk, network, kind)
    form = StepForm(request.POST or None, instance=found, documents=documents_seen_by(request.user))
    if form.is_valid() and recorded(form, request):
        messages.success(request, _("Der Schritt ist eingetragen."))
        return redirect("staff_space", found.social_space_id)
    return render(request, TEMPLATE, {"form": form, "step": found})


def recorded(form: StepForm, request: HttpRequest) -> bool:
    """Record a step, or say at the day why that cannot be."""
    partners = form.cleaned_data.get("partners", [])
    try:
        record_step(step=form.instance, partners=partners, by=request.user)
    except OutOfOrderError:
        form.add_error("done_on", _("Ein späterer Schritt wäre dann vor diesem geschehen. Bitte prüfen Sie die Tage."))
    except LeadInTheWayError as error:
        words = {"partner": error.lead.partner.name, "day": f"{error.lead.valid_from:%d.%m.%Y}"}
        sentence = _("Seit %(day)s ist schon eine andere Federführung eingetragen: %(partner)s.")
        form.add_error("done_on", sentence % words)
    except IntegrityError as error:
        if ONCE not in str(error):
            raise
        form.add_error(None, _("Diesen Schritt hat gerade jemand anderes eingetragen. Bitte öffnen Sie die Seite neu."))
    return not form.errors


@require_POST
@requires(Permission.SPACES)
def delete(request: HttpRequest, pk: int, network: str, kind: str) -> HttpResponse:
    """Take out a step that was entered by mistake."""
    found = step_of(request, pk, network, kind)
    if found.pk is None:
        raise Http404
    try:
        with transaction.atomic():
            found.delete()
    except IntegrityError as error:
        if ORDER not in str(error.__cause__.diag.constraint_name):
            raise
        messages.error(request, _("Ein späterer Schritt ist schon geschehen. Nehmen Sie zuerst diesen heraus."))
        return redirect("staff_rollout_step", pk, network, kind)
    messages.success(request, _("Der Schritt ist gelöscht. In seinem Verlauf bleibt er sichtbar."))
    return redirect("staff_space", pk)
