"""Whoever writes raw numbers does so in here."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from monitoring.releasing import release

LOCK = "SELECT pg_advisory_xact_lock(hashtext('monitoring_numbers'))"


@contextmanager
def rewriting_numbers() -> Iterator[set[int]]:
    """Let one at a time write raw numbers: what one has compared, another must not change before it is written.

    The block fills the set with the ids of the indicators that it changes. What readers see follows from raw numbers, so it is decided
    anew for these at the end of the block. All is one transaction; another writer waits until it ends.
    """
    changed: set[int] = set()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
        yield changed
        if changed:
            release(changed)
