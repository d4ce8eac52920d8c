"""Which site may frame a list stands in a header of the list, so caches have to hear of it."""

from django.db import migrations

from kit.triggers import statement_trigger


class Migration(migrations.Migration):
    dependencies = [("offers", "0150_embedding_sites")]
    operations = [statement_trigger("content_version", "offers_embeddingsite", "content_changed()")]
