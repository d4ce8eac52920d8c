"""The example city behind a real server, and a real browser in front of it."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, Request
from pytest_django.live_server_helper import LiveServer

from config import cluster
from network.models import User
from offers.example_city.load import load_city
from tests.browser import listen
from tests.config.conftest import collected_static_files, portal  # noqa: F401 (the production server, as a fixture)


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker) -> Iterator[str]:
    """Return the address of a server that shows the example city; afterwards the database is as empty as before."""
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_")
        load_city()
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        # Numbers go on where they were: what the processes keep is kept under the newest number of a change.
        call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT offers_retally()")


class Visitor:
    """Somebody with a browser: what they open, what the browser complains about, and whom it calls."""

    def __init__(self, page: Page, city: str) -> None:
        self.page, self.city = page, city
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", self.note_host)
        listen(page, self.complaints)

    def note_host(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.hosts.add(urlsplit(request.url).netloc)

    def open(self, path: str) -> Page:
        self.page.goto(self.city + path)
        return self.page

    @property
    def path(self) -> str:
        """Return the address of the open page without its host."""
        address = urlsplit(self.page.url)
        return f"{address.path}?{address.query}" if address.query else address.path

    @property
    def cookies(self) -> list:
        return self.page.context.cookies()


@pytest.fixture
def family(browser: Browser, city: str) -> Iterator[Callable[..., Visitor]]:
    """Return a way to be a family; keywords are those of Playwright's contexts."""
    contexts = []

    def arrive(width: int = 360, **how) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="de-DE", **how)
        contexts.append(context)
        return Visitor(context.new_page(), city)

    yield arrive
    for context in contexts:
        context.close()


def session_of(email: str) -> str:
    """Log somebody in and return the key of their session; beside the test's transaction, where the server sees it."""

    def log_in() -> str:
        client = Client()
        client.force_login(User.objects.get(email=email))
        connection.close()
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    with ThreadPoolExecutor(1) as beside:
        return beside.submit(log_in).result()


@pytest.fixture
def staff(family: Callable[..., Visitor], city: str) -> Callable[..., Visitor]:
    """Return a way to be one of the example city's staff, logged in, by the name before the @."""

    def arrive(name: str, width: int = 1280, **how) -> Visitor:
        person = family(width, **how)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(f"{name}@example.org"), "url": city}
        person.page.context.add_cookies([cookie])
        return person

    return arrive


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process behind imports work in the database of the tests."""
    server = (os.environ.get("DATABASE_URL") or cluster.ensure_running()).rpartition("/")[0]
    monkeypatch.setenv("DATABASE_URL", f"{server}/{connection.settings_dict['NAME']}")
