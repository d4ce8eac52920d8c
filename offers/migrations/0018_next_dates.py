from pathlib import Path

from django.db import migrations

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0017_rules_of_words_and_places")]
    operations = [run_file(SQL / "0010_next_dates.sql")]
