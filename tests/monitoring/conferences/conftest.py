"""Fixtures of the tests of conferences."""

import pytest
from django.test import Client

from sozialraum.models import Municipality
from tests.monitoring.conferences.town import Town, build


@pytest.fixture
def town(municipality: Municipality) -> Town:
    """Return a group with its people."""
    return build()


@pytest.fixture
def convener(client: Client, town: Town) -> Client:
    """Return the browser of whoever looks after the group."""
    client.force_login(town.people["convener"])
    return client
