from django.db import migrations

# What `manage.py createcachetable` writes for the database cache of the settings.
CREATE = """
CREATE UNLOGGED TABLE portal_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX portal_cache_expires ON portal_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0003_email_in_lower_case")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE portal_cache")]
