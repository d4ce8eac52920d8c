from django.db import migrations

from kit.triggers import statement_trigger

TABLES = ["offers_guide", "offers_guide_topics", "offers_guide_life_situations", "offers_guide_help_lines"]


class Migration(migrations.Migration):
    dependencies = [("offers", "0122_guides"), ("sozialraum", "0002_content_version")]
    operations = [statement_trigger("content_version", table, "content_changed()") for table in TABLES]
