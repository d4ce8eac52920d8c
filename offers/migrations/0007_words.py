"""Bring the words around an offer to its page in one question."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('offers', '0006_own_address_own_point'),
    ]

    operations = [
        run_file(SQL / "0005_words.sql"),
        migrations.CreateModel(
            name='Words',
            fields=[
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='words', serialize=False, to='offers.offer')),
                ('type', models.TextField()),
                ('registration', models.TextField()),
                ('cost', models.TextField()),
                ('is_free', models.BooleanField()),
                ('programme', models.JSONField(null=True)),
                ('provider', models.JSONField()),
                ('facility_is_public', models.BooleanField()),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('target_groups', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('life_situations', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('accessibility', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('areas', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('languages', models.JSONField()),
                ('access', models.JSONField()),
                ('partners', models.JSONField()),
            ],
            options={
                'db_table': 'offers_words',
                'managed': False,
            },
        ),
    ]
