from pathlib import Path

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('offers', '0041_named_with_their_schema'),
    ]

    operations = [
        run_file(SQL / "0042_plain.sql"),
        migrations.AddField(
            model_name='offer',
            name='plain_text',
            field=models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Concat('title', models.Value(' '), 'summary'), function='offers_plain', output_field=models.TextField()), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=django.contrib.postgres.indexes.GinIndex(fields=['plain_text'], name='offer_by_letters', opclasses=['gin_trgm_ops']),
        ),
    ]
