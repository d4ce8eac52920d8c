"""While the portal is looked after, and while its database is away, visitors read so."""

import html5lib
import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import override_settings

from config.maintenance import Maintenance, is_away
from tests.sozialraum.html import headings


@pytest.fixture
def switch(tmp_path):
    """Return the file that switches maintenance on."""
    file = tmp_path / "maintenance"
    with override_settings(MAINTENANCE_FILE=file):
        yield file


def caused(error: psycopg.Error) -> OperationalError:
    """Return an error as Django raises it for one of the driver."""
    wrapped = OperationalError(str(error))
    wrapped.__cause__ = error
    return wrapped


@pytest.mark.parametrize("path", ["/", "/angebote/", "/verwaltung/", "/gibt-es-nicht/"])
def test_every_page_says_so_without_asking_the_database(client, switch, path):
    switch.touch()
    response = client.get(path)
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())
    assert (response.status_code, response.headers["Retry-After"], response.headers["Cache-Control"]) == (
        503,
        "300",
        "no-store",
    )
    assert headings(page) == ["h1 Wir sind gleich wieder da"]


def test_machines_that_watch_are_still_answered(client, db, switch):
    switch.touch()
    assert client.get("/healthz").status_code == 200


def test_without_the_file_all_is_as_ever(client, municipality, switch):
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (caused(psycopg.OperationalError("connection refused")), True),
        (caused(psycopg.errors.AdminShutdown()), True),
        (caused(psycopg.errors.ConnectionFailure()), True),
        (caused(psycopg.errors.DeadlockDetected()), False),
        (IntegrityError("twice"), False),
        (ValueError("wrong"), False),
    ],
    ids=lambda value: type(getattr(value, "__cause__", value) or value).__name__,
)
def test_only_a_database_that_is_away_gets_the_page(error, away):
    answer = Maintenance(None).process_exception(None, error)
    assert (is_away(error), answer is not None) == (away, away)


def test_a_page_whose_database_is_away_says_so(client, municipality):
    def refused(*_arguments: object) -> None:
        raise caused(psycopg.OperationalError("connection refused"))

    with connection.execute_wrapper(refused):
        response = client.get("/kontakt/")
    assert response.status_code == 503
