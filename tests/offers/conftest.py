"""What tests of the offers find in their database."""

import threading
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from network.models import User
from offers.example_city.load import load_city
from offers.example_city.syncing import Tally
from offers.models import Refresh
from sozialraum.models import District
from tests.network.factories import person
from tests.offers.walk.world import World
from tests.offers.web_server import WebServer
from tests.sozialraum.factories import DistrictFactory


@pytest.fixture(autouse=True)
def tallies_of_today(request: pytest.FixtureRequest) -> None:
    """Keep tallies for today, as the first migration does: a test that empties the database takes that along."""
    if asks_for_database(request):
        request.getfixturevalue("db")
        Refresh.objects.update_or_create(defaults={"day": timezone.localdate()})


def asks_for_database(request: pytest.FixtureRequest) -> bool:
    """Return whether a test works in a transaction of its own, by its mark or by a fixture."""
    mark = request.node.get_closest_marker("django_db")
    by_mark = mark is not None and not mark.kwargs.get("transaction")
    return by_mark or (mark is None and "db" in request.fixturenames)


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker) -> Iterator[Tally]:
    """Load the example city once for all tests of a module; it is gone afterwards. Give the counts of the loading."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_city()
        transaction.set_rollback(True)


@pytest.fixture
def server() -> Iterator[WebServer]:
    """Return a web server on the loopback."""
    with WebServer() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def steering(client: Client) -> User:
    """Return somebody who may see and change everything, logged in."""
    user = person("steering")
    client.force_login(user)
    return user


@pytest.fixture
def eicken(db: None) -> District:
    """Return the district in the grid's first square."""
    return DistrictFactory(name="Eicken", slug="eicken", column=0)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    """Return everybody who comes to the workspace and a record of each kind; they are gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)
