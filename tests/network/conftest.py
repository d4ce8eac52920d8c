"""People at their browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from network.models import User
from sozialraum.models import Municipality
from tests.sozialraum.factories import MunicipalityFactory


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Return a way to sit down at one more browser as somebody."""

    def sit_down(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sit_down


@pytest.fixture
def municipality(db: None) -> Municipality:
    """Return the municipality whose name stands on every page."""
    return MunicipalityFactory(portal_name="Familienportal Musterstadt")
