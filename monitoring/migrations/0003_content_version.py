"""Readers learn when what they may see of the numbers changed."""

from django.db import migrations

from kit.triggers import statement_trigger

TABLES = ["monitoring_indicatorfield", "monitoring_indicator", "monitoring_seriesbreak", "monitoring_releasedvalue"]


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_history"), ("sozialraum", "0002_content_version")]
    operations = [statement_trigger("content_version", table, "content_changed()") for table in TABLES]
