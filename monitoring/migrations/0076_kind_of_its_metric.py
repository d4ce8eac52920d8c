from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0075_outcomes'),
    ]

    operations = [run_file(SQL / "0076_outcomes.sql")]
