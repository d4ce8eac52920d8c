"""What people write about a kind of record: which fields, in which order, and how they are stored."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Part:
    """Rows that belong to a record, such as its times."""

    name: str  # by which the record knows them
    model: type[Model]
    owner: str  # the foreign key to the record
    columns: tuple[str, ...]  # what tells one from another
    ordered_by: tuple[str, ...]


@dataclass(frozen=True)
class Schema:
    """The fields of one kind of record. Of a kind without any, only links and parts are known."""

    model: type[Model]
    fields: tuple[str, ...] = ()  # in the order in which people read them
    links: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    # How fields are told that need a word of their own, and those of which an empty one says something too.
    peculiar: dict[str, Callable[[Any], str]] = field(default_factory=dict)
    never_empty: frozenset[str] = frozenset()

    @cached_property
    def part_by_name(self) -> dict[str, Part]:
        return {part.name: part for part in self.parts}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return those fields that are columns of the record itself."""
        return tuple(name for name in self.fields if name not in {*self.links, *self.part_by_name})

    def referred(self, name: str) -> type[Model] | None:
        """Return the model to which a field refers; None for a field that holds its value itself."""
        return None if name in self.part_by_name else self.model._meta.get_field(name).related_model

    def label(self, name: str) -> str | Promise:
        """Return what a field is called in forms and lists."""
        if name in self.part_by_name:
            return self.part_by_name[name].model._meta.verbose_name_plural
        return _("Kurzname") if name == "slug" else self.model._meta.get_field(name).verbose_name
