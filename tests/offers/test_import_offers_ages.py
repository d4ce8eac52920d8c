"""The ages of a row."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from kit.importing import Kind, RefusedError, Report
from kit.importing_tables import Row
from offers.imports.ages import months, read_ages


def ages_of(first: str = "", end: str = "", pregnancy: str = "", everybody: str = "") -> tuple:
    """Return lower and upper end, or None for all ages, and what the report says."""
    cells = {"age_from_months": first, "age_to_months": end, "pregnancy": pregnancy, "all_ages": everybody}
    report = Report()
    found = read_ages(Row(2, cells), report)
    assert found is None or isinstance(found, NumericRange)
    return (found and (found.lower, found.upper)), [(remark.kind, remark.text) for remark in report.remarks]


@pytest.mark.parametrize(
    ("cells", "span"),
    [
        (("0", "12"), (0, 12)),
        (("6 Monate", "3 Jahre"), (6, 36)),
        (("0,5 Jahre", "1 J."), (6, 12)),
        (("", "12"), (0, 12)),
        (("", "", "ja"), (-9, 0)),
        (("0", "12", "ja"), (-9, 12)),
        (("", "12", "ja"), (-9, 12)),
        (("-9", "0"), (-9, 0)),
        (("−9", "12", "nein"), (-9, 12)),
        (("12.0", "36.0"), (12, 36)),
        (("", "", "", "ja"), None),
    ],
)
def test_ages_are_read(cells, span):
    assert ages_of(*cells) == (span, [])


@pytest.mark.parametrize(
    ("cells", "span", "kind", "what"),
    [
        (("6", ""), (6, 325), Kind.REPAIRED, "kein Ende des Alters: es gilt bis 27 Jahre"),
        (("6", "999"), (6, 325), Kind.REPAIRED, "das Alter endet spätestens mit 27 Jahren (325 Monate)"),
        (("-3", "12"), (-9, 12), Kind.REPAIRED, "die Schwangerschaft gilt als Ganzes, ab −9"),
        (("6", "12", "", "ja"), None, Kind.NOTED, "gilt für jedes Alter; die genannten Monate bleiben außer Acht"),
    ],
)
def test_what_is_put_right_is_reported(cells, span, kind, what):
    assert ages_of(*cells) == (span, [(kind, what)])


@pytest.mark.parametrize(
    "cells",
    [
        (),
        ("", "", "nein", "nein"),
        ("drei", "12"),
        ("12", "12"),
        ("36", "12"),
        ("-12", "12"),
        ("12", "36", "ja"),
        ("0", "12", "", "vielleicht"),
        ("0.5", "12"),
        ("6-12", ""),
        ("330", ""),
    ],
)
def test_an_age_that_nobody_can_read_is_refused(cells):
    with pytest.raises(RefusedError):
        ages_of(*cells)


@pytest.mark.parametrize(("text", "number"), [("", None), ("0", 0), ("18", 18), ("2 jahre", 24), ("1,5 Jahre", 18)])
def test_an_age_is_counted_in_months(text, number):
    assert months(text) == number
