"""The versions of a record, found by going back from what it says now.

Each event holds a row as it was before the change. So the newest version is what the record says now, and each earlier one follows
by undoing the events of the transaction after it. What happened while the triggers were off is part of the version before.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Field, Model, Value

from kit.history import RecordEvent, events_of
from offers.content.reading import Content, in_order, row_of
from offers.content.reading import plain as plain_value
from offers.history.kinds import Kind

ROW = ""  # stands for the record's own row where others have the name of a link or part
STAMPS = ("pgh_id", "pgh_label", "pgh_transaction", "pgh_created_at", "pgh_written_at", "pgh_context_id", "metadata")


@dataclass(frozen=True)
class Version:
    """What a record said after a transaction, or (key 0) before the first that is known."""

    key: int  # stands for the version in addresses
    at: datetime.datetime | None
    origin: (
        dict[str, Any] | None
    )  # who (`user`), by which way (`through`) or on which page (`page`); None: outside of the portal
    content: Content
    before: Content | None  # None where the record came into being, or where nothing is known


@dataclass(frozen=True)
class Event:
    """One row that came, went or changed."""

    place: str  # ROW, or the name of a link or part
    label: str
    row: Any  # what stood there before: the columns; of a link the other record's id
    pk: int | None  # of a part
    number: int
    written_at: datetime.datetime
    transaction: tuple[Any, ...]
    origin: dict[str, Any] | None


@dataclass
class State:
    """A record at one moment, while events are being undone."""

    row: Content
    links: dict[str, set[int]]
    parts: dict[str, dict[int, Content]]
    exists: bool = True
    kind: Kind = field(kw_only=True)

    def undo(self, event: Event) -> None:
        if event.place == ROW:
            self.exists = event.label != "insert"
            self.row = event.row if event.label == "update" else self.row
        elif event.place in self.links:
            here = self.links[event.place]
            (here.discard if event.label == "insert" else here.add)(event.row)
        elif event.label == "insert":
            self.parts[event.place].pop(event.pk, None)
        else:
            self.parts[event.place][event.pk] = event.row

    def content(self) -> Content | None:
        """Return the moment as plain data; None before the record was there."""
        if not self.exists:
            return None
        links = {name: sorted(ids) for name, ids in self.links.items()}
        parts = {part.name: in_order(self.parts[part.name].values(), part) for part in self.kind.parts}
        return self.row | links | parts


def plain(value: Any) -> Any:
    """Return a column's value as plain data; of a moment the second counts as well."""
    return value.isoformat() if isinstance(value, datetime.datetime) else plain_value(value)


def versions_of(kind: Kind, record: Model) -> list[Version]:
    """Return the versions of a record, the newest first; as many queries for many as for one.

    The events are read before the record: what changes in between shows in the newest version, and no event is counted twice.
    """
    transactions = in_time(all_events(kind, record.pk))
    state = state_of(kind, kind.model._default_manager.get(pk=record.pk))
    versions: list[Version] = []
    for events in transactions:
        content = state.content()
        for event in reversed(events):
            state.undo(event)
        before = state.content()
        if content is not None and content != before:
            versions.append(Version(key_of(events), events[0].transaction[0], events[-1].origin, content, before))
    first = state.content()
    if first is not None:
        versions.append(Version(0, None, None, first, None))
    return versions


def key_of(events: list[Event]) -> int:
    return round(min(event.written_at for event in events).timestamp() * 1_000_000)


def in_time(events: Iterable[Event]) -> list[list[Event]]:
    """Return the events by transaction, that which wrote last first; within one in the order of writing.

    Two contexts in one transaction, which only a test has, count as two.
    """
    found: dict[tuple[Any, ...], list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: (event.written_at, event.number)):
        found[event.transaction].append(event)
    return sorted(found.values(), key=lambda group: group[-1].written_at, reverse=True)


def columns_of(kind: Kind) -> list[Field]:
    """Return the columns of a record whose history is kept, its id aside."""
    known = {column.name for column in events_of(kind.model)._meta.fields} - kind.derived
    return [column for column in kind.model._meta.fields if column.name in known and not column.primary_key]


def read(row: Model, columns: Iterable[Field]) -> Content:
    return {column.name: plain(getattr(row, column.attname)) for column in columns}


def state_of(kind: Kind, record: Model) -> State:
    """Return what a record says now."""
    links: dict[str, set[int]] = {name: set() for name in kind.links}
    for name, target in present_links(kind, record.pk):
        links[name].add(target)
    parts = {part.name: {row.pk: row_of(row, part) for row in getattr(record, part.name).all()} for part in kind.parts}
    return State(read(record, columns_of(kind)), links, parts, kind=kind)


def present_links(kind: Kind, pk: int) -> Iterable[tuple[str, int]]:
    """Return all links of a record as (field, id of the other one), with one query."""
    queries = []
    for name in kind.links:
        relation = kind.model._meta.get_field(name)
        mine = relation.remote_field.through._default_manager.filter(**{relation.m2m_field_name(): pk})
        queries.append(mine.values_list(Value(name), f"{relation.m2m_reverse_field_name()}_id"))
    return queries[0].union(*queries[1:], all=True) if queries else []


def all_events(kind: Kind, pk: int) -> list[Event]:
    """Return all events of a record, its links and its parts."""
    columns = columns_of(kind)
    events = [event_of(ROW, one, read(one, columns)) for one in stamped(kind.model).filter(pgh_obj=pk)]
    for part in kind.parts:
        rows = stamped(part.model).filter(**{part.owner: pk})
        events += [event_of(part.name, one, row_of(one, part), one.id) for one in rows]
    return events + link_events(kind, pk)


def stamped(model: type[Model], link: str = "") -> Any:
    return events_of(model, link).objects.annotate(metadata=F("pgh_context__metadata"))


def event_of(place: str, one: RecordEvent, row: Content, pk: int | None = None) -> Event:
    transaction = (one.pgh_created_at, one.pgh_transaction, one.pgh_context_id)
    return Event(place, one.pgh_label, row, pk, one.pgh_id, one.pgh_written_at, transaction, one.metadata)


def link_events(kind: Kind, pk: int) -> list[Event]:
    """Return the events of all many-to-many fields, with one query."""
    queries = []
    for name in kind.links:
        relation = kind.model._meta.get_field(name)
        mine = stamped(kind.model, name).filter(**{relation.m2m_field_name(): pk})
        queries.append(mine.values_list(Value(name), f"{relation.m2m_reverse_field_name()}_id", *STAMPS))
    if not queries:
        return []
    found = queries[0].union(*queries[1:], all=True)
    return [
        Event(name, label, target, None, number, written_at, (created_at, transaction, context), metadata)
        for name, target, number, label, transaction, created_at, written_at, context, metadata in found
    ]
