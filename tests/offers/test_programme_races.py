"""Two people who enter a stage for one district at once."""

import datetime
import threading

import pytest
from django.db import connection

from offers.actions.programmes import StageInTheWayError, enter_stage
from offers.models import ProgrammeStage
from tests.network.factories import UserFactory
from tests.offers.factories import ProgrammeFactory
from tests.sozialraum.factories import DistrictFactory


@pytest.mark.django_db(transaction=True)
def test_of_two_stages_for_one_day_the_second_hears_of_the_first():
    programme, district, by = ProgrammeFactory(code="home"), DistrictFactory(), UserFactory()
    gate, said = threading.Barrier(2), []

    def enter(stage) -> None:
        pattern = ProgrammeStage(programme=programme, stage=stage, valid_from=datetime.date(2026, 8, 1))
        gate.wait()
        try:
            enter_stage(stage=pattern, districts=[district], partners=[], by=by)
            said.append("entered")
        except StageInTheWayError as error:
            said.append(error.districts)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=[stage]) for stage in ("pilot", "regular")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (sorted(map(str, said)), ProgrammeStage.objects.count()) == ([str([district.name]), "entered"], 1)
