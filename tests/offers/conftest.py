"""Fixtures for offers."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from offers.example_city.load import load_city
from offers.example_city.syncing import Tally


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker) -> Iterator[Tally]:
    """Load the example city once for all tests of a module; it is gone afterwards. Give the counts of the loading."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_city()
        transaction.set_rollback(True)
