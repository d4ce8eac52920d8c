"""People at their own accounts."""

import pytest
from django.test import Client

from network.models import User
from tests.network.factories import UserFactory
from tests.network.second_factors import confirm


@pytest.fixture
def kim(client: Client) -> User:
    """Return somebody who is logged in and has just said the password once more."""
    user = UserFactory(email="kim@example.org")
    client.force_login(user)
    confirm(client)
    return user
