"""Make the database say what rows say, writing nothing that it says already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from kit.links import set_links

BATCH = 1000
Key = tuple[Any, ...]


@dataclass
class Row:
    """What one record should hold: columns by their attribute names, and the ids behind its many-to-many fields."""

    values: dict[str, Any]
    links: dict[str, set[int]] = field(default_factory=dict)


@dataclass
class Counts:
    """What became of the rows of a kind."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        return self.created + self.changed + self.unchanged

    def add(self, other: "Counts") -> None:
        """Take in the numbers of another part of the same kind."""
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged


Tally = dict[type[Model], Counts]


def sync(model: type[Model], key: tuple[str, ...], rows: Iterable[Row]) -> Counts:
    """Create or change the records of `model` so that they hold what `rows` say; others stay as they are.

    `key` names the columns by which a row finds its record; no two rows may share it.
    """
    wanted = {tuple(row.values[name] for name in key): row for row in rows}
    saved = _saved(model, key, wanted)
    new = [found for found in wanted if found not in saved]
    differing = {found: _differing(record, wanted[found].values) for found, record in saved.items()}
    _create(model, new, wanted, saved)
    changed = {found for found, names in differing.items() if names}
    names = sorted({name for names in differing.values() for name in names})
    if changed:
        model._default_manager.bulk_update([saved[found] for found in changed], names, batch_size=BATCH)
    relinked = _link(model, {saved[found].pk: row.links for found, row in wanted.items()})
    changed |= {found for found in wanted if saved[found].pk in relinked}
    changed -= set(new)
    return Counts(len(new), len(changed), len(wanted) - len(new) - len(changed))


def _saved(model: type[Model], key: tuple[str, ...], wanted: Mapping[Key, Row]) -> dict[Key, Model]:
    first = key[0]
    records = model._default_manager.filter(**{f"{first}__in": {found[0] for found in wanted}})
    by_key = {tuple(getattr(record, name) for name in key): record for record in records}
    return {found: record for found, record in by_key.items() if found in wanted}


def _differing(record: Model, values: dict[str, Any]) -> list[str]:
    """Return the columns that must change; they change on `record` at once."""
    names = [name for name, value in values.items() if getattr(record, name) != value]
    for name in names:
        setattr(record, name, values[name])
    return names


def _create(model: type[Model], new: list[Key], wanted: Mapping[Key, Row], saved: dict[Key, Model]) -> None:
    records = model._default_manager.bulk_create([model(**wanted[found].values) for found in new], batch_size=BATCH)
    saved |= dict(zip(new, records, strict=True))


def _link(model: type[Model], wanted: dict[int, dict[str, set[int]]]) -> set[int]:
    """Make the many-to-many fields hold just these ids; return the records of which one changed."""
    touched: set[int] = set()
    for name in sorted({name for links in wanted.values() for name in links}):
        touched |= set_links(model, name, {pk: links.get(name, set()) for pk, links in wanted.items()})
    return touched


def sync_parts(model: type[Model], owner: str, wanted: dict[int, list[dict[str, Any]]]) -> Counts:
    """Make the parts (such as opening hours) of each owner just those that `wanted` names by the owner's id.

    `owner` is the column that refers to it. Parts have no name of their own, so an owner's are replaced together.
    """
    columns = sorted({name for parts in wanted.values() for part in parts for name in part})
    there: dict[int, list[tuple]] = defaultdict(list)
    for pk, *values in model._default_manager.filter(**{f"{owner}__in": list(wanted)}).values_list(owner, *columns):
        there[pk].append(tuple(values))
    right = {pk: [tuple(part[name] for name in columns) for part in parts] for pk, parts in wanted.items()}
    stale = [pk for pk, parts in right.items() if sorted(parts, key=repr) != sorted(there[pk], key=repr)]
    replaced = {pk for pk in stale if there[pk]}
    model._default_manager.filter(**{f"{owner}__in": replaced}).delete()
    records = [model(**{owner: pk}, **dict(zip(columns, part, strict=True))) for pk in stale for part in right[pk]]
    model._default_manager.bulk_create(records, batch_size=BATCH)
    changed = sum(len(right[pk]) for pk in replaced)
    return Counts(len(records) - changed, changed, sum(map(len, right.values())) - len(records))
