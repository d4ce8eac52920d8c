"""Everybody reads the published report of a year, so caches must learn when something in it changes."""

from django.db import migrations

from kit.triggers import statement_trigger

TABLES = [
    "monitoring_outcomemetric",
    "monitoring_outcometarget",
    "monitoring_outcomerecord",
    "monitoring_successreport",
]


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0085_public_success"), ("sozialraum", "0002_content_version")]
    operations = [statement_trigger("content_version", table, "content_changed()") for table in TABLES]
