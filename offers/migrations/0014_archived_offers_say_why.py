from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offers", "0013_archived_reason")]
    operations = [
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "archived"), models.Q(("archived_reason", ""), _negated=True)),
                    models.Q(models.Q(("status", "archived"), _negated=True), ("archived_reason", "")),
                    _connector="OR",
                ),
                name="archived_offer_and_no_other_says_why",
                violation_error_message="Bitte sagen Sie, warum das Angebot archiviert ist (und nur dann).",
            ),
        ),
    ]
