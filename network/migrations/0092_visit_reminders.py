from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0091_visit_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="visitrequest",
            name="reminded_on",
            field=models.DateField(blank=True, null=True, verbose_name="erinnert am"),
        ),
    ]
