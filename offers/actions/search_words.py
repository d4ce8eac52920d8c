"""The words that the search comes with, for every town alike; what staff have written, changed or deleted stays theirs."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from kit.history import events_of
from offers.models import WordGroup

FILE = Path(settings.BASE_DIR, "fixtures", "search", "word_groups.toml")
CONTENT = ("said", "said_elsewhere", "meant")
# The ways (see kit.history.through) by which groups come out of the file; whatever came by another way, somebody wrote.
WAY = "search_words"
WAYS = frozenset((WAY, "example"))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the groups of the file; `kept` are those that staff have changed or deleted."""

    created: int
    changed: int
    unchanged: int
    kept: int


def groups_of_the_file() -> Iterator[WordGroup]:
    """Yield the groups that the search comes with, not saved."""
    for group in tomllib.loads(FILE.read_text("utf8"))["word_group"]:
        yield WordGroup(**group)


@transaction.atomic
def load_search_words() -> Loaded:
    """Create the groups of words that the search comes with, or bring those of an older file to this one.

    Call it within `through(WAY)`, by which the next call knows what nobody has changed since. A group that somebody has written,
    changed, renamed or deleted stays as it is, or away.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_search_words'))")
    there = {group.name: group for group in WordGroup.objects.select_for_update()}
    ours, touched = origins()
    new, changed, unchanged, kept = [], [], 0, 0
    for group in groups_of_the_file():
        saved = there.get(group.name)
        if group.name in touched or (saved and group.name not in ours):
            kept += 1
        elif saved is None:
            new.append(group)
        elif taken_over(saved, group):
            changed.append(saved)
        else:
            unchanged += 1
    # Somebody may be entering a group of the same name just now: theirs holds.
    WordGroup.objects.bulk_create(new, ignore_conflicts=True)
    WordGroup.objects.bulk_update(changed, CONTENT)
    return Loaded(len(new), len(changed), unchanged, kept)


def origins() -> tuple[set[str], set[str]]:
    """Return the names of groups that came out of the file, and of those that came or changed by another way."""
    ours: set[str] = set()
    touched: set[str] = set()
    for name, origin in events_of(WordGroup).objects.values_list("name", "pgh_context__metadata"):
        (ours if is_ours(origin) else touched).add(name)
    return ours, touched


def is_ours(origin: dict[str, Any] | None) -> bool:
    """Return whether a change came out of the file."""
    return origin is not None and origin.get("through") in WAYS


def taken_over(saved: WordGroup, group: WordGroup) -> bool:
    """Let a saved group say what another one says, and return whether that is something new."""
    is_new = any(getattr(saved, name) != getattr(group, name) for name in CONTENT)
    for name in CONTENT:
        setattr(saved, name, getattr(group, name))
    return is_new
