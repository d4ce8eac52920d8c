"""Refuse an offer of which nobody knows the ages, and a part of a pregnancy."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offers', '0004_freshen_once'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='offer',
            name='offer_names_ages_or_is_for_all_ages',
        ),
        migrations.RemoveConstraint(
            model_name='offer',
            name='pregnancy_is_meant_whole',
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ages', None), ('all_ages', True)), models.Q(('ages__isempty', False), ('ages__isnull', False), ('all_ages', False)), _connector='OR'), name='offer_names_ages_or_is_for_all_ages', violation_error_message='Bitte ein Alter angeben oder „für jedes Alter“ wählen.'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('ages', None), models.Q(models.Q(('ages__startswith__gt', -9), ('ages__startswith__lt', 0), _negated=True), models.Q(('ages__endswith__gt', -9), ('ages__endswith__lt', 0), _negated=True)), _connector='OR'), name='pregnancy_is_meant_whole', violation_error_message='Die Schwangerschaft gilt als Ganzes (−9 bis 0 Monate).'),
        ),
    ]
