"""An offer as staff see it: with what is not public, and what can be done with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.choices import Permission
from network.models import User
from network.permissions import requires
from offers.deeds import deeds_with
from offers.models import Offer, Submission
from offers.permissions import offers_with
from offers.registers import place
from offers.sessions import Series
from offers.wording import describe_ages, describe_freshness, describe_times


@require_safe
@requires(Permission.READ)
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an offer whatever its status, to those who may see it."""
    today = timezone.localdate()
    seen = offers_with(Permission.READ, request.user).with_due()
    found = get_object_or_404(for_page(seen), pk=pk)
    context = {
        "offer": found,
        "place": place(found),
        "ages": describe_ages(found.month_span),
        "times": describe_times(map(Series.of_row, found.schedules.all()), today, by_arrangement=found.by_arrangement),
        "dead_links": found.labelled_dead_links(),
        "freshness": describe_freshness(found.confirmed_at, found.due_on, today),
        "is_public": Offer.objects.public_on(today).filter(pk=pk).exists(),
        "may_edit": may(Permission.EDIT, request.user, found),
        "may_merge": may(Permission.MERGE, request.user, found),
        "submission": Submission.objects.open().filter(offer=pk).first(),
        "is_led_on": seen.filter(pk=found.merged_into_id).exists(),
        "deeds": deeds_with(found, request.user),
    }
    return render(request, "offers/workspace/offer.html", context)


def may(permission: Permission, user: User, offer: Offer) -> bool:
    """Return whether somebody may change an offer so; nobody changes what is archived."""
    return offer.status != Offer.Status.ARCHIVED and offers_with(permission, user).filter(pk=offer.pk).exists()


def for_page(offers):
    """Fetch with offers what the page of one shows."""
    return (
        offers.select_related(
            "provider",
            "type",
            "facility__district",
            "district",
            "cost",
            "registration",
            "confirmed_by",
            "assigned_to",
            "programme",
            "funding_line",
        )
        .defer("district__boundary", "facility__district__boundary")
        .prefetch_related("schedules", "topics", "goals")
    )
