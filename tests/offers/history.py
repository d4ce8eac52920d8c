"""Editing records in tests, each edit a version of its own."""

from django.db import connection

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
