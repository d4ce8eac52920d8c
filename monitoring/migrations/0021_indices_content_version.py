"""Readers learn when an index is made otherwise."""

from django.db import migrations

from kit.triggers import statement_trigger

TABLES = [
    "monitoring_compositeindex",
    "monitoring_indexpart",
    "monitoring_indexclass",
    "monitoring_indexexclusion",
]


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0020_indices")]
    operations = [statement_trigger("content_version", table, "content_changed()") for table in TABLES]
