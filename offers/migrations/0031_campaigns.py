import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0010_rules_of_places_and_ages'),
        ('offers', '0028_imports'),
        ('sozialraum', '0006_rules_of_the_calendar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='Titel')),
                ('message', models.TextField(max_length=3000, verbose_name='Text der Mail')),
                ('answer_by', models.DateField(verbose_name='antworten bis')),
                ('remind_on', models.DateField(blank=True, null=True, verbose_name='erinnern am')),
                ('round', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='Runde')),
                ('round_began_on', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='Runde seit')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='gestartet')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='geschlossen')),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geschlossen von')),
                ('holiday', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sozialraum.schoolholiday', verbose_name='vor den Ferien')),
                ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.network', verbose_name='Netzwerk')),
                ('social_space', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sozialraum.socialspace', verbose_name='Sozialraum')),
                ('started_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gestartet von')),
            ],
            options={
                'verbose_name': 'Saisonabfrage',
                'verbose_name_plural': 'Saisonabfragen',
                'ordering': [models.OrderBy(models.F('closed_at'), descending=True, nulls_first=True), '-started_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AskedPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_undeliverable', models.BooleanField(default=False, verbose_name='nicht zustellbar')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.partner', verbose_name='Partner')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='offers.campaign', verbose_name='Saisonabfrage')),
            ],
            options={
                'verbose_name': 'gefragter Partner',
                'verbose_name_plural': 'gefragte Partner',
                'ordering': ['partner__name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CampaignMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='an')),
                ('round', models.PositiveSmallIntegerField(verbose_name='Runde')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='gesendet')),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='offers.askedpartner')),
            ],
            options={
                'verbose_name': 'Mail einer Saisonabfrage',
                'verbose_name_plural': 'Mails der Saisonabfragen',
                'ordering': ['sent_at'],
            },
        ),
        migrations.CreateModel(
            name='AskedOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reported_at', models.DateTimeField(null=True, verbose_name='Änderung mitgeteilt')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='askings', to='offers.offer', verbose_name='Angebot')),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='offers.askedpartner')),
            ],
            options={
                'verbose_name': 'gefragtes Angebot',
                'verbose_name_plural': 'gefragte Angebote',
                'ordering': ['offer__title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('asked', 'offer'), name='campaign_asks_about_an_offer_once', violation_error_message='Nach diesem Angebot fragt die Abfrage schon.')],
            },
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('holiday', 'network', 'social_space'), name='one_campaign_runs_before_holidays_in_an_area', nulls_distinct=False, violation_error_message='Vor diesen Ferien läuft dort schon eine Saisonabfrage.'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('network', None), ('social_space', None), _connector='OR'), name='campaign_is_for_a_network_or_a_social_space', violation_error_message='Bitte entweder ein Netzwerk oder einen Sozialraum wählen.'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('remind_on', None), ('remind_on__lte', models.F('answer_by')), _connector='OR'), name='campaign_reminds_before_its_end', violation_error_message='Erinnert wird, bevor die Frist endet.'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('message', ''), _negated=True)), name='campaign_says_what_it_asks', violation_error_message='Bitte Titel und Text angeben.'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('round__gt', 0)), name='campaign_is_in_a_round', violation_error_message='Die erste Runde hat die Nummer 1.'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('started_at')), _connector='OR'), name='campaign_closes_after_it_starts', violation_error_message='Geschlossen wird eine Abfrage erst, wenn sie gestartet ist.'),
        ),
        migrations.AddConstraint(
            model_name='askedpartner',
            constraint=models.UniqueConstraint(fields=('campaign', 'partner'), name='campaign_asks_a_partner_once', violation_error_message='Diesen Partner fragt die Abfrage schon.'),
        ),
        migrations.AddConstraint(
            model_name='campaignmail',
            constraint=models.UniqueConstraint(fields=('asked', 'address', 'round'), name='nobody_is_asked_twice_in_a_round', violation_error_message='Diese Mail wurde schon gesendet.'),
        ),
    ]
