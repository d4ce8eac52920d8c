from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0031_archive'),
    ]

    operations = [run_file(SQL / "0032_archive.sql")]
