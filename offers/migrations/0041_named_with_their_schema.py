from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0040_history")]
    operations = [run_file(SQL / "0041_named_with_their_schema.sql")]
