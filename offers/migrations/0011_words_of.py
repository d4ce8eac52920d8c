from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0010_tally_by_ages")]
    operations = [run_file(SQL / "0008_words_of.sql")]
