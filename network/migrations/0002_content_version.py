from django.db import migrations

from kit.triggers import statement_trigger

TABLES = [
    "network_partnerkind",
    "network_partner",
    "network_facilitykind",
    "network_accessibilityfeature",
    "network_facility",
    "network_facility_accessibility",
    "network_openinghours",
    "network_network",
    "network_membership",
    "network_contactpoint",
    "network_contactpoint_districts",
    "network_contactpoint_social_spaces",
    "network_helpline",
]


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial"), ("sozialraum", "0002_content_version")]
    operations = [statement_trigger("content_version", table, "content_changed()") for table in TABLES]
