from django.db import migrations

# The search reads words in the application since 0100, with what it knows of the language; nothing asks these any more.
DROP = "DROP FUNCTION offers_query(text), offers_similar_query(text), offers_spelt_like(text)"


class Migration(migrations.Migration):
    dependencies = [("offers", "0123_guides_content_version")]
    operations = [migrations.RunSQL(DROP, migrations.RunSQL.noop)]
