import datetime
from pathlib import Path

from django.db import migrations, models

from kit.triggers import run_file

SQL = Path(__file__).parent.parent / "sql"
# Until the last operation has written every copy anew.
UNKNOWN = datetime.date.max


class Migration(migrations.Migration):
    dependencies = [("offers", "0022_review_with_the_seasons")]
    operations = [
        migrations.RemoveIndex("reach", "reach_in_order"),
        migrations.AddField("entry", "due_on", models.DateField(default=UNKNOWN), preserve_default=False),
        migrations.AddField("reach", "due_on", models.DateField(default=UNKNOWN), preserve_default=False),
        migrations.AddIndex(
            "reach",
            models.Index(
                "area",
                "nearness",
                "title",
                "entry",
                include=("ages", "public_from", "public_until", "due_on", "is_everywhere"),
                name="reach_in_order",
            ),
        ),
        run_file(SQL / "0011_due.sql"),
    ]
