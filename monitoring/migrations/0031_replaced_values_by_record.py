"""A replaced number is that of a record: finding it by indicator, day and area took minutes for a long file."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
    SET CONSTRAINTS ALL IMMEDIATE;
    UPDATE monitoring_replacedvalue AS old SET known_id = known.id
    FROM monitoring_indicatorvalue AS known
    WHERE known.indicator_id = old.indicator_id AND known.reference_date = old.reference_date
        AND coalesce(known.district_id, -known.social_space_id, 0) = coalesce(old.district_id, -old.social_space_id, 0);
    DELETE FROM monitoring_replacedvalue WHERE known_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0030_number_files"), ("monitoring", "0040_saved_views")]
    operations = [
        migrations.AddField(
            model_name="replacedvalue",
            name="known",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replaced",
                to="monitoring.indicatorvalue",
                verbose_name="Rohwert",
            ),
        ),
        # There is no way back to numbers that a record no longer stands for.
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="replacedvalue",
            name="known",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replaced",
                to="monitoring.indicatorvalue",
                verbose_name="Rohwert",
            ),
        ),
        migrations.RemoveConstraint(model_name="replacedvalue", name="replacedvalue_is_of_one_area"),
        migrations.RemoveConstraint(model_name="replacedvalue", name="import_replaces_a_value_once"),
        migrations.RemoveField(model_name="replacedvalue", name="district"),
        migrations.RemoveField(model_name="replacedvalue", name="social_space"),
        migrations.RemoveField(model_name="replacedvalue", name="indicator"),
        migrations.RemoveField(model_name="replacedvalue", name="reference_date"),
        migrations.AddConstraint(
            model_name="replacedvalue",
            constraint=models.UniqueConstraint(
                models.F("replaced_by"),
                models.F("known"),
                name="import_replaces_a_value_once",
                violation_error_message="Diesen Wert hat der Import schon ersetzt.",
            ),
        ),
    ]
