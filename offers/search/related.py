"""Offers that somebody may like who looks at one."""

from django.db.models import Exists, F, Func, IntegerField, OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Abs

from offers.models import Entry, Offer, Reach
from offers.search.matching import current

MOST = 3
ANY_AGE = 325


def related(offer: Offer, area: str | None) -> QuerySet[Entry]:
    """Return the entries most like an offer: of its type, for its age, in the same area or found everywhere.

    First what takes place in that area, then what is for about the same ages. `area` as in Reach, None where an offer has no
    district.
    """
    alike = Entry.objects.filter(current(), facets__contains=[f"art={offer.type.code}"]).exclude(pk=offer.pk)
    if offer.month_span:
        alike = alike.filter(ages__overlap=offer.month_span)
    there = Reach.objects.filter(entry=OuterRef("pk"))
    if area:
        alike = alike.filter(Exists(there.filter(area__in=[area, Reach.EVERYWHERE])))
    held_here = Exists(there.filter(area=area, nearness=Reach.Nearness.HELD_HERE)) if area else Value(value=False)
    return alike.annotate(held_here=held_here, apart=apart(offer)).order_by("-held_here", "apart", "title", "pk")[:MOST]


def apart(offer: Offer) -> Combinable:
    """Return by how many months the beginnings and ends of two offers' ages lie apart."""
    youngest, oldest = offer.month_span or (0, ANY_AGE)
    lower, upper = (Func(F("ages"), function=end, output_field=IntegerField()) for end in ("lower", "upper"))
    return Abs(lower - Value(youngest)) + Abs(upper - Value(oldest))
