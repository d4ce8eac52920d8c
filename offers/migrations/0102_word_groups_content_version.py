from django.db import migrations

from kit.triggers import statement_trigger


class Migration(migrations.Migration):
    dependencies = [("offers", "0101_word_groups")]
    operations = [statement_trigger("content_version", "offers_wordgroup", "content_changed()")]
