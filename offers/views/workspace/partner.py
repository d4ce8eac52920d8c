"""A partner as staff see it, and all its data as a file."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kit.zipping import zipped
from network.choices import Permission
from network.models import Partner
from network.permissions import facilities_with, partners_with, requires, standing_of
from offers.deeds import deeds_with
from offers.exports.takeout import Takeout
from offers.models import Offer, Submission
from offers.permissions import offers_with
from sozialraum.context import holidays_of

# So many facilities are named; a partner with more finds them in the list.
MOST = 50


@require_safe
@requires(Permission.READ)
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a partner, what it has by status, and who keeps its records."""
    found = get_object_or_404(partners_with(Permission.READ, request.user).select_related("kind", "parent"), pk=pk)
    keeps = partners_with(Permission.CONFIRM, request.user).filter(pk=pk).exists()
    context = {
        "partner": found,
        "states": states(offers_with(Permission.READ, request.user).filter(provider=found), f"anbieter={found.slug}"),
        "may_edit": partners_with(Permission.EDIT, request.user).filter(pk=pk).exists(),
        "deeds": deeds_with(found, request.user),
        "submission": Submission.objects.open().about(found).first(),
        "facilities": facilities_with(Permission.READ, request.user).filter(partner=found).order_by("name")[:MOST],
        "memberships": found.memberships.on(timezone.localdate()).select_related("network").order_by("network__name"),
        "contacts": found.contact_points.all(),
        "people": people(found) if keeps else None,
        "may_export": standing_of(request.user).allows(Permission.EXPORT)
        and partners_with(Permission.EXPORT, request.user).filter(pk=pk).exists(),
    }
    return render(request, "offers/workspace/partner.html", context)


def states(offers: QuerySet[Offer], narrowed: str) -> list[tuple[str, int, str]]:
    """Return offers by status: label, number, and the list of exactly these (`narrowed` by a part of its address)."""
    numbers = dict(offers.order_by().values_list("status").annotate(Count("pk")))
    path = reverse("staff_offers")
    return [
        (label, numbers[status], f"{path}?{narrowed}&status={status}")
        for status, label in Offer.Status.choices
        if status in numbers
    ]


def people(partner: Partner) -> QuerySet:
    """Return who keeps the partner's records; shown to those who keep them too, and to nobody else."""
    return partner.role_assignments.select_related("user").order_by("user__name", "user__email", "role")


@require_safe
@requires(Permission.EXPORT)
def takeout(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Return all data of a partner that the person may take, as a zip file that is written while it is sent."""
    user = request.user
    found = get_object_or_404(partners_with(Permission.EXPORT, user), pk=pk)
    taken = Takeout(
        partner=found,
        facilities=facilities_with(Permission.EXPORT, user).filter(partner=found).order_by("pk"),
        offers=offers_with(Permission.EXPORT, user).filter(provider=found).order_by("pk"),
        with_addresses=partners_with(Permission.CONFIRM, user).filter(pk=pk).exists(),
        now=timezone.now(),
        holidays=holidays_of(request),
    )
    headers = {"Content-Disposition": f'attachment; filename="{found.slug}.zip"'}
    return StreamingHttpResponse(zipped(taken.files()), content_type="application/zip", headers=headers)
