"""What is short-lived about offers, as lists are told: the search's copy of an offer does not hold what changes so shortly."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from offers.models import Closure, Offer
from offers.models.news import HOLDS_FOR
from sozialraum.calendar import Pause


class News(NamedTuple):
    """When an offer is off, the next closure first, and what was said lately of its places; None where nobody did."""

    pauses: tuple[Pause, ...] = ()
    free: int | None = None
    has_waiting_list: bool = False


NOTHING_NEW = News()


def closures_of(slugs: Iterable[str], day: datetime.date) -> dict[str, list[Pause]]:
    """Return the closures of some offers that are not over on a day, by the offers' slugs; one query at most."""
    found: dict[str, list[Pause]] = defaultdict(list)
    if wanted := list(slugs):
        coming = Closure.objects.coming(day).filter(offer__slug__in=wanted).order_by("first_day")
        for slug, *told in coming.values_list("offer__slug", "first_day", "last_day", "message"):
            found[slug].append(Pause(*told))
    return found


def news_of(slugs: Iterable[str], day: datetime.date) -> dict[str, News]:
    """Return what is new on a day about those of some offers of which there is something, by slug; one query at most."""
    found: dict[str, News] = {}
    if wanted := list(slugs):
        told = Offer.objects.filter(slug__in=wanted).alias(
            off=FilteredRelation("closures", condition=Q(closures__last_day__gte=day)),
            said=FilteredRelation("availability", condition=Q(availability__said_on__gt=day - HOLDS_FOR)),
        )
        rows = told.filter(Q(off__isnull=False) | Q(said__isnull=False)).order_by("off__first_day", "off__last_day")
        for slug, free, waiting, *off in rows.values_list(
            "slug", "said__free", "said__has_waiting_list", "off__first_day", "off__last_day", "off__message"
        ):
            pauses = (Pause(*off),) if off[0] else ()
            found[slug] = News(found.get(slug, NOTHING_NEW).pauses + pauses, free, bool(waiting))
    return found
