from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0086_connecting_documents")]
    operations = [run_file(SQL / "0095_planned_moves.sql")]
