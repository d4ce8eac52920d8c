from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offers", "0019_submissions")]
    operations = [
        migrations.RemoveConstraint("offer", "offer_is_reviewed_every_3_6_or_12_months"),
        migrations.AlterField(
            "offer",
            "review_months",
            models.PositiveSmallIntegerField(
                blank=True,
                choices=[
                    (None, "zu jeder Saison: bis 1. März und bis 1. September"),
                    (3, "alle drei Monate"),
                    (6, "jedes halbe Jahr"),
                    (12, "jedes Jahr"),
                ],
                default=12,
                null=True,
                verbose_name="zu prüfen",
            ),
        ),
        migrations.AddConstraint(
            "offer",
            models.CheckConstraint(
                condition=models.Q(review_months=None) | models.Q(review_months__in=[3, 6, 12]),
                name="offer_is_reviewed_every_3_6_or_12_months_or_season",
                violation_error_message="Bitte wählen Sie, wie oft das Angebot geprüft wird.",
            ),
        ),
    ]
