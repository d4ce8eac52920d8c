from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0021_history'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['name'], name='partner_by_name'),
        ),
    ]
