"""Readers learn when a commentary was written."""

from django.db import migrations

from kit.triggers import statement_trigger


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0060_district_comments")]
    operations = [statement_trigger("content_version", "monitoring_districtcomment", "content_changed()")]
