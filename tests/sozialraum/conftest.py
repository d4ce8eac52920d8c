"""Fixtures of the ground's tests."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client


@pytest.fixture
def send(client: Client, django_capture_on_commit_callbacks) -> Callable[..., HttpResponse]:
    """Return a function that posts a form and lets happen what waits for the end of the transaction: mail."""

    def post(*arguments, **options) -> HttpResponse:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(*arguments, **options)

    return post
