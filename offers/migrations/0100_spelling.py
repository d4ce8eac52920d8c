"""Words in one spelling, all of them known with their number."""

from pathlib import Path

from django.db import migrations, models

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0095_planned_moves")]
    operations = [
        # The words are all written anew below. A table with rows that are still to be checked cannot be altered.
        migrations.RunSQL("DELETE FROM offers_vocabulary", migrations.RunSQL.noop),
        migrations.AddField("vocabulary", "number", models.IntegerField(default=1)),
        migrations.AddField("vocabulary", "shown", models.TextField(default="")),
        migrations.RemoveIndex("vocabulary", "vocabulary_word"),
        run_file(SQL / "0100_spelling.sql"),
    ]
