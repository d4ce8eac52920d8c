"""The search brought to a new day."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import OperationalError
from psycopg.errors import LockNotAvailable

KEPT_CHANGES = 200

# The same lock as offers_reindex(): who counts, counts alone.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('offers_reindex'))"
IS_OF_TODAY = "SELECT coalesce((SELECT day = offers_today() FROM offers_refresh), false)"
# A time that is over keeps its weekday among the offer's facets until the offer is written anew.
WRITE_ENDED = """
    SELECT offers_reindex(ids) FROM (
        SELECT array_agg(DISTINCT s.offer_id) AS ids FROM offers_schedule s, offers_refresh r
        WHERE coalesce(s.last_day, CASE WHEN s.kind = 'once' THEN s.first_day END) >= r.day
            AND coalesce(s.last_day, s.first_day) < offers_today()
    ) ended WHERE ids IS NOT NULL
"""
# A district that came to a social space since, or left one, takes its offers along; their copies are of the day before.
MOVED = """
    SELECT EXISTS (
        SELECT FROM sozialraum_socialspacemembership m, offers_refresh r
        WHERE m.valid_from > r.day AND m.valid_from <= offers_today() OR m.valid_until > r.day AND m.valid_until <= offers_today()
    )
"""
WRITE_MOVED = """
    SELECT offers_reindex(ids) FROM (
        SELECT array_agg(moving.id) AS ids FROM offers_refresh r, offers_moved(r.day, offers_today()) AS moving (id)
    ) moved WHERE ids IS NOT NULL
"""
# Kept choices hold the middle of each social space, and nobody wrote anything.
SAY_CHANGED = "INSERT INTO sozialraum_contentchange DEFAULT VALUES"
PRUNE = """
    DELETE FROM sozialraum_contentchange
    WHERE id <= (SELECT id FROM sozialraum_contentchange ORDER BY id DESC OFFSET %(keep)s - 1 LIMIT 1)
        AND (SELECT count(*) FROM sozialraum_contentchange) > %(keep)s
"""


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did."""

    counted: bool  # the tallies were of another day
    pruned: int  # rows of the content version that went


def refresh_search() -> Refreshed:
    """Bring the search's tallies to today and prune the content version; a second run finds nothing to do.

    Meant for every morning. Two at once do the work once.
    """
    return Refreshed(count_for_today(), prune_content_changes())


@transaction.atomic
def count_for_today() -> bool:
    """Count the search's tallies for today unless they are, and return whether that was needed."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(IS_OF_TODAY)
        if cursor.fetchone()[0]:
            return False
        cursor.execute(WRITE_ENDED)
        take_moved_along(cursor)
        cursor.execute("SELECT offers_retally()")
    return True


def take_moved_along(cursor: CursorWrapper) -> None:
    """Write anew what a planned move of a district concerns whose day has come since the last refresh."""
    cursor.execute(MOVED)
    if cursor.fetchone()[0]:
        cursor.execute(WRITE_MOVED)
        cursor.execute(SAY_CHANGED)


def prune_content_changes(keep: int = KEPT_CHANGES) -> int:
    """Delete old rows of the content version so that `keep` are left, and return how many went.

    The version is count and newest id, and no pair may ever come back, since a page of old content would then be taken
    for fresh. So nobody may be in the middle of writing (a row with a smaller id could appear later), and one new row
    makes the newest id one that nobody has seen. Where somebody is writing, the next run will do.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE sozialraum_contentchange IN SHARE ROW EXCLUSIVE MODE NOWAIT")
            cursor.execute(PRUNE, {"keep": keep})
            pruned = cursor.rowcount
            if pruned:
                cursor.execute(SAY_CHANGED)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        return 0
    return pruned
