"""Ask why an offer was archived; what is archived already says that nobody asked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offers", "0012_vocabulary")]
    operations = [
        migrations.AddField(
            model_name="offer",
            name="archived_reason",
            field=models.CharField(
                blank=True,
                help_text="nur, wenn der Status „archiviert“ ist",
                max_length=200,
                verbose_name="Grund der Archivierung",
            ),
        ),
        migrations.RunSQL(
            "UPDATE offers_offer SET archived_reason = 'ohne Angabe' WHERE status = 'archived'", migrations.RunSQL.noop
        ),
    ]
