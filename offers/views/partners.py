"""Who is in the network: the directory and a partner's own page. They stand here because they show offers."""

from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from network.filters import PartnerFilter
from network.models import ContactPoint, Facility, Membership, Partner
from offers.cards import cards
from offers.models import Entry, Reach
from offers.search import Hit
from offers.views.gone import partner_gone
from sozialraum.context import holidays_of
from sozialraum.pages import public_page

PARTNERS_PER_PAGE = 60
OFFERS_PER_PAGE = 10
SHARED_OFFERS = 30


@public_page
def partner_list(request: HttpRequest) -> HttpResponse:
    """Show the members by kind, narrowed by word, network and kind."""
    directory = PartnerFilter(request.GET, queryset=Partner.objects.public())
    counts = kind_counts(directory.qs)
    page = paginated(request, for_directory(directory.qs), PARTNERS_PER_PAGE)
    context = {
        "form": directory.form,
        "remarks": directory.remarks,
        "chips": [
            (label, f"{name}={request.GET[name]}", without(request, name)) for name, label in directory.chosen().items()
        ],
        "total": sum(counts.values()),
        "sections": [(kind, counts[kind.pk], list(group)) for kind, group in groupby(page, key=lambda one: one.kind)],
        "page": page,
    }
    return render(request, "offers/partner_list.html", context)


@public_page
def partner_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who a partner is, how to reach it, what it offers today and where it lends a hand."""
    partner = for_page(Partner.objects.public()).filter(slug=slug).first()
    if partner is None:
        return partner_gone(request, slug)
    page = paginated(request, shown_today(Entry.objects.filter(offer__provider=partner)), OFFERS_PER_PAGE)
    context = {
        "partner": partner,
        "parent": partner.parent if partner.parent and partner.parent.is_public else None,
        "cards": cards([Hit(entry.card, Reach.Nearness.HELD_HERE) for entry in page], holidays_of(request)),
        "page": page,
        "shared": shown_today(Entry.objects.filter(offer__cooperation_partners=partner))[:SHARED_OFFERS],
    }
    return render(request, "offers/partner_detail.html", context)


def for_page(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """Fetch with a partner all that its page shows of the network."""
    memberships = Membership.objects.on(timezone.localdate()).select_related("network").order_by("network__name")
    return partners.select_related("kind", "parent").prefetch_related(
        Prefetch("units", Partner.objects.public(), to_attr="public_units"),
        Prefetch("memberships", memberships, to_attr="current_memberships"),
        Prefetch(
            "facilities", Facility.objects.public().select_related("kind", "district"), to_attr="public_facilities"
        ),
        Prefetch("contact_points", ContactPoint.objects.public(), to_attr="public_contact_points"),
    )


def for_directory(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """Fetch with partners what the directory shows, the number of today's offers as `offer_count`; by kind and name."""
    mine = shown_today(Entry.objects.filter(offer__provider=OuterRef("pk"))).order_by().values("offer__provider")
    count = Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)
    fetched = partners.annotate(offer_count=count).select_related("kind", "parent")
    return fetched.order_by("kind__order", "kind__name", "kind_id", "name", "pk")


def kind_counts(partners: QuerySet[Partner]) -> dict[int, int]:
    """Return how many of `partners` there are of each kind, by the kind's id."""
    return dict(partners.order_by().values_list("kind").annotate(Count("pk")))


def shown_today(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Keep what everybody may see today, by title."""
    today = timezone.localdate()
    return entries.filter(public_from__lte=today, public_until__gte=today).order_by("title", "pk")


def paginated(request: HttpRequest, rows: QuerySet, size: int) -> Page:
    """Return the page that the address asks for: the first where it asks for nonsense, the last where for too much."""
    return Paginator(rows, size).get_page(request.GET.get("seite"))


def without(request: HttpRequest, name: str) -> str:
    """Return the address of the directory without one of its parameters, from its first page."""
    query = request.GET.copy()
    for gone in (name, "seite"):
        query.pop(gone, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
