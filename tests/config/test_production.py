"""Production: refuses to start half configured, and is strict once it runs."""

import json
import socket
import subprocess
import sys

import pytest

from config.environment import LOCAL_HOSTS, refusal
from tests.config.programs import ROOT, production, run, surroundings

COMPLETE = {"DATABASE_URL": "postgresql://x/portal", "SECRET_KEY": "x", "ALLOWED_HOSTS": "x"}
HTTPS = {"X_Forwarded_Proto": "https"}


@pytest.mark.parametrize("missing", sorted(COMPLETE))
def test_production_says_what_is_missing(missing):
    lines = refusal(COMPLETE | {missing: ""}).splitlines()
    assert lines[0] == "The portal does not start. Set in its environment:"
    assert [line.split()[0] for line in lines[1:]] == [missing]


def test_a_complete_production_is_not_refused():
    assert refusal(COMPLETE) == ""


def test_the_local_portal_needs_nothing():
    assert refusal({"PORTAL_LOCAL": "1"}) == ""


def test_only_a_word_that_means_yes_makes_the_portal_local():
    assert [bool(refusal({"PORTAL_LOCAL": word})) for word in ("", "0", "1")] == [True, True, False]


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["-m", "gunicorn", "-c", "config/gunicorn.py"],
    ],
)
def test_a_refusal_is_a_sentence_and_no_traceback(command):
    done = run(*command, **surroundings(SECRET_KEY="only this"))
    assert done.returncode == 1
    assert done.stderr.splitlines() == refusal({"SECRET_KEY": "only this"}).splitlines()


def test_any_other_server_shows_the_refusal_too():
    done = run("-c", "import config.wsgi", **surroundings())
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith(refusal({}))


def test_the_deployment_check_finds_nothing(django_db_setup):
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **production())
    assert done.stderr == ""
    assert done.stdout.startswith("System check identified no issues")


def settings_of(*names: str, **variables: str) -> list:
    """Return what production's settings say for `names`."""
    code = f"import json, config.settings as s; print(json.dumps([getattr(s, name) for name in {names}]))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=production(**variables), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_production_shows_no_debugging_pages_whatever_it_is_told():
    assert settings_of("DEBUG", PORTAL_DEBUG="1") == [False]


def test_production_requires_the_second_factor_whatever_it_is_told():
    told = {"SECOND_FACTOR_REQUIRED": "0", "PORTAL_SECOND_FACTOR": "0", "PORTAL_LOCAL": "0"}
    names = ("SECOND_FACTOR_REQUIRED", "MFA_TOTP_TOLERANCE", "MFA_WEBAUTHN_USER_VERIFICATION")
    assert settings_of(*names, **told) == [True, 1, "required"]


def test_former_keys_are_parted_by_commas():
    assert settings_of("SECRET_KEY_FALLBACKS", SECRET_KEY_FALLBACKS="$one,two/+=") == [["$one", "two/+="]]
    assert settings_of("SECRET_KEY_FALLBACKS") == [[]]


def test_several_hosts_are_parted_by_commas():
    assert settings_of("ALLOWED_HOSTS", ALLOWED_HOSTS="a.example.org,b.example.org") == [
        ["a.example.org", "b.example.org"]
    ]
    assert "testserver" in LOCAL_HOSTS


def test_a_key_may_begin_with_a_dollar():
    assert settings_of("SECRET_KEY", SECRET_KEY="$ecret") == ["$ecret"]


def test_options_of_the_database_address_are_kept_beside_the_pool():
    url = "postgresql://me:word@%2Frun%2Fdatabase/portal?sslmode=require"
    databases = settings_of("DATABASES", DATABASE_URL=url)[0]["default"]
    assert databases["HOST"] == "/run/database"
    assert databases["OPTIONS"]["sslmode"] == "require"
    assert databases["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 4, "timeout": 10}


def test_mail_goes_out_through_the_configured_server():
    url = "smtp+tls://me%40example.org:word@mail.example.org:587"
    names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_USE_TLS")
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    assert settings_of(*names, EMAIL_URL=url) == [smtp, "mail.example.org", 587, "me@example.org", True]
    assert settings_of("EMAIL_BACKEND", "EMAIL_HOST") == [smtp, "localhost"]


def test_mail_is_sent_in_the_name_of_the_first_host():
    assert settings_of("DEFAULT_FROM_EMAIL", ALLOWED_HOSTS=".example.org") == ["portal@example.org"]


def test_a_visitor_without_https_is_sent_to_it(portal):
    response = portal.get("/konto/anmelden/")
    assert response.status == 301
    assert response.headers["Location"] == "https://127.0.0.1/konto/anmelden/".replace(
        "127.0.0.1", f"127.0.0.1:{portal.port}"
    )


def test_behind_a_reverse_proxy_the_visitor_is_known_to_have_come_by_https(portal):
    response = portal.get("/konto/anmelden/", **HTTPS)
    assert response.status == 200
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_cookies_belong_to_this_host_and_https_alone(portal):
    cookies = portal.get("/konto/anmelden/", **HTTPS).headers.get_all("Set-Cookie")
    assert [cookie.split("=")[0] for cookie in cookies] == ["__Host-csrftoken"]
    attributes = {part.strip() for part in cookies[0].split(";")}
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= attributes
    assert not [part for part in attributes if part.startswith("Domain")]


def test_other_sites_learn_nothing_from_a_visit(portal):
    headers = portal.get("/konto/anmelden/", **HTTPS).headers
    names = ("Referrer-Policy", "Cross-Origin-Opener-Policy", "X-Content-Type-Options", "X-Frame-Options")
    assert [headers[name] for name in names] == ["same-origin", "same-origin", "nosniff", "DENY"]


def test_another_host_is_refused(portal):
    assert portal.get("/konto/anmelden/", Host="elsewhere.example.org", **HTTPS).status == 400


def test_pages_are_compressed(portal):
    response = portal.get("/konto/anmelden/", Accept_Encoding="gzip", **HTTPS)
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.body) < 0.6 * len(portal.get("/konto/anmelden/", **HTTPS).body)


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_static_files_are_compressed_and_kept_for_good(portal, encoding):
    manifest = json.loads((ROOT / "staticfiles" / "staticfiles.json").read_text())
    name = manifest["paths"]["css/portal.css"]
    response = portal.get(f"/static/{name}", Accept_Encoding=encoding, **HTTPS)
    assert response.headers["Content-Encoding"] == encoding
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_the_log_does_not_tell_who_asked_for_what(portal):
    portal.get("/gibt-es-nicht?q=gewalt", **HTTPS)
    with socket.create_connection(("127.0.0.1", portal.port)) as visitor:
        visitor.sendall(b"GET /?q=gewalt HTTP/9.9\r\n\r\n")
        assert visitor.recv(100).startswith(b"HTTP/1.1 400 ")
    said = portal.log.read_text()
    assert "Not Found: /gibt-es-nicht" in said
    assert "gewalt" not in said
    assert "Invalid request from ip=…" in said
    assert "127.0.0.1:" not in said.replace(f"http://127.0.0.1:{portal.port}", "")
