"""Whatever stands in a cell, a row is taken or refused, and the database never has to object."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.importing import run_import
from offers.imports.columns import HEADINGS
from offers.imports.offers import import_offers
from tests.offers.importing import ROW
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.django_db

# Words that a reader may take for something, beside anything that can be typed.
TEMPTING = [
    "ja", "-1", "0", "325", "1e400", "nan", "51.11", "6,41", "mo 9-10", "so 24:00-25:00", "2027-02-30 9-10", "31.12.9999",
    "0001-01-01", "city", "free", "|", "a|b", "x" * 400, "http://[", "a@b", "9" * 30, "−9 Monate", "\u0663\u0663", "Straße 5",
]  # fmt: skip
TEXT = st.one_of(st.sampled_from(TEMPTING), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12))
ROWS = st.lists(
    st.dictionaries(st.sampled_from(sorted(HEADINGS)), TEXT, max_size=8).map(lambda changes: ROW | changes),
    min_size=20,
    max_size=20,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(ROWS)
def test_no_row_breaks_an_import(tmp_path, rows):
    DistrictFactory(column=0)
    path = tmp_path / "offers.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, sorted(HEADINGS), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    report = run_import(lambda report: import_offers(path, report), dry_run=True)

    assert report.created + report.changed + report.unchanged + report.refused == len(rows)
