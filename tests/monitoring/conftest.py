"""Fixtures of the monitoring's tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from monitoring.example_city.load import load_numbers
from offers.example_city.load import load_city
from offers.example_city.syncing import Tally
from tests.monitoring.importing import City
from tests.monitoring.walk import World


@pytest.fixture(scope="module")
def city_with_numbers(django_db_setup: None, django_db_blocker) -> Iterator[Tally]:
    """Load the example city and its numbers once for all tests of a module; they are gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_city()
        yield load_numbers()
        transaction.set_rollback(True)


@pytest.fixture
def city(db: None) -> City:
    """Return a small city with indicators and no numbers yet."""
    return City()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    """Return everybody who comes to the workspace and a record of each kind; they are gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)
