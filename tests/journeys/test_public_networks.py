"""Everybody, without an account: who works together and where partners are missing, who coordinates, and what a year brought."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from monitoring.models import SuccessReport
from network.models import Document, LeadAssignment
from tests.browser import WIDER
from tests.journeys.conftest import Visitor
from tests.journeys.looking import QUIET, look, verdict

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
YEAR = 2025
SPACE = "/sozialraeume/gladbach-mitte/"
REPORT = f"/monitoring/erfolgsnachweis/{YEAR}/"
CHAIN = "/monitoring/praeventionskette/"
PAGES = [
    "/netzwerk/",
    "/netzwerk/fruehe-hilfen/",
    "/netzwerk/sozialraeume/",
    "/netzwerk/sozialraeume/?netzwerk=home",
    "/netzwerk/dokumente/",
    "/programme/home/",
    SPACE,
    CHAIN,
    REPORT,
]
LONG = "Jugendhilfeausschusssitzungsvorlagenbearbeitungsverantwortlichkeit"
# No dictionary of hyphens helps with a name that somebody typed.
TYPE = f"""() => document.querySelectorAll('main :is(h1, h2, h3, summary, li > a, a > strong)').forEach((one) => {{
    one.lang = 'zxx';
    one.prepend('{LONG} ');
}})"""
TO_THE_LEFT = "() => { document.documentElement.dir = 'rtl'; }"
LARGE = "() => { document.documentElement.style.fontSize = '200%'; }"


@pytest.fixture
def told(city) -> None:
    """Let the city publish a yearly report, and a document that decided who leads; where the server sees it."""

    def make() -> None:
        words = {"public_summary": "Viele Familien bekamen Besuch.", "is_public": True}
        SuccessReport.objects.update_or_create(year=YEAR, defaults=words)
        lead = LeadAssignment.objects.filter(social_space__slug="gladbach-mitte", network__slug="fruehe-hilfen")
        lead.update(document=Document.objects.get(slug="praeventionsrahmenkonzept"))
        connection.close()

    with ThreadPoolExecutor(1) as beside:
        beside.submit(make).result()


@pytest.fixture
def plain(family, told) -> Iterator[Visitor]:
    """Return somebody with a phone whose browser runs no script."""
    return family(360, java_script_enabled=False)


def heading(visitor: Visitor) -> str:
    return visitor.page.locator("h1").inner_text()


def follow(visitor: Visitor, link: str) -> str:
    visitor.page.get_by_role("main").get_by_role("link", name=link, exact=True).first.click()
    visitor.page.wait_for_load_state()
    return heading(visitor)


def test_without_script_somebody_finds_where_partners_are_missing_and_what_was_decided(plain):
    page = plain.open("/netzwerk/")
    seen = [follow(plain, "Wo wir noch Partner suchen")]
    page.select_option("select[name=netzwerk]", label="Frühe Hilfen")
    page.get_by_role("button", name="Anzeigen").click()
    page.wait_for_load_state()
    address = plain.path
    seen += [heading(plain).split("\n")[0], follow(plain, "Gladbach-Mitte")]
    page.locator("#umsetzung ~ details summary").first.click()
    steps = page.locator("#umsetzung ~ details li").first.inner_text()
    seen.append(follow(plain, "Präventionsrahmenkonzept"))
    assert address == "/netzwerk/sozialraeume/?netzwerk=fruehe-hilfen"
    assert seen[0] == "Wo wir noch Partner suchen"
    assert seen[1].startswith("Wo wir noch Partner suchen")
    assert seen[2:] == ["Sozialraum Gladbach-Mitte", "Präventionsrahmenkonzept"]
    assert steps.startswith("Vorschlag des Jugendamts\nam ")
    assert (plain.cookies, verdict(plain)) == ([], [QUIET])


def test_without_script_somebody_reads_who_coordinates_which_ages(plain):
    page = plain.open(CHAIN)
    ages = page.get_by_role("table", name="Koordination nach Lebensphase").get_by_role("row").all_inner_texts()
    networks = follow(plain, "HOME")
    assert (ages[1].startswith("Schwangerschaft"), "Frühe Hilfen" in ages[1]) == (True, True)
    assert networks.startswith("HOME")
    assert (plain.cookies, verdict(plain)) == ([], [QUIET])


def test_without_script_somebody_reads_what_a_year_brought_and_takes_it_along(plain):
    page = plain.open(REPORT)
    said = page.get_by_role("main").inner_text()
    file = plain.page.context.request.get(plain.city + f"/monitoring/erfolgsnachweis/{YEAR}.pdf")
    assert (heading(plain), "Viele Familien bekamen Besuch." in said) == (f"Erfolgsnachweis {YEAR}", True)
    assert (file.status, file.headers["content-type"], file.body()[:5]) == (200, "application/pdf", b"%PDF-")
    assert page.get_by_role("link", name="Als PDF").get_attribute("href") == f"/monitoring/erfolgsnachweis/{YEAR}.pdf"
    assert (plain.cookies, verdict(plain)) == ([], [QUIET])


@pytest.mark.parametrize("width", [360, 1280])
def test_every_public_page_of_the_networks_is_accessible_and_calls_nobody_else(family, told, width):
    visitor = family(width)
    broken = []
    for path in PAGES:
        visitor.open(path)
        broken += look(visitor)
    assert broken == []
    assert (visitor.cookies, verdict(visitor)) == ([], [QUIET])


@pytest.mark.parametrize("change", [TYPE, TO_THE_LEFT, LARGE], ids=["long names", "right to left", "large text"])
def test_no_page_grows_wider_than_a_phone(family, told, change):
    visitor = family(360)
    too_wide = []
    for path in PAGES:
        page = visitor.open(path)
        page.evaluate(change)
        too_wide += [(path, page.evaluate(WIDER))] if page.evaluate(WIDER) else []
    assert too_wide == []


def test_paper_shows_what_is_folded_up_and_no_form(family, told):
    reader = family(1280)
    found = []
    for path, part in ((SPACE, "#umsetzung ~ details li"), ("/netzwerk/sozialraeume/", "main form")):
        page = reader.open(path)
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            found.append(page.locator(part).first.is_visible())
    assert found == [False, True, True, False]
