from pathlib import Path

from django.db import migrations

from kit.triggers import run_file, statement_trigger

SQL = Path(__file__).parent.parent / "sql"
# What the public pages of areas show.
TABLES = ["network_unitkind", "network_leadassignment"]


class Migration(migrations.Migration):
    dependencies = [("network", "0040_social_spaces")]
    operations = [
        run_file(SQL / "0041_rollout.sql"),
        *[statement_trigger("content_version", table, "content_changed()") for table in TABLES],
    ]
