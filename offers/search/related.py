"""Offers that somebody may like who looks at one."""

from django.db.models import BooleanField, Case, Exists, F, Func, IntegerField, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Abs

from offers.models import Entry, Offer, Reach
from offers.search.matching import current, one_after_another

MOST = 3
# Of each sort so many are looked at.
LOOKED_AT = 200
OLDEST = 325


def related(offer: Offer, area: str | None) -> list[Entry]:
    """Return the entries most like an offer, for its ages: of its type in the same area, of its type elsewhere, about its topics there.

    `area` as in Reach, None where an offer has no district; whatever is found everywhere is in each area.
    """
    facets = Entry.objects.filter(pk=offer.pk).values_list("facets", flat=True).first() or []
    kind = [facet for facet in facets if facet.startswith("art=")]
    topics = [facet for facet in facets if facet.startswith("thema=")]
    others = Entry.objects.filter(current()).exclude(pk=offer.pk)
    if offer.month_span:
        others = others.filter(ages__overlap=offer.month_span)
    # What is found everywhere comes with what is elsewhere: it is too much to look through for each page.
    here = others.filter(Exists(Reach.objects.filter(entry=OuterRef("pk"), area=area))) if area else others
    same = others.filter(facets__overlap=kind)
    sorts = [here.filter(facets__overlap=kind), same, here.filter(facets__overlap=topics)]
    statement, values = one_after_another([sort.values("pk")[:LOOKED_AT] for sort in sorts], enough=MOST - 1)
    found = Entry.objects.filter(RawSQL(f"offers_entry.offer_id IN ({statement})", values, output_field=BooleanField()))  # noqa: S611 (the values stand apart)
    return list(likest(found, offer, area, kind, topics)[:MOST])


def in_area(area: str) -> Exists:
    return Exists(Reach.objects.filter(entry=OuterRef("pk"), area__in=[area, Reach.EVERYWHERE]))


def likest(
    entries: QuerySet[Entry], offer: Offer, area: str | None, kind: list[str], topics: list[str]
) -> QuerySet[Entry]:
    """Return entries in the order of their likeness: of the same type, held in the area or reaching it, by topics, by ages."""
    held = Reach.objects.filter(entry=OuterRef("pk"), area=area, nearness=Reach.Nearness.HELD_HERE)
    near = [When(Exists(held), then=2), When(in_area(area), then=1)] if area else []
    likeness = worth(*near) + worth(When(facets__overlap=kind, then=3))
    for topic in topics:
        likeness += worth(When(facets__contains=[topic], then=1))
    return entries.annotate(likeness=likeness, apart=apart(offer)).order_by("-likeness", "apart", "title", "pk")


def worth(*cases: When) -> Case:
    return Case(*cases, default=0, output_field=IntegerField())


def apart(offer: Offer) -> Combinable:
    """Return by how many months the beginnings and ends of two offers' ages lie apart."""
    youngest, oldest = offer.month_span or (0, OLDEST)
    lower, upper = (Func(F("ages"), function=end, output_field=IntegerField()) for end in ("lower", "upper"))
    return Abs(lower - Value(youngest)) + Abs(upper - Value(oldest))
