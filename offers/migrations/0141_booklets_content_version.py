"""Everybody reads what is written for a booklet."""

from django.db import migrations

from kit.triggers import statement_trigger

TABLES = ["offers_parentguide", "offers_bookletchapter"]


class Migration(migrations.Migration):
    dependencies = [("offers", "0140_booklets"), ("sozialraum", "0002_content_version")]
    operations = [statement_trigger("content_version", table, "content_changed()") for table in TABLES]
