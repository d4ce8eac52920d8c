"""The networks in the workspace: which there are, who belongs to them, who comes in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions import AlreadyMemberError, answer_accession, begin_accession, withdraw_accession
from network.choices import Permission
from network.forms.networks import AccessionForm
from network.models import Accession, CouncilDecision, Goal, Measure, Membership, MissionStatement, Network, Partner
from network.permissions import (
    documents_seen_by,
    is_leading,
    leads_a_network,
    networks_in_sight,
    networks_with,
    partners_to_sign_for,
    requires,
    standing_of,
)
from network.views.records import kept

PER_PAGE = 100
SHOWN = 10
Way = Accession.Way


@require_safe
@requires(Permission.READ)
def networks(request: HttpRequest) -> HttpResponse:
    """List the networks that a person knows from inside, and the ways to what is common to them."""
    standing = standing_of(request.user)
    context = {
        "networks": networks_in_sight(request.user).order_by("name"),
        "leads": is_leading(request.user),
        "founds": Permission.NETWORK in standing.everywhere,
        "document_count": documents_seen_by(request.user).count(),
    }
    return render(request, "network/workspace/networks/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ)
def network(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a network to those inside it; invite a partner into it, or ask for the own one to be let in."""
    found = get_object_or_404(networks_in_sight(request.user), pk=pk)
    today = timezone.localdate()
    leads = networks_with(Permission.NETWORK, request.user).filter(pk=pk).exists()
    members = Membership.objects.on(today).filter(network=found)
    outside = Partner.objects.living().exclude(pk__in=members.values("partner")).order_by("name")
    partners = outside if leads else partners_to_sign_for(request.user).filter(pk__in=outside)
    form = AccessionForm(request.POST or None, partners=partners)
    way = Way.INVITATION if leads else Way.REQUEST
    if form.is_valid() and begun(form, request, found, way):
        messages.success(request, _("Die Einladung ist unterwegs.") if leads else _("Ihre Anfrage ist unterwegs."))
        return redirect("staff_network", pk)
    open_ones = found.accessions.open().select_related("partner")
    mine = partners_to_sign_for(request.user)
    context = {
        "network": found,
        "leads": leads,
        "page": Paginator(members.by_kind(), PER_PAGE).get_page(request.GET.get("seite")),
        "mandates": found.mandates.on(today).select_related("partner"),
        "links": found.agreed_links.on(today).select_related("first", "second"),
        "versions": [(one, one.state()) for one in found.rules.all() if leads or not one.is_draft],
        "documents": documents_seen_by(request.user).filter(network=found)[:SHOWN],
        "accessions": open_ones if leads else open_ones.filter(partner__in=mine),
        "form": form if partners.exists() else None,
    }
    return render(request, "network/workspace/networks/network.html", context)


def begun(form: AccessionForm, request: HttpRequest, found: Network, way: Way) -> bool:
    """Begin an accession, or say beside the partner why that cannot be."""
    try:
        with transaction.atomic():
            begin_accession(network=found, way=way, by=request.user, **form.cleaned_data)
    except AlreadyMemberError:
        form.add_error("partner", _("Dieser Partner ist schon Mitglied."))
    except IntegrityError:
        form.add_error("partner", _("Für diesen Partner ist schon eine Einladung oder Anfrage offen."))
    return not form.errors


@require_POST
@requires(Permission.READ)
def accession(request: HttpRequest, pk: int, accession: int) -> HttpResponse:
    """Answer an invitation or a request, or take the own one back."""
    found = get_object_or_404(networks_in_sight(request.user), pk=pk)
    leads = networks_with(Permission.NETWORK, request.user).filter(pk=pk).exists()
    mine = partners_to_sign_for(request.user)
    may = Accession.objects.filter(network=found)
    asked = get_object_or_404(may if leads else may.filter(partner__in=mine), pk=accession)
    answer = request.POST.get("antwort", "")
    answers = asked.way == (Way.REQUEST if leads else Way.INVITATION)
    if answer in {"annehmen", "ablehnen"} and answers:
        done = answer_accession(accession=asked, accepted=answer == "annehmen", by=request.user)
    elif answer == "zuruecknehmen" and not answers:
        done = withdraw_accession(accession=asked, by=request.user)
    else:
        messages.error(request, _("Bitte wählen Sie eine Antwort."))
        return redirect("staff_network", pk)
    if done:
        messages.success(request, _("Die Antwort ist eingetragen."))
    else:
        messages.warning(request, _("Jemand anderes hat das gerade beantwortet."))
    # Who declined an invitation sees the network no more.
    still = networks_in_sight(request.user).filter(pk=pk).exists()
    return redirect("staff_network", pk) if still else redirect("staff_networks")


@require_safe
@leads_a_network
def decisions(request: HttpRequest) -> HttpResponse:
    """List the decisions, the newest first."""
    found = kept(CouncilDecision, request.user).select_related("body", "network")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "network/workspace/networks/decisions.html", {"page": page})


@require_safe
@leads_a_network
def goals(request: HttpRequest) -> HttpResponse:
    """List mission statements, goals and measures; what is overdue is marked."""
    today = timezone.localdate()
    measures = kept(Measure, request.user)
    context = {
        "founds": Permission.NETWORK in standing_of(request.user).everywhere,
        "statements": kept(MissionStatement, request.user),
        "goals": kept(Goal, request.user).with_progress(public=False),
        "page": Paginator(measures.select_related("goal", "owner"), PER_PAGE).get_page(request.GET.get("seite")),
        "overdue": set(measures.overdue(today).values_list("pk", flat=True)),
    }
    return render(request, "network/workspace/networks/goals.html", context)
