"""Offers that may be entered twice: whom the form warns of, and which pairs wait for somebody to decide.

What resembles what is said once, by the database's function `offers_resembling` (offers/sql/0033_twins.sql).
"""

from django.contrib.gis.geos import Point
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Case, FloatField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from network.choices import Permission
from network.models import Facility, User
from offers.models import Offer, OfferTwins
from offers.permissions import offers_with

MOST_SHOWN = 5
# More than so many are not counted, since nobody works through them in a day.
MOST_COUNTED = 100
# More than any form shows, so that enough are left of which a person may know.
MOST_COMPARED = 200
RESEMBLING = """
    SELECT offer_id, likeness FROM offers_resembling(%s, %s, %s::geography, %s::int4range)
    ORDER BY likeness DESC LIMIT %s
"""


def resembling(  # noqa: PLR0913 - what a form knows of an offer, each by its name
    *,
    user: User,
    title: str,
    provider_id: int | None,
    facility_id: int | None,
    point: Point | None,
    ages: NumericRange | None,
    all_ages: bool = False,
    exclude_pk: int | None = None,
) -> QuerySet[Offer]:
    """Return the few offers that are most like one that somebody is writing, the likest first, with their `likeness` (0–1).

    The point counts before that of the facility. Ages that are not known yet (neither `ages` nor `all_ages`) overlap
    everything. Only offers that everybody may read today or that `user` may read as staff are among them.
    """
    place = point or place_of(facility_id)
    with connection.cursor() as cursor:
        # Asked for by itself and not within the next query: it takes 20 ms among 100,000 offers, and 700 ms so.
        facts = [title, provider_id, place.ewkt if place else None, None if all_ages else ages]
        cursor.execute(RESEMBLING, [*facts, MOST_COMPARED])
        likeness = {pk: alike for pk, alike in cursor.fetchall() if pk != exclude_pk}
    few = [offers.filter(pk__in=likeness).values("pk") for offers in (offers_with(Permission.READ, user), public())]
    told = Case(
        *(When(pk=pk, then=Value(alike)) for pk, alike in likeness.items()), default=0.0, output_field=FloatField()
    )
    found = Offer.objects.filter(Q(pk__in=few[0]) | Q(pk__in=few[1]), pk__in=likeness).annotate(likeness=told)
    return found.select_related("provider").order_by("-likeness", "pk")[:MOST_SHOWN]


def public() -> QuerySet[Offer]:
    return Offer.objects.public_on(timezone.localdate())


def place_of(facility_id: int | None) -> Point | None:
    """Return where a facility is, as far as everybody may know it."""
    found = Facility.objects.filter(pk=facility_id, address_is_confidential=False)
    return found.values_list("point", flat=True).first()


def twins_of(user: User) -> QuerySet[OfferTwins]:
    """Return the pairs of offers of which a person may say what they are, the newest first."""
    return OfferTwins.objects.among(offers_with(Permission.MERGE, user))


def number_of_twins(user: User) -> int:
    """Count the suspected pairs of a person; MOST_COUNTED + 1 where there are more than that."""
    return twins_of(user).suspected().order_by()[: MOST_COUNTED + 1].count()


def reasons(twins: OfferTwins) -> str:
    """Return why two offers are suspected, in a sentence."""
    same = twins.likeness > 1 - 1e-6
    facts = [
        _("haben denselben Titel") if same else _("haben ähnliche Titel"),
        _("kommen vom selben Anbieter") if twins.has_one_provider else "",
        _("finden am selben Ort statt") if twins.is_near else "",
    ]
    told = get_text_list([fact for fact in facts if fact], _("und"))
    return _("Beide %(facts)s. Die Altersangaben überschneiden sich.") % {"facts": told}
