import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offers', '0026_assigned_to'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(choices=[('staff_offers', 'Angebote'), ('staff_facilities', 'Einrichtungen'), ('staff_partners', 'Partner')], max_length=20, verbose_name='Liste')),
                ('name', models.CharField(help_text='zum Beispiel „Meine überfälligen Kurse in Rheydt“', max_length=80, verbose_name='Name der Ansicht')),
                ('query', models.CharField(blank=True, max_length=2000, verbose_name='Filter')),
                ('is_shared', models.BooleanField(default=False, help_text='für alle, die beim selben Partner, Netzwerk oder Sozialraum arbeiten wie Sie', verbose_name='auch für Kolleginnen und Kollegen')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='angelegt am')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'gespeicherte Ansicht',
                'verbose_name_plural': 'gespeicherte Ansichten',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(models.F('user'), models.F('page'), django.db.models.functions.text.Lower('name'), name='saved_view_has_a_name_of_its_own', violation_error_message='So heißt schon eine Ihrer Ansichten. Bitte wählen Sie einen anderen Namen.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_view_has_a_name', violation_error_message='Bitte geben Sie der Ansicht einen Namen.'), models.CheckConstraint(condition=models.Q(('page__in', ['staff_offers', 'staff_facilities', 'staff_partners'])), name='saved_view_is_of_a_list', violation_error_message='Diese Liste gibt es nicht.')],
            },
        ),
    ]
