"""The networks: all of them, one of them, and the rules by which it works. They stand here because they lead to partners and offers."""

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from network.models import (
    CoordinationMandate,
    CouncilDecision,
    Document,
    Goal,
    LeadAssignment,
    Membership,
    MissionStatement,
    Network,
    RulesOfProcedure,
)
from sozialraum.pages import public_page

MEMBERS_PER_PAGE = 120
SHOWN = 5  # of documents and decisions, beside the way to all of them


@public_page
def networks(request: HttpRequest) -> HttpResponse:
    """Show the networks, who coordinates which ages, and the ways to mission, goals, documents and decisions."""
    today = timezone.localdate()
    context = {
        "networks": with_member_counts(Network.objects.all()),
        "mandates": CoordinationMandate.objects.on(today).for_public(),
        "mission": MissionStatement.objects.on(today).first(),
        "goals": Goal.objects.public().with_progress(public=True),
        "document_count": Document.objects.public().count(),
        "decision_count": CouncilDecision.objects.public().count(),
    }
    return render(request, "offers/networks/networks.html", context)


def with_member_counts(found: QuerySet[Network]) -> QuerySet[Network]:
    """Annotate how many public partners belong to each network today (`member_count`), and whether rules are in force."""
    today = timezone.localdate()
    is_open = Q(memberships__valid_until=None) | Q(memberships__valid_until__gt=today)
    now = Q(memberships__valid_from__lte=today, memberships__partner__is_public=True) & is_open
    in_force = RulesOfProcedure.objects.on(today).filter(network=OuterRef("pk"))
    counted = found.annotate(member_count=Count("memberships", filter=now), has_rules=Exists(in_force))
    return counted.order_by("youngest_months", "oldest_months", "name")


@public_page
def network_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a network is for, who coordinates it, who belongs to it since when, and by what it works."""
    network = get_object_or_404(Network, slug=slug)
    today = timezone.localdate()
    members = Membership.objects.on(today).filter(network=network, partner__is_public=True)
    page = Paginator(members.by_kind(), MEMBERS_PER_PAGE).get_page(request.GET.get("seite"))
    rules = network.rules.on(today).annotate(signed_count=Count("signatures")).first()
    context = {
        "network": network,
        "mandates": CoordinationMandate.objects.on(today).for_public().filter(network=network),
        "page": page,
        "sections": [(kind, list(group)) for kind, group in groupby(page, key=lambda one: one.partner.kind)],
        "rules": rules,
        "leads": current_leads(network),
        "documents": Document.objects.public().filter(network=network)[:SHOWN],
        "decisions": CouncilDecision.objects.public().filter(network=network).select_related("body")[:SHOWN],
        "goals": Goal.objects.public().filter(network=network).with_progress(public=True),
    }
    return render(request, "offers/networks/network.html", context)


def current_leads(network: Network) -> QuerySet[LeadAssignment]:
    """Return who leads a network in which social space today, with the documents in which that was decided."""
    leads = LeadAssignment.objects.on(timezone.localdate()).filter(network=network, partner__archived_reason="")
    return (
        leads.select_related("social_space", "partner", "document")
        .defer("document__search")
        .order_by("social_space__name")
    )


@public_page
def network_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the rules in force, or an earlier version (`fassung`), and which members have signed it."""
    network = get_object_or_404(Network, slug=slug)
    versions = list(network.rules.public())
    asked = request.GET.get("fassung", "")
    shown = next((one for one in versions if str(one.number) == asked), None) if asked else next(iter(versions), None)
    if shown is None:
        raise Http404
    public = shown.signatures.filter(partner__is_public=True).select_related("partner").order_by("partner__name")
    context = {
        "network": network,
        "rules": shown,
        "state": shown.state(),
        "versions": [(one, one.state()) for one in versions if one != shown],
        "signatures": public,
        "hidden_count": shown.signatures.count() - len(public),
        "member_count": Membership.objects.on(timezone.localdate()).bound().filter(network=network).count(),
    }
    return render(request, "offers/networks/rules.html", context)
