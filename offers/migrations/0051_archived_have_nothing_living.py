from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0032_archived_have_nothing_living'),
        ('offers', '0050_history_of_words'),
    ]

    operations = [run_file(SQL / "0051_archive.sql")]
