"""What makes opened pages readable without network, on wish: the worker, the page with the switch, and where neither is named."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from sozialraum.release import RELEASE
from sozialraum.views.offline import BYTES, DAYS, FILES, LARGEST, NEVER, PAGES, STAFF
from tests.network.factories import person
from tests.sozialraum.html import headings, parsed, text_of

WORKER, PAGE = "/ohne-netz.js", "/ohne-netz/"
SCRIPTS = Path(settings.BASE_DIR, "static", "js")
pytestmark = pytest.mark.usefixtures("municipality")


def listed(paths: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{path}"' for path in paths) + "]"


def test_the_worker_is_a_script_at_the_root_of_the_addresses(client):
    answer = client.get(WORKER)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.cookies == {}


def test_the_worker_names_its_release_its_bounds_and_what_it_never_looks_at(client):
    text = client.get(WORKER).content.decode()
    found = dict(re.findall(r"const (\w+) = (.*);", text))
    assert {name: found[name] for name in ("MOST", "MOST_BYTES", "LARGEST", "OLDEST", "OFFLINE", "STAFF", "NEVER")} == {
        "MOST": f"{{ [PAGES]: {PAGES}, [FILES]: {FILES} }}",
        "MOST_BYTES": str(BYTES),
        "LARGEST": str(LARGEST),
        "OLDEST": f"{DAYS} * 24 * 60 * 60 * 1000",
        "OFFLINE": f'"{PAGE}"',
        "STAFF": listed(STAFF),
        "NEVER": listed(NEVER),
    }
    assert RELEASE in text  # a new release is a new worker
    assert STAFF == ("/verwaltung/", "/konto/", "/admin/")


def test_whoever_is_logged_in_gets_no_worker(client):
    client.force_login(person("steering"))
    answer = client.get(WORKER)
    assert (answer.status_code, answer.content) == (403, b"")
    client.logout()
    assert client.get(WORKER).status_code == 200


def test_a_page_may_start_workers_of_this_site_only(client):
    policy = client.get(PAGE).headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy.split("; ")


def test_the_page_says_what_is_kept_and_for_how_long_and_whom_it_endangers(client):
    page = parsed(client.get(PAGE))
    text = text_of(page.find(".//main"))
    assert headings(page)[0] == "h1 Lesen ohne Netz"
    assert f"höchstens die letzten {PAGES} Seiten, nur auf diesem Gerät. Nach {DAYS} Tagen" in text
    assert "Das ist ausgeschaltet, bis Sie es einschalten." in text
    assert "Benutzen auch andere dieses Gerät?" in text
    assert page.find(".//*[@id='hilfe-sofort']") is not None


def test_the_switch_is_off_and_what_only_a_script_can_do_is_hidden_without_one(client):
    page = parsed(client.get(PAGE))
    [switch] = page.findall(".//input[@id='id_behalten']")
    assert "checked" not in switch.attrib
    assert [
        "hidden" in page.find(f".//*[@{name}]").attrib
        for name in ("data-offline-pages", "data-offline-missed", "data-offline-without")
    ] == [True, True, False]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_are_refused(client, method):
    assert [getattr(client, method)(path).status_code for path in (WORKER, PAGE)] == [405, 405]


def test_the_page_with_the_switch_alone_has_the_script_that_may_register_a_worker(client):
    registering = [one.name for one in SCRIPTS.glob("*.js") if "serviceWorker" in one.read_text(encoding="utf-8")]
    assert registering == ["offline-pages.js"]
    name = re.compile(r"offline-pages[\w.]*\.js")
    named = [bool(name.search(client.get(path).content.decode())) for path in (PAGE, "/", "/kontakt/", "/merkliste/")]
    assert named == [True, False, False, False]


def test_pages_of_staff_have_no_place_for_the_notice_of_a_copy(client):
    def has_notice(path: str) -> bool:
        return parsed(client.get(path)).find(".//*[@data-offline]") is not None

    public = [has_notice(path) for path in ("/kontakt/", "/konto/anmelden/")]
    client.force_login(person("steering"))
    staff = [has_notice(path) for path in ("/verwaltung/", "/verwaltung/rechte/", "/konto/")]
    assert (public, staff) == ([True, False], [False, False, False])


def test_the_notice_of_a_kept_page_is_hidden_until_it_is_true(client):
    notice = parsed(client.get("/kontakt/")).find(".//*[@data-offline]")
    assert "hidden" in notice.attrib


def test_the_own_list_and_the_privacy_page_lead_to_the_switch(client):
    def leads(path: str) -> bool:
        return PAGE in [one.get("href") for one in parsed(client.get(path)).findall(".//a")]

    assert [leads(path) for path in ("/merkliste/", "/datenschutz/", "/kontakt/")] == [True, True, False]
