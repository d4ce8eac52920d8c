from pathlib import Path

from django.db import migrations

from kit.triggers import run_file, statement_trigger

SQL = Path(__file__).parent.parent / "sql"
# What of the networks' life everybody reads.
TABLES = [
    "network_coordinationmandate",
    "network_rulesofprocedure",
    "network_signature",
    "network_agreedlink",
    "network_document",
    "network_documentversion",
    "network_decisionbody",
    "network_councildecision",
    "network_missionstatement",
    "network_goal",
    "network_measure",
]


class Migration(migrations.Migration):
    dependencies = [("network", "0033_networks_and_agreements"), ("sozialraum", "0002_content_version")]
    operations = [
        run_file(SQL / "0034_agreements.sql"),
        *[statement_trigger("content_version", table, "content_changed()") for table in TABLES],
    ]
