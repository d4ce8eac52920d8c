"""An earlier version brought back."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import FileField, Model
from django.utils.functional import Promise

from network.choices import Permission
from network.models import User
from network.permissions import partners_with
from offers.actions.hosts import is_seen
from offers.content import apply
from offers.content.reading import Content
from offers.history.kinds import Kind
from offers.history.reading import Version, versions_of
from offers.history.telling import Words
from offers.models import Offer
from offers.permissions import wants_four_eyes

# What somebody needs who may change a record.
EDITING: Final = Permission.EDIT


class NotRestoredError(Exception):
    """The record could not be brought back to a version."""


class ChangedMeanwhileError(NotRestoredError):
    """Somebody changed the record after the page was opened on which a person decided."""


class BrokenRuleError(NotRestoredError):
    """A rule does not allow any more what the version says."""


@dataclass(frozen=True)
class Plan:
    """What a restore would write, and which fields it cannot bring back whole because what they refer to is gone."""

    content: Content
    gone: list[str | Promise] = field(default_factory=list)
    not_mine: bool = False  # it would hand the record to a partner for whom this person does not act


def permission_to_restore(kind: Kind, record: Model) -> Permission:
    """Return what somebody needs who wants to bring back a version: what families see changes by a review alone."""
    shown = record.status == Offer.Status.PUBLISHED if isinstance(record, Offer) else is_seen(record)
    return Permission.PUBLISH if shown else EDITING


def may_restore(kind: Kind, record: Model, user: User) -> bool:
    """Return whether a person may bring back versions of a record."""
    if not kind.content:
        return False
    needed = permission_to_restore(kind, record)
    if needed == Permission.PUBLISH and wants_four_eyes():
        # Somebody else has to look at it: who wants the old words back writes them into the form.
        return False
    return kind.records(needed, user).filter(pk=record.pk).exists()


def plan(kind: Kind, now: Content, version: Version, words: Words, user: User) -> Plan:
    """Return what it takes to bring a record back to a version; status and confirmation stay as they are.

    Of lists what is gone is left out; a field that referred to a single record keeps what it says now.
    """
    content, gone, not_mine = {}, [], False
    for name in kind.content:
        if name not in version.content or version.content[name] == now[name]:
            continue
        value = version.content[name]
        if lost := is_lost(kind, words, name, value):
            gone.append(words.label(name))
        if name == kind.owner and not lost and not acts_for(user, value):
            not_mine = True
        elif not lost:
            content[name] = value
        elif name in kind.links:
            content[name] = sorted(set(value) - set(words.missing(name, value)))
    return Plan(content, gone, not_mine)


def is_lost(kind: Kind, words: Words, name: str, value: Any) -> bool:
    """Return whether something that a field refers to, a record or a file, is no longer there."""
    if words.missing(name, value):
        return True
    column = kind.model._meta.get_field(name)
    return isinstance(column, FileField) and bool(value) and not column.storage.exists(value)


def acts_for(user: User, partner: int) -> bool:
    return partners_with(EDITING, user).filter(pk=partner).exists()


@transaction.atomic
def restore(kind: Kind, pk: int, key: int, *, seen: int, by: User) -> None:
    """Bring a record back to the version `key`; `seen` is the newest one that the person knew.

    Waits for whoever changes the record at the moment. Raises DoesNotExist where the person may not or there is no such version,
    ChangedMeanwhileError, and BrokenRuleError.
    """
    record = kind.records(Permission.READ, by).select_for_update(of=["self"]).get(pk=pk)
    if not may_restore(kind, record, by):
        raise kind.model.DoesNotExist
    versions = versions_of(kind, record)
    wanted = next((version for version in versions if version.key == key), None)
    if wanted is None:
        raise kind.model.DoesNotExist
    if versions[0].key != seen:
        raise ChangedMeanwhileError
    now = versions[0].content
    words = Words(kind, [wanted.content])
    try:
        with transaction.atomic():
            write(kind, record, plan(kind, now, wanted, words, by).content)
    except (IntegrityError, ValidationError) as error:
        raise BrokenRuleError from error


def write(kind: Kind, record: Model, content: Content) -> None:
    """Make a record say what a content says; its own rules are asked too, since the database does not see them all."""
    apply(record, content)
    if kind.model is not Offer:
        record.full_clean(exclude={column.name for column in record._meta.fields} - content.keys())
