from django.db import migrations

from kit.triggers import statement_trigger

TABLES = ["offers_closure", "offers_availability"]


class Migration(migrations.Migration):
    dependencies = [("offers", "0120_news"), ("sozialraum", "0002_content_version")]
    operations = [statement_trigger("content_version", table, "content_changed()") for table in TABLES]
