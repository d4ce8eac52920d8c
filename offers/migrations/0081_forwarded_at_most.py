from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('offers', '0080_funding'),
    ]

    operations = [run_file(SQL / "0081_funding.sql")]
