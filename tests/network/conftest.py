"""People at their browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from network.models import User


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Return a way to sit down at one more browser as somebody."""

    def sit_down(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sit_down
