"""Editing records in tests, each edit a version of its own."""

import uuid

from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Model

from kit.history import through
from offers.history import Version, kind_of, versions_of


def edit(record, way="import", **fields):
    """Write columns of a record as one version."""
    with through(way):
        type(record).objects.filter(pk=record.pk).update(**fields)


def versions(record) -> list[Version]:
    """Return the versions of a record, the newest first."""
    return versions_of(kind_of(type(record)), record)


def run(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def new_word(model: type[Model], **fields) -> Model:
    """Return a new word of any of the lists with which records are described, and the word above it where it has one."""
    told = {"code": f"wort-{uuid.uuid4()}", "name": "Ein Wort"} | fields
    for column in model._meta.concrete_fields:
        if column.is_relation and not column.null:
            told.setdefault(column.name, new_word(column.related_model))
        elif column.name == "ages":
            told.setdefault(column.name, NumericRange(0, 12))
    return model.objects.create(**told)
