"""Two people who change the steps of one roll-out at once."""

import datetime
import threading

import pytest
from django.db import IntegrityError, connection

from network.actions import OutOfOrderError, record_step
from network.models import RolloutStep
from tests.network.factories import RolloutStepFactory, UserFactory

Kind = RolloutStep.Kind


@pytest.mark.django_db(transaction=True)
def test_a_step_is_not_taken_out_while_another_is_built_on_it():
    first = RolloutStepFactory(done_on=datetime.date(2026, 1, 1))
    same = {"social_space": first.social_space, "network": first.network}
    by, gate, said = UserFactory(), threading.Barrier(2), []

    def take_out() -> None:
        first.delete()

    def build_on() -> None:
        day = datetime.date(2026, 2, 1)
        step = RolloutStep(**same, kind=Kind.CONSENT, done_on=day, decided_by="Jugendhilfeausschuss")
        record_step(step=step, partners=[], by=by)

    def at_once(deed) -> None:
        gate.wait()
        try:
            deed()
            said.append("done")
        except (IntegrityError, OutOfOrderError):
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=at_once, args=[deed]) for deed in (take_out, build_on)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    left = set(RolloutStep.objects.values_list("kind", flat=True))
    assert (sorted(said), left in (set(), {"proposal", "consent"})) == (["done", "refused"], True)
