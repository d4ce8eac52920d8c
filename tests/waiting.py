"""Waiting for what comes by itself: as long as it takes, since a busy machine is no fault of the code."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
PATIENCE = 120.0  # seconds


def soon(look: Callable[[], T], wanted: T) -> T:
    """Return what there is to see, as soon as it is what is wanted, or else what it is when patience ends."""
    end = time.monotonic() + PATIENCE
    while (seen := look()) != wanted and time.monotonic() < end:
        time.sleep(0.01)
    return seen


def is_waited_for() -> bool:
    """Return whether some other connection waits for what this one holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])
