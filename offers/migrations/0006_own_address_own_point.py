from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0005_refuse_unknown_ages")]
    operations = [run_file(SQL / "0004_own_address.sql")]
