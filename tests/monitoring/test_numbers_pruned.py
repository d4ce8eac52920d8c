"""Files of numbers and what is said of their lines do not stay for ever."""

import datetime

import pytest
from django.utils import timezone

from monitoring.imports.pruning import prune_numbers
from monitoring.models import ValueUpload, ValueUploadFile, ValueUploadRow
from tests.monitoring.importing import applied, checked, found, long, undone, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def aged(owner: ValueUpload, days: int) -> ValueUpload:
    then = timezone.now() - datetime.timedelta(days=days)
    ValueUpload.objects.filter(pk=owner.pk).update(made_at=then, asked_at=owner.asked_at and then)
    return owner


def left() -> tuple[int, int]:
    return ValueUploadFile.objects.count(), ValueUploadRow.objects.count()


def test_after_ninety_days_the_file_and_its_lines_go_and_the_numbers_stay():
    owner = aged(applied(long("pop;Hardt;5")), 91)
    assert (prune_numbers(), left(), found()) == (1, (0, 0), {("pop", "Hardt"): 5})
    owner.refresh_from_db()
    assert (owner.created, owner.layout["columns"]["area"], owner.is_closed) == (1, "area", False)
    assert prune_numbers() == 0


def test_the_way_back_outlives_the_file():
    applied(long("pop;Hardt;4"))
    owner = aged(applied(long("pop;Hardt;5")), 91)
    prune_numbers()
    undone(owner)
    assert found() == {("pop", "Hardt"): 4}


def test_before_that_nothing_goes():
    aged(applied(long("pop;Hardt;5")), 89)
    aged(uploaded(long("pop;Venn;5")), 89)
    assert (prune_numbers(), left()) == (0, (2, 1))


def test_what_was_never_applied_is_put_away():
    waiting, bare = aged(checked(uploaded(long("pop;Hardt;5"))), 91), aged(uploaded(long("pop;Venn;5")), 91)
    assert (prune_numbers(), left()) == (2, (0, 0))
    assert {one.is_closed for one in ValueUpload.objects.filter(pk__in=[waiting.pk, bare.pk])} == {True}


def test_what_is_at_work_is_left_alone():
    owner = aged(uploaded(long("pop;Hardt;5")), 91)
    ValueUpload.objects.filter(pk=owner.pk).update(state="checking")
    assert (prune_numbers(), left()) == (0, (1, 0))
