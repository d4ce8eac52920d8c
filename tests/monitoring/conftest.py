"""Fixtures of the monitoring's tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from monitoring.example_city.load import load_numbers
from network.models import User
from offers.example_city.load import load_city
from offers.example_city.syncing import Tally
from sozialraum.models import Municipality
from tests.monitoring.importing import City
from tests.monitoring.small_city import SmallCity, build
from tests.monitoring.walk import World
from tests.network.factories import person


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


@pytest.fixture
def small(municipality: Municipality) -> SmallCity:
    """Return a city of three districts with numbers of two years."""
    return build()


@pytest.fixture
def planner(client: Client) -> User:
    """Return somebody who plans, logged in."""
    user = person("planner")
    client.force_login(user)
    return user
