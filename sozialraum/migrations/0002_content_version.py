from pathlib import Path

from django.db import migrations

from kit.triggers import run_file, statement_trigger

SQL = Path(__file__).parent.parent / "sql"
TABLES = [
    "sozialraum_municipality",
    "sozialraum_legaltext",
    "sozialraum_arealevel",
    "sozialraum_district",
    "sozialraum_socialspace",
    "sozialraum_socialspacemembership",
    "sozialraum_postcode",
    "sozialraum_postcode_districts",
    "sozialraum_streetsection",
    "sozialraum_schoolholiday",
]


class Migration(migrations.Migration):
    dependencies = [("sozialraum", "0001_initial")]
    operations = [
        run_file(SQL / "0001_content_change.sql"),
        *[statement_trigger("content_version", table, "content_changed()") for table in TABLES],
    ]
