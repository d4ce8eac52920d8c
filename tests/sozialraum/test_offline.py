"""What makes opened pages readable without network: the worker, the page that stands in, and where neither is named."""

import re

import pytest

from sozialraum.release import RELEASE
from sozialraum.views.offline import FILES, LARGEST, NEVER, PAGES
from tests.network.factories import person
from tests.sozialraum.html import headings, parsed

WORKER, PAGE = "/ohne-netz.js", "/ohne-netz/"
pytestmark = pytest.mark.usefixtures("municipality")


def scripts(answer) -> list[str]:
    return [one.get("src") for one in parsed(answer).findall(".//script") if one.get("src")]


def test_the_worker_is_a_script_at_the_root_of_the_addresses(client):
    answer = client.get(WORKER)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert answer.cookies == {}


def test_the_worker_names_its_release_its_bounds_and_what_it_never_looks_at(client):
    text = client.get(WORKER).content.decode()
    found = dict(re.findall(r"const (\w+) = (.*);", text))
    assert {name: found[name] for name in ("RELEASE", "MOST", "LARGEST", "OFFLINE", "NEVER")} == {
        "RELEASE": f'"{RELEASE}"',
        "MOST": f"{{ [PAGES]: {PAGES}, [FILES]: {FILES} }}",
        "LARGEST": str(LARGEST),
        "OFFLINE": f'"{PAGE}"',
        "NEVER": "[" + ", ".join(f'"{path}"' for path in NEVER) + "]",
    }
    assert {"/verwaltung/", "/konto/", "/admin/"} <= set(NEVER)


def test_a_page_may_start_workers_of_this_site_only(client):
    policy = client.get(PAGE).headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy.split("; ")


def test_the_page_for_times_without_network_is_german_and_leads_to_help(client):
    page = parsed(client.get(PAGE))
    assert headings(page)[0] == "h1 Lesen ohne Netz"
    assert page.find(".//*[@id='hilfe-sofort']") is not None
    assert "hidden" in page.find(".//*[@data-kept]").attrib


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_are_refused(client, method):
    assert [getattr(client, method)(path).status_code for path in (WORKER, PAGE)] == [405, 405]


def test_public_pages_start_the_worker_and_pages_of_staff_do_not(client):
    public = scripts(client.get("/kontakt/"))
    login = scripts(client.get("/konto/anmelden/"))
    client.force_login(person("steering"))
    staff = [scripts(client.get(path)) for path in ("/verwaltung/", "/verwaltung/rechte/", "/konto/")]
    named = ["/static/js/offline.js" in found for found in (public, login, *staff)]
    assert named == [True, False, False, False, False]


def test_the_notice_of_a_kept_page_is_hidden_until_it_is_true(client):
    notice = parsed(client.get("/kontakt/")).find(".//*[@data-offline]")
    assert "hidden" in notice.attrib
