"""Everybody reads on the page of a social space which steps of a roll-out are done."""

from django.db import migrations

from kit.triggers import statement_trigger


class Migration(migrations.Migration):
    dependencies = [("network", "0060_connecting_documents")]
    operations = [statement_trigger("content_version", "network_rolloutstep", "content_changed()")]
