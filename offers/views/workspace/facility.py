"""A facility as staff see it: its facts with what is not public, and what is offered there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from network.choices import Permission
from network.permissions import facilities_with, requires
from offers.content import content_of
from offers.content.words import say_hours
from offers.deeds import deeds_with
from offers.models import Submission
from offers.permissions import offers_with
from offers.views.workspace.partner import states


@require_safe
@requires(Permission.READ)
def facility(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a facility, and the offers that are held there by status."""
    user = request.user
    seen = facilities_with(Permission.READ, user).select_related("partner", "kind", "district")
    found = get_object_or_404(seen.defer("district__boundary"), pk=pk)
    held = offers_with(Permission.READ, user).filter(facility=found)
    keeps = facilities_with(Permission.CONFIRM, user).filter(pk=pk).exists()
    context = {
        "facility": found,
        # Of a house in hiding the address is for those who keep its records.
        "shows_address": not found.address_is_confidential or keeps,
        "hours": say_hours(content_of(found)["opening_hours"]),
        "features": found.accessibility.order_by("name"),
        "states": states(held, f"einrichtung={found.slug}"),
        "may_edit": facilities_with(Permission.EDIT, user).filter(pk=pk).exists(),
        "deeds": deeds_with(found, user),
        "submission": Submission.objects.open().about(found).first(),
    }
    return render(request, "offers/workspace/facility.html", context)
