"""Whoever writes raw numbers does so in here."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from monitoring.releasing import release

LOCK = "SELECT pg_advisory_xact_lock(hashtext('monitoring_numbers'))"


@contextmanager
def rewriting_numbers() -> Iterator[None]:
    """Let one at a time write raw numbers: what one has compared, another must not change before it is written.

    All is one transaction; another writer waits until it ends. What readers see follows from raw numbers, so it is decided anew at
    the end of the block, within the same transaction.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
        yield
        release()
