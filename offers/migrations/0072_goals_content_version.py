from django.db import migrations

from kit.triggers import statement_trigger


class Migration(migrations.Migration):
    dependencies = [("offers", "0071_goals"), ("sozialraum", "0002_content_version")]
    operations = [statement_trigger("content_version", "offers_offer_goals", "content_changed()")]
