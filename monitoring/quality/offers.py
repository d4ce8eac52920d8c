"""Offers that nobody confirmed in time, by the districts where they are held or meant for, with the way to the list of staff."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from network.choices import Permission
from network.models import User
from offers.due import Due
from offers.models import Offer
from offers.permissions import offers_with
from sozialraum.models import District, SocialSpaceMembership

LATE = (Due.OVERDUE, Due.HIDDEN)


@dataclass(frozen=True)
class Late:
    """Offers of a district that are late in one way, and the list of exactly these."""

    number: int
    url: str


@dataclass(frozen=True)
class Row:
    """A district (or all, without one) with its late offers, in the order of LATE."""

    district: District | None
    late: Sequence[Late]


def late_offers(user: User) -> list[Row]:
    """Return all late offers that a person may see, and those of each district that has any; seven queries.

    Counted as the list of staff counts: an offer belongs to the district where it is held, and to those it is meant for.
    """
    today = timezone.localdate()
    published = offers_with(Permission.READ, user).filter(status=Offer.Status.PUBLISHED).with_due()
    by_state = {state: published.filter(Due.condition(state, today)) for state in LATE}
    totals = {state: set(offers.order_by().values_list("pk", flat=True)) for state, offers in by_state.items()}
    places = {state: by_district(offers) for state, offers in by_state.items()}
    rows = [Row(None, [Late(len(totals[state]), address(state)) for state in LATE])]
    for district in District.objects.for_families().defer("boundary", "parent__boundary"):
        late = [
            Late(len(places[state].get(district.pk, ())), address(state, stadtteil=district.slug)) for state in LATE
        ]
        if any(one.number for one in late):
            rows.append(Row(district, late))
    return rows


def by_district(offers: QuerySet[Offer]) -> dict[int, set[int]]:
    """Return the ids of offers by those of the districts that they belong to; three queries."""
    offers = offers.order_by()
    held = offers.annotate(place=Coalesce("district", "facility__district")).values_list("place", "pk")
    meant = offers.values_list("catchment_districts", "pk")
    today = timezone.localdate()
    spaces = SocialSpaceMembership.objects.on(today).filter(social_space__offers_reaching__in=offers.values("pk"))
    by_space = spaces.values_list("district", "social_space__offers_reaching")
    found: dict[int, set[int]] = defaultdict(set)
    for district, offer in [*held, *meant, *by_space]:
        if district:
            found[district].add(offer)
    return found


def address(state: str, **more: str) -> str:
    """Return the address of the list of staff that holds exactly these offers."""
    query = {"status": Offer.Status.PUBLISHED.value, "bestaetigung": state, **more}
    return f"{reverse('staff_offers')}?{urlencode(query)}"
