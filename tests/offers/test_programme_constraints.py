"""What the database refuses of the stages of programmes."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from offers.models import ProgrammeStage
from tests.offers.factories import ProgrammeStageFactory

pytestmark = pytest.mark.django_db
DAY, LATER = datetime.date(2026, 1, 1), datetime.date(2026, 7, 1)


def refused_by(name, action):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        action()
    assert refusal.value.__cause__.diag.constraint_name == name


def test_a_programme_has_one_stage_in_a_district_at_a_time():
    first = ProgrammeStageFactory(valid_from=DAY)
    again = {"programme": first.programme, "district": first.district, "valid_from": LATER, "stage": "regular"}
    refused_by("programme_has_one_stage_in_a_district_at_a_time", lambda: ProgrammeStageFactory(**again))
    ProgrammeStage.objects.update(valid_until=LATER)
    ProgrammeStageFactory(**again)
    assert ProgrammeStage.objects.on(LATER).get().stage == "regular"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("programme_stage_ends_after_it_begins", {"valid_from": DAY, "valid_until": DAY}),
        ("document_of_programmestage_has_title_and_address", {"document_title": "Vorlage 12/2026"}),
        ("document_of_programmestage_has_title_and_address", {"document_url": "https://example.org/12"}),
    ],
)
def test_what_a_stage_must_not_be(name, changes):
    refused_by(name, lambda: ProgrammeStageFactory(**changes))


def test_no_rule_is_forgotten_here():
    assert {rule.name for rule in ProgrammeStage._meta.constraints} == {
        "document_of_programmestage_has_title_and_address",
        "programme_has_one_stage_in_a_district_at_a_time",
        "programme_stage_ends_after_it_begins",
    }
