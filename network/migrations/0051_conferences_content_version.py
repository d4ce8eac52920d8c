"""Everybody learns on the page of an area which conference groups meet for it, and who meets in them."""

from django.db import migrations

from kit.triggers import statement_trigger

TABLES = [
    *("network_conferencegroup", "network_conferencegroup_districts"),
    *("network_groupperiod", "network_groupmember"),
]


class Migration(migrations.Migration):
    dependencies = [("network", "0050_conferences")]
    operations = [statement_trigger("content_version", table, "content_changed()") for table in TABLES]
