from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0033_twins")]
    operations = [run_file(SQL / "0033_twins.sql"), run_file(SQL / "0034_merged.sql")]
