import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offers', '0023_due'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='assigned_to',
            field=models.ForeignKey(blank=True, help_text='wer sich darum kümmert', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_offers', to=settings.AUTH_USER_MODEL, verbose_name='zugewiesen an'),
        ),
    ]
