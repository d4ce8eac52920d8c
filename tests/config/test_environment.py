"""The tests' own surroundings, and what the local portal makes of the environment."""

import logging
import platform
import socket

import pytest
from django.conf import settings

from config import environment
from config.cluster.tuning import settings as server_settings
from config.discretion import Discreet
from tests.environment import OutsideCallError


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0), ("example.org", 80)])
def test_a_call_to_another_machine_fails_the_test(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as caller, pytest.raises(OutsideCallError, match=address[0]):
        caller.connect(address)


def test_a_call_to_this_machine_is_let_through():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as caller:
        assert caller.connect_ex(server.getsockname()) == 0


def test_the_tests_meet_the_local_portal_as_visitors_do():
    assert (settings.LOCAL, settings.DEBUG, settings.SECURE_SSL_REDIRECT) == (True, False, False)
    assert settings.SESSION_COOKIE_NAME == "sessionid"


def test_local_mail_is_shown_and_not_dropped(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert environment.email(local=True)["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


@pytest.mark.skipif(platform.system() == "Darwin", reason="Homebrew is at home there")
def test_libraries_of_homebrew_are_looked_for_on_macos_only():
    assert environment.homebrew_library("gdal") is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Not Found: /angebote/?q=gewalt&stadtteil=eicken", "Not Found: /angebote/"),
        ("Invalid request from ip=203.0.113.7: bad", "Invalid request from ip=… bad"),
        ("Worker exiting (pid: 17)", "Worker exiting (pid: 17)"),
    ],
)
def test_a_log_line_keeps_what_happened_and_drops_who_and_what_for(said, kept):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (said,), None)
    assert Discreet().filter(record) is True
    assert record.getMessage() == kept


def test_the_private_server_takes_a_share_of_the_memory_within_bounds(tmp_path, monkeypatch):
    def share(megabytes):
        monkeypatch.setattr("os.sysconf", lambda name: {"SC_PHYS_PAGES": megabytes * 256, "SC_PAGE_SIZE": 4096}[name])
        return server_settings(tmp_path)["shared_buffers"]

    assert [share(512), share(4096), share(65536)] == ["128MB", "512MB", "1024MB"]


@pytest.mark.parametrize("local", ["", "1"])
@pytest.mark.parametrize(
    "address", ["foo", "mysql://u@h/portal", "postgresql://h", "postgresql://h:x/portal", "http://[::1/portal"]
)
def test_an_address_that_leads_to_no_database_is_told_in_a_sentence(address, local):
    given = {"DATABASE_URL": address, "SECRET_KEY": "k", "ALLOWED_HOSTS": "h", "PORTAL_LOCAL": local}
    expected = (
        "The portal does not start. DATABASE_URL must look like postgresql://portal:password@127.0.0.1:5432/portal"
    )
    assert environment.refusal(given) == expected


@pytest.mark.parametrize("address", ["postgresql://u:p@h/portal", "postgis://u@%2Ftmp%2Frun/portal?sslmode=disable"])
def test_the_address_of_a_database_is_taken(address):
    assert environment.refusal({"DATABASE_URL": address, "SECRET_KEY": "k", "ALLOWED_HOSTS": "h"}) == ""


def test_links_in_mails_lead_to_the_first_host():
    assert environment.address(".familie.example.org", local=False) == "https://familie.example.org"
