"""Look misspelt words up in a list of words instead of in the text of every offer."""

from pathlib import Path

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0011_words_of")]
    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.CreateModel(
            name="Vocabulary",
            fields=[("word", models.TextField(primary_key=True, serialize=False))],
            options={"indexes": [GinIndex(OpClass("word", "gin_trgm_ops"), name="vocabulary_word")]},
        ),
        # Before the copies are written anew: a table with rows that are still to be checked cannot be altered.
        migrations.RemoveIndex(model_name="entry", name="entry_words"),
        migrations.RemoveField(model_name="entry", name="words"),
        run_file(SQL / "0009_vocabulary.sql"),
    ]
