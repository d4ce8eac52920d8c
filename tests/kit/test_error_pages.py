"""Error pages stand on their own: they must hold when everything else has failed."""

import shutil
from pathlib import Path

import html5lib
import pytest
from django.conf import settings
from django.template.loader import get_template

from config.static_files import HashedFiles

PAGES = {
    "403": "Diese Seite ist nicht für alle da",
    "403_csrf": "Das hat nicht geklappt",
    "404": "Diese Seite gibt es nicht",
    "500": "Da ist bei uns etwas schiefgegangen",
    "503": "Wir sind gleich wieder da",
}


def drawn(name: str):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(get_template(f"{name}.html").render())


@pytest.mark.parametrize(("name", "heading"), PAGES.items())
def test_an_error_page_needs_no_context_and_no_database(name, heading):
    page = drawn(name)
    assert [page.find(".//title").text, page.find(".//h1").text] == [heading, heading]


@pytest.mark.parametrize("name", PAGES)
def test_an_error_page_shows_the_emergency_numbers(name):
    numbers = drawn(name).findall(".//section[@id='hilfe-sofort']//li/a")
    assert [number.get("href") for number in numbers] == ["tel:112", "tel:110"]


@pytest.mark.parametrize("name", PAGES)
def test_the_files_of_an_error_page_are_there(name):
    page = drawn(name)
    wanted = [link.get("href") for link in page.findall(".//link")]
    folder = Path(settings.BASE_DIR, "static")
    assert wanted == [f"{settings.STATIC_URL}img/favicon.svg", f"{settings.STATIC_URL}css/portal.css"]
    assert [path for path in wanted if not (folder / path.removeprefix(settings.STATIC_URL)).is_file()] == []


def test_the_files_of_an_error_page_are_still_there_when_they_were_collected(tmp_path):
    shutil.copytree(Path(settings.BASE_DIR, "static"), tmp_path, dirs_exist_ok=True)
    files = HashedFiles(location=tmp_path, base_url=settings.STATIC_URL)
    names = [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()]
    collected = list(files.post_process({name: (files, name) for name in names}))
    gone = [name for name in names if not (tmp_path / name).is_file()]
    assert (bool(collected), gone) == (True, [])


def test_whoever_is_lost_can_search_on():
    form = drawn("404").find(".//form")
    assert form.attrib == {"action": "/angebote/", "method": "get", "role": "search"}
    assert [field.get("name") for field in form.findall(".//input")] == ["q"]
