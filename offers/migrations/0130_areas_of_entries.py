from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("offers", "0124_unused_text_queries")]
    operations = [
        # Written below for all entries; until then, in the same transaction, nobody asks for it.
        migrations.AddField(
            model_name="entry",
            name="areas",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=24), default=list, size=None
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["areas"], name="entry_areas"),
        ),
        run_file(SQL / "0130_areas.sql"),
    ]
