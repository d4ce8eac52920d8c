"""Whoever writes raw numbers does so in here."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from monitoring.releasing import Change, release

LOCK = "SELECT pg_advisory_xact_lock(hashtext('monitoring_numbers'))"


@contextmanager
def rewriting_numbers() -> Iterator[set[Change]]:
    """Let one at a time write raw numbers: what one has compared, another must not change before it is written.

    The block fills the set with what it changes: ids of indicators, each with a day. What readers see follows from raw numbers, so it is
    decided anew for these, and for what they touch, at the end of the block. All is one transaction; another writer waits until it ends.
    """
    changed: set[Change] = set()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
        yield changed
        if changed:
            release(changed)
