"""`make run`, `/healthz` and the server's processes."""

import os
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finder
from django.db import connection

from config import announce, gunicorn, serve, static_files
from offers.example_city import accounts
from tests.config.programs import ROOT, database_url, free_port, production, run, surroundings


def test_a_taken_port_is_said_plainly():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run("-m", "config.serve", **surroundings(PORT=str(port)))
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} cannot be used (Address already in use). Perhaps the portal is running already: "
        f"http://127.0.0.1:{port}/. For another port: make run PORT={port + 1}\n"
    )


@pytest.mark.parametrize("nonsense", ["abc", "0", "65536", "-1", "²"])
def test_what_is_no_port_is_said_plainly(nonsense):
    done = run("-m", "config.serve", **surroundings(PORT=nonsense))
    assert (done.returncode, done.stderr.partition(":")[0]) == (1, f"PORT={nonsense} is no port")


def test_health_is_told_without_cookie_and_kept_by_nobody(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "database": "ok"})
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert not response.cookies


def test_health_costs_one_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/healthz")


def test_health_can_only_be_asked_for(client, db):
    assert client.post("/healthz").status_code == 405


def test_a_portal_without_database_says_so(client, django_db_blocker, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connection.settings_dict, "PORT", "9")  # where nobody listens
    with django_db_blocker.unblock():
        connection.close()
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "unavailable", "database": "unavailable"})


def test_health_is_answered_inside_without_https(portal):
    assert portal.get("/healthz").status == 200


def test_the_server_outlives_a_restart_of_the_database(portal):
    portal.get("/healthz")
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal-test' AND state = 'idle'"
    with psycopg.connect(database_url(), application_name="administrator") as administrator:
        assert administrator.execute(cut).fetchone() == (True,)
    assert [portal.get("/healthz").status for _ in range(8)] == [200] * 8


def test_many_visitors_at_once_are_served(portal):
    with ThreadPoolExecutor(16) as visitors:
        answers = list(visitors.map(lambda _: portal.get("/healthz").status, range(64)))
    assert answers == [200] * 64


def test_ctrl_c_ends_the_workers_through_the_first_process_alone(portal):
    def workers() -> list[int]:
        found = subprocess.run(["pgrep", "-P", str(portal.process.pid)], capture_output=True, text=True, check=True)
        return [int(pid) for pid in found.stdout.split()]

    before = workers()
    for worker in before:
        os.kill(worker, signal.SIGINT)
    time.sleep(0.5)  # in which a worker would have ended and been replaced
    assert (portal.get("/healthz").status, workers()) == (200, before)


def test_each_process_has_a_database_connection_for_each_thread():
    assert gunicorn.threads == connection.settings_dict["OPTIONS"].get("pool", {"max_size": 4})["max_size"]


def test_loading_the_portal_opens_no_connection():
    """What the first process opened, all others would share, and mix up their answers."""
    load = "import config.wsgi; from django.db import connections as c; print([x.connection for x in c.all()], c['default']._connection_pools)"
    assert run("-c", load, **production()).stdout == "[None] {}\n"


def test_the_announcement_waits_for_an_answer(portal):
    assert announce.answers(portal.port) is True
    assert announce.answers(free_port()) is False


def test_an_announcement_ends_with_the_server():
    dead = subprocess.Popen(["true"])
    dead.wait()
    done = run("-m", "config.announce", str(free_port()), str(dead.pid), "text", **surroundings())
    assert (done.returncode, done.stderr) == (0, "")


def test_the_example_accounts_are_told_while_they_can_be_used(db, django_user_model):
    assert serve.example_accounts() == []
    accounts.create_accounts()
    django_user_model.objects.filter(email="partner@example.org").update(is_active=False)
    told = [line.split()[0] for line in serve.example_accounts()]
    others = ("besuche", "betrieb", "koordination", "partnerleitung", "planung", "steuerung")
    assert told == [f"{name}@example.org" for name in others]


def test_static_files_are_collected_again_only_after_a_change(collected_static_files, tmp_path, monkeypatch):
    before = static_files.sources()
    assert (ROOT / "staticfiles" / ".sources").read_text() == before
    monkeypatch.setattr(settings, "STATICFILES_DIRS", [*settings.STATICFILES_DIRS, tmp_path])
    (tmp_path / "new.css").write_text("p {}")
    get_finder.cache_clear()
    assert static_files.sources() != before
    get_finder.cache_clear()


def test_what_makes_pdfs_is_loaded_before_the_workers_split_off_and_starts_no_thread():
    ask = "import sys, threading; from config import gunicorn; gunicorn.when_ready(None)"
    told = "print('weasyprint' in sys.modules, threading.active_count())"
    done = run("-c", f"{ask}; {told}", **production())
    assert (done.stdout, done.stderr) == ("True 1\n", "")
