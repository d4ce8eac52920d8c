"""The styleguide shows all there is, and only to those who build pages."""

from pathlib import Path

import html5lib
import pytest
from django.conf import settings

pytestmark = pytest.mark.urls("tests.kit.pages")
COMPONENTS = Path(settings.BASE_DIR, "templates", "components")


@pytest.fixture
def answer(client):
    return client.get("/styleguide/")


def test_every_component_is_drawn(answer):
    drawn = {template.name for template in answer.templates if template.name}
    assert {f"components/{path.name}" for path in COMPONENTS.iterdir()} - drawn == set()


def test_every_component_is_described():
    described = Path(settings.BASE_DIR, "docs", "components.md").read_text(encoding="utf-8")
    # Parts of the frame have no inputs: base.html places them.
    frame = {"skip_link", "site_icons", "header", "navigation", "nav_item", "emergency", "footer"}
    names = {path.stem for path in COMPONENTS.iterdir()} - frame
    assert {name for name in names if name not in described} == set()


def test_the_page_is_well_formed(answer):
    html5lib.HTMLParser(strict=True).parse(answer.content.decode())


def test_no_two_elements_share_an_id(answer):
    ids = [element.get("id") for element in html5lib.parse(answer.content.decode()).iter() if element.get("id")]
    assert sorted(ids) == sorted(set(ids))


def test_nothing_is_written_into_the_page_that_the_security_policy_forbids(answer):
    elements = list(html5lib.parse(answer.content.decode(), namespaceHTMLElements=False).iter())
    assert {element.tag for element in elements} & {"script", "style"} == set()
    assert [name for element in elements for name in element.attrib if name == "style" or name[:2] == "on"] == []


def test_the_page_needs_no_database(answer):
    assert answer.status_code == 200


def test_no_search_engine_is_to_list_it(answer):
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_the_page_sets_no_cookie(answer):
    assert dict(answer.cookies) == {}


def test_it_is_not_to_be_had_in_production(client, settings):
    settings.LOCAL = False
    assert client.get("/styleguide/").status_code == 404


def test_it_can_only_be_read(client):
    assert client.post("/styleguide/").status_code == 405
