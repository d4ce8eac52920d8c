"""The words of the network in the example city: complete, and fit for the database."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from network.models import AccessibilityFeature, FacilityKind, HelpLine, PartnerKind

FOLDER = Path(settings.BASE_DIR, "fixtures", "example_city")
WORDS = {
    "partner_kinds": PartnerKind,
    "facility_kinds": FacilityKind,
    "accessibility_features": AccessibilityFeature,
    "help_lines": HelpLine,
}


def entries(name):
    tables = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf8"))
    assert len(tables) == 1
    return next(iter(tables.values()))


@pytest.mark.parametrize("name", WORDS)
def test_each_word_is_a_record_that_the_database_takes(db, name):
    for entry in entries(name):
        record = WORDS[name](**entry)
        record.full_clean()
        record.save()
    assert WORDS[name].objects.count() == len(entries(name))


def test_the_kinds_of_partners_name_their_source():
    marks = re.findall(
        r"^# (S\d)[^\n]*\n\[\[partner_kind\]\]", (FOLDER / "partner_kinds.toml").read_text("utf8"), re.MULTILINE
    )
    assert len(marks) == len(entries("partner_kinds"))
    assert {mark: marks.count(mark) for mark in sorted(set(marks))} == {"S0": 4, "S1": 6, "S2": 3, "S3": 20}


def test_the_numbers_that_help_at_once_are_the_real_ones():
    assert [(line["number"], line.get("is_emergency", False)) for line in entries("help_lines")] == [
        ("112", True),
        ("110", True),
        ("0228 19240", True),
        ("116 117", False),
        ("116 016", False),
        ("0800 111 0550", False),
        ("116 111", False),
        ("0800 404 0020", False),
        ("0800 111 0 111", False),
    ]


def test_some_way_in_counts_as_step_free():
    assert [entry["code"] for entry in entries("accessibility_features") if entry.get("is_step_free")] == ["stufenlos"]
