"""What the database refuses of files of numbers on their way, and of reforms."""

import datetime

import pytest
from django.db import connection

from monitoring.models import (
    Crosswalk,
    CrosswalkShare,
    IndicatorValue,
    ReleasedValue,
    ReplacedValue,
    ValueUpload,
    ValueUploadRow,
)
from tests.monitoring.factories import IndicatorValueFactory, ValueImportFactory
from tests.monitoring.test_constraints import refusal
from tests.sozialraum.factories import DistrictFactory, DistrictLevelFactory

pytestmark = pytest.mark.django_db


def upload(**fields: object) -> ValueUpload:
    return ValueUpload.objects.create(source="Melderegister", file_name="a.csv", **fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("value_upload_names_its_source", {"source": ""}),
        ("applied_value_upload_and_no_other_has_a_result", {"state": "applied"}),
        ("applied_value_upload_and_no_other_has_a_result", {"state": "undone"}),
        ("value_upload_has_not_done_more_than_there_is", {"done": 2, "total": 1}),
    ],
)
def test_an_upload_that_cannot_be_is_refused(name, fields):
    rows = ValueUpload.objects.filter(pk=upload().pk)
    assert refusal(lambda: rows.update(**fields)) == name


def test_a_result_belongs_to_what_was_applied():
    rows = ValueUpload.objects.filter(pk=upload(state="applied", result=ValueImportFactory()).pk)
    assert refusal(lambda: rows.update(state="checked")) == "applied_value_upload_and_no_other_has_a_result"
    rows.update(state="undone")
    assert rows.get().state == "undone"


def test_a_row_has_a_known_outcome():
    row = ValueUploadRow(owner=upload(), outcome="lost")
    assert refusal(row.save) == "value_upload_row_has_an_outcome"


def test_an_import_replaces_a_number_once():
    known, by = IndicatorValueFactory(), ValueImportFactory()
    ReplacedValue.objects.create(replaced_by=by, known=known, numerator=1)
    assert refusal(lambda: ReplacedValue.objects.create(replaced_by=by, known=known)) == "import_replaces_a_value_once"


@pytest.fixture
def share():
    level = DistrictLevelFactory()
    walk = Crosswalk.objects.create(result=ValueImportFactory(), level=level, day=datetime.date(2025, 1, 1))
    return CrosswalkShare.objects.create(crosswalk=walk, old=DistrictFactory(), new=DistrictFactory(), weight="0.5")


@pytest.mark.parametrize("weight", ["0", "1.1", "-0.5"])
def test_a_weight_is_a_share(share, weight):
    rows = CrosswalkShare.objects.filter(pk=share.pk)
    assert refusal(lambda: rows.update(weight=weight)) == "crosswalk_weight_is_a_share"


def test_a_district_goes_once_to_another_one(share):
    rows = CrosswalkShare.objects.filter(pk=share.pk)
    assert refusal(lambda: rows.update(new=share.old)) == "crosswalk_leads_to_another_district"
    again = CrosswalkShare(crosswalk=share.crosswalk, old=share.old, new=share.new, weight=1)
    assert refusal(again.save) == "old_district_goes_once_to_a_new_one"


def test_no_rule_is_forgotten_here():
    about = (ValueUpload, ValueUploadRow, ReplacedValue, Crosswalk, CrosswalkShare)
    assert {rule.name for model in about for rule in model._meta.constraints} == {
        "applied_value_upload_and_no_other_has_a_result",
        "crosswalk_leads_to_another_district",
        "crosswalk_weight_is_a_share",
        "import_replaces_a_value_once",
        "old_district_goes_once_to_a_new_one",
        "value_upload_has_not_done_more_than_there_is",
        "value_upload_names_its_source",
        "value_upload_row_has_an_outcome",
    }


def indexed(model) -> dict[str, list[str]]:
    """Return the columns of each index of a model's table."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    return {name: rule["columns"] for name, rule in found.items() if rule["index"] or rule["unique"]}


@pytest.mark.parametrize(
    ("model", "rule"),
    [
        (IndicatorValue, "one_raw_value_per_area_and_day"),
        (ReleasedValue, "one_released_value_per_area_and_day"),
        (ReplacedValue, "import_replaces_a_value_once"),
    ],
)
def test_no_index_of_numbers_repeats_how_another_one_begins(model, rule):
    """Each costs an import of a city's numbers about a second."""
    found = indexed(model)
    first = [columns[0] for columns in found.values()]
    assert rule in found
    assert sorted(first) == sorted(set(first))


@pytest.mark.parametrize("model", [IndicatorValue, ReleasedValue])
def test_numbers_of_districts_are_not_in_the_index_of_social_spaces(model):
    with connection.cursor() as cursor:
        name = f"{model._meta.model_name}_of_space"
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        assert cursor.fetchone()[0].endswith("(social_space_id) WHERE (social_space_id IS NOT NULL)")
