"""Kinds of facilities that the example city's words brought along stand where parents look for them."""

from django.db import migrations

KNOWN = {
    "centres": ["familienzentrum"],
    "midwives": ["hebammenpraxis"],
    "practices": ["kinderarztpraxis"],
    "offices": ["familienbuero", "gesundheitsamt", "amt"],
}


def sort_known(apps, _schema_editor):
    for part, codes in KNOWN.items():
        apps.get_model("network", "FacilityKind").objects.filter(code__in=codes).update(booklet_part=part)


class Migration(migrations.Migration):
    dependencies = [("network", "0085_booklet_parts")]
    operations = [migrations.RunPython(sort_known, migrations.RunPython.noop)]
