"""The history of records: database triggers write down each change, whoever makes it and by whatever way.

An event holds a row as it was before the change, so that what a record said earlier follows from what it says now. Of a record
that is older than its history, or that was written with the triggers switched off, nothing is missing but the beginning.
"""

import datetime
from collections.abc import Iterable

import pghistory
from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.db import models
from django.utils import timezone
from pghistory.core import event_models
from pghistory.models import Context, Event

# Which transaction an event belongs to, and when exactly it was written: of two transactions that touch the same record, the one
# that wrote later ended later, whenever each began.
TRANSACTION = models.Func(function="txid_current", output_field=models.BigIntegerField())
WRITTEN_AT = models.Func(function="clock_timestamp", output_field=models.DateTimeField())
KEPT_FOR = relativedelta(years=10)
STAMPS = frozenset({"created_at", "updated_at"})  # they change with each change, and say nothing of their own


class RecordEvent(Event):
    """A row that came (`insert`), went (`delete`), or was changed (`update`), and in which transaction."""

    pgh_id = models.BigAutoField(primary_key=True)
    pgh_transaction = models.BigIntegerField(db_default=TRANSACTION)
    pgh_written_at = models.DateTimeField(db_default=WRITTEN_AT)

    class Meta:
        abstract = True


def track(model: type[models.Model], *, owner: str = "", exclude: Iterable[str] = ()) -> None:
    """Keep the history of a model's rows; `owner` is the foreign key to the record whose part each row is.

    Call it in the app's `models.history`, and make a migration: the table of events has the columns of the model.
    """
    hidden = {*exclude, *STAMPS} & {field.name for field in model._meta.fields}
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.DeleteEvent(),
        exclude=sorted(hidden),
        obj_field=None if owner else pghistory.ObjForeignKey(related_name="+", db_index=True),
        base_model=RecordEvent,
        level=pghistory.Statement,
        model_name=f"{model.__name__}Event",
        meta={"indexes": [models.Index(fields=[owner])]} if owner else {},
    )(model)


def track_links(model: type[models.Model], *names: str) -> None:
    """Keep the history of many-to-many fields: which link came and went."""
    for name in names:
        relation = model._meta.get_field(name)
        # Migrations know the table between two models only by a name of its own.
        link = type(
            _name_of_link(model, name),
            (relation.remote_field.through,),
            {"__module__": model.__module__, "Meta": type("Meta", (), {"proxy": True})},
        )
        pghistory.track(
            pghistory.InsertEvent(),
            pghistory.DeleteEvent(),
            exclude=["id"],
            obj_field=None,
            base_model=RecordEvent,
            level=pghistory.Statement,
            model_name=f"{link.__name__}Event",
            meta={"indexes": [models.Index(fields=[relation.m2m_field_name()])]},
        )(link)


def _name_of_link(model: type[models.Model], name: str) -> str:
    return f"{model.__name__}{name.title().replace('_', '')}"


def events_of(model: type[models.Model], link: str = "") -> type[RecordEvent]:
    """Return the model of the events of a tracked model's rows, or of one of its many-to-many fields."""
    name = _name_of_link(model, link) if link else model.__name__
    return apps.get_model(model._meta.app_label, f"{name}Event")


def through(way: str, user: int | None = None) -> pghistory.context:
    """Return a context in which each event says by which way it came about, such as "import", and who it was (by id), where one is named.

    Within another context it adds both.
    """
    return pghistory.context(through=way, **({"user": user} if user else {}))


def prune(now: datetime.datetime | None = None) -> int:
    """Delete events after ten years, and return how many; what is left still tells every later version whole."""
    limit = (now or timezone.now()) - KEPT_FOR
    pruned = 0
    for events in event_models():
        oldest = events.objects.order_by("pgh_id").values_list("pgh_created_at", flat=True).first()
        if oldest and oldest < limit:
            pruned += events.objects.filter(pgh_created_at__lt=limit).delete()[0]
    Context.objects.filter(created_at__lt=limit).delete()
    return pruned
