from django.db import migrations

from kit.triggers import statement_trigger

TABLES = ["offers_programmestage", "offers_programmestage_partners"]


class Migration(migrations.Migration):
    dependencies = [("offers", "0074_programme_stages")]
    operations = [statement_trigger("content_version", table, "content_changed()") for table in TABLES]
