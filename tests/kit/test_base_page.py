"""The frame round every page."""

from collections.abc import Sequence
from pathlib import Path

import html5lib
import pytest
from django.conf import settings
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from kit.styleguide import MUNICIPALITY

pytestmark = pytest.mark.urls("tests.kit.pages")


def drawn(source: str = "", path: str = "/angebote/?alter=1-jahr", help_lines: Sequence = (), **changes):
    page = engines["django"].from_string('{% extends "base.html" %}' + source)
    html = page.render({"municipality": MUNICIPALITY | changes, "help_lines": help_lines}, RequestFactory().get(path))
    return html5lib.parse(html, namespaceHTMLElements=False)


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def links(element) -> dict[str, str]:
    return {words(link): link.get("href") for link in element.findall(".//a")}


def test_the_title_names_the_page_and_the_portal():
    page = drawn("{% block title %}Angebote{% endblock %}")
    assert words(page.find(".//title")) == "Angebote · Familienportal Musterstadt"


def test_the_canonical_address_has_no_parameters():
    assert drawn().find(".//link[@rel='canonical']").get("href") == "http://testserver/angebote/"


def test_a_page_without_a_description_gets_the_one_of_the_portal():
    expected = "Angebote, Beratung und Treffpunkte für Familien in Musterstadt."
    assert drawn().find(".//meta[@name='description']").get("content") == expected


def test_the_first_link_jumps_to_the_content():
    page = drawn("{% block content %}<h1>Hier</h1>{% endblock %}")
    assert page.find(".//a").attrib == {"class": "skip-link", "href": "#inhalt"}
    assert words(page.find(".//*[@id='inhalt']")) == "Hier"
    assert page.find(".//*[@id='inhalt']").tag == "main"


def test_the_look_of_the_municipality_comes_after_the_design():
    sheets = [link.get("href") for link in drawn().findall(".//link[@rel='stylesheet']")]
    assert sheets == ["/static/css/portal.css", "/erscheinungsbild.css?v=1f5c57-ffcf56"]


def test_the_navigation_leads_to_the_four_parts_and_to_ones_own_list():
    nav = drawn().find(".//nav[@id='menue']")
    assert links(nav) == {
        "Angebote": "/angebote/",
        "Stadtteile": "/stadtteile/",
        "Wer ist zuständig?": "/zustaendig/",
        "Netzwerk": "/partner/",
        "Merkliste": "/merkliste/",
    }
    assert [words(link) for link in nav.findall(".//a[@aria-current]")] == ["Angebote"]


def test_easy_and_sign_language_and_urgent_help_are_on_every_page():
    assert links(drawn().find(".//nav[@class='site-utility']")) == {
        "Leichte Sprache": "/leichte-sprache/",
        "Gebärdensprache": "/gebaerdensprache/",
        "Hilfe sofort": "#hilfe-sofort",
    }


@pytest.mark.parametrize(
    ("lines", "called"),
    [
        ([], ["tel:112", "tel:110"]),
        ([{"name": "Polizei", "number": "110", "tel": "110", "hours": ""}], ["tel:110"]),
    ],
)
def test_the_emergency_numbers_can_be_called_and_without_any_two_hold_everywhere(lines, called):
    numbers = drawn(help_lines=lines).find(".//section[@id='hilfe-sofort']").findall(".//a")
    # The last one leads to all numbers.
    assert [number.get("href") for number in numbers] == [*called, "/hilfe-sofort/"]


def test_the_footer_leads_to_the_legal_pages():
    assert links(drawn().find(".//footer//nav")) == {
        "Zahlen zur Stadt": "/monitoring/",
        "So arbeiten wir zusammen": "/netzwerk/",
        "Kontakt": "/kontakt/",
        "Impressum": "/impressum/",
        "Datenschutz": "/datenschutz/",
        "Barrierefreiheit": "/barrierefreiheit/",
        "Leichte Sprache": "/leichte-sprache/",
        "Gebärdensprache": "/gebaerdensprache/",
        "Anmelden für Fachkräfte": "/konto/login/",
    }


def test_the_logo_of_the_municipality_replaces_ours():
    brand = drawn(logo_url="/media/logo/wappen.png").find(".//a[@class='brand']")
    assert [(child.tag, child.get("src")) for child in brand] == [("img", "/media/logo/wappen.png"), ("span", None)]
    assert [child.tag.rpartition("}")[2] for child in drawn().find(".//a[@class='brand']")] == ["svg", "span"]


def test_a_municipality_without_phone_and_mail_shows_neither():
    assert drawn(phone="", email="").find(".//div[@class='footer-contact']").findall(".//a") == []


def test_a_language_from_right_to_left_turns_the_page():
    with translation.override("ar"):
        page = drawn()
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


def test_the_page_is_in_german():
    assert (drawn().get("lang"), drawn().get("dir")) == ("de", "ltr")


def test_every_file_that_the_page_names_is_there():
    named = [link.get("href") for link in drawn().findall(".//link") if link.get("href").startswith("/static/")]
    files = [Path(settings.BASE_DIR, "static", name.removeprefix("/static/")) for name in named]
    assert len(files) == 4
    assert [file.name for file in files if not file.is_file()] == []
