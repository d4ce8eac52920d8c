from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0009_map_address_and_totals")]
    operations = [run_file(SQL / "0007_tally_by_ages.sql")]
