"""Looking for offers that are entered twice, and saying that two are two."""

from django.db import connection, transaction
from django.utils import timezone

from network.models import User
from offers.models import OfferTwins

SLICE = 300
# So many nobody has to wait for: 20 ms each among 100,000 offers.
FEW = 10
ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('offers_twins'))"
# What was noted last is taken first: whoever has just written something wants to see what it resembles.
TAKE = """
    WITH taken AS (
        DELETE FROM offers_unlooked
        WHERE offer_id IN (SELECT DISTINCT offer_id FROM offers_unlooked ORDER BY offer_id DESC LIMIT %s)
        RETURNING offer_id
    )
    SELECT coalesce(array_agg(DISTINCT offer_id), '{}') FROM taken
"""


@transaction.atomic
def look_for_twins(at_most: int = SLICE) -> int:
    """Compare the offers that were written since somebody looked with all others, and return how many were compared.

    Takes `at_most` of them, the newest first. Two at once do the work once: the second does nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(TAKE, [at_most])
        (ids,) = cursor.fetchone()
        if ids:
            cursor.execute("SELECT offers_look(%s)", [ids])
        return len(ids)


def look_for_newest_twins() -> int:
    """Compare what was written just now, so that the board counts it; how many it were, is returned."""
    return look_for_twins(at_most=FEW)


def look_for_all_twins() -> int:
    """Compare everything that waits for it, slice after slice, and return how many offers were compared."""
    compared = 0
    while done := look_for_twins():
        compared += done
    return compared


def tell_apart(twins: OfferTwins, *, by: User) -> bool:
    """Remember that two offers are two. Returns whether nobody had said so before."""
    return bool(OfferTwins.objects.filter(pk=twins.pk, apart_at=None).update(apart_at=timezone.now(), apart_by=by))


def suspect_again(twins: OfferTwins) -> bool:
    """Take back that two offers are two. Returns whether that was said."""
    told = OfferTwins.objects.filter(pk=twins.pk, apart_at__isnull=False)
    return bool(told.update(apart_at=None, apart_by=None))
