"""Life in the social spaces: who steers records how far they are, everybody sees it, and a colleague finds what helps a family."""

import datetime
import io

import pytest
from pypdf import PdfReader

from network.models import LeadAssignment
from offers.models import MissedSearch
from sozialraum.models import SocialSpace
from tests.journeys.looking import QUIET, look, verdict

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LONGEST_WAIT = 30_000  # milliseconds


def at_work(staff, name, width=1280):
    person = staff(name, width)
    person.page.set_default_timeout(LONGEST_WAIT)
    return person


def test_a_step_is_recorded_and_a_new_lead_stands_on_the_public_page(staff, family):
    person = at_work(staff, "steuerung")
    page = person.open("/verwaltung/")
    page.get_by_role("link", name="Sozialräume", exact=True).click()
    broken = look(person)
    page.get_by_role("link", name="06 Rheydt West").click()
    page.locator("a[href$='fruehe-hilfen/invitation/']").click()
    page.fill("input[name=done_on]", "2026-11-20")
    page.fill("input[name=decided_by]", "Jugendamt, Fachstelle Frühe Hilfen")
    broken += look(person)
    page.get_by_role("button", name="Speichern").click()
    told = page.locator("main").inner_text()
    page.get_by_role("link", name="Federführung festlegen").click()
    page.select_option("select[name=network]", label="Frühe Hilfen")
    page.select_option("select[name=partner]", label="Caritasverband Region Mönchengladbach")
    page.fill("input[name=valid_from]", datetime.date.today().isoformat())  # noqa: DTZ011 - the day on the wall
    broken += look(person)
    page.get_by_role("button", name="Speichern").click()
    space = SocialSpace.objects.get(code="06")
    assert (
        LeadAssignment.objects.filter(social_space=space, network__slug="fruehe-hilfen", valid_until=None).count() == 1
    )
    visitor = family(360)
    shown = visitor.open("/sozialraeume/rheydt-west/").locator("#federfuehrung").locator("..").inner_text()
    assert ("Frühe Hilfen: 3 von 6 Schritten" in told, "Caritasverband" in shown, broken) == (True, True, [])
    assert (verdict(person), verdict(visitor)) == ([QUIET], [QUIET])


def test_a_function_is_added_in_a_minute_and_answers_for_its_streets(staff):
    person = at_work(staff, "steuerung", 360)
    page = person.open("/verwaltung/sozialraeume/")
    page.get_by_role("link", name="12 Giesenkirchen").click()
    broken = look(person)
    page.get_by_role("link", name="Ansprechstelle hinzufügen").click()
    page.fill("input[name=function]", "Schulsozialarbeit Giesenkirchen")
    page.select_option("select[name=unit]", label="Schulsozialarbeit")
    page.fill("input[name=phone]", "0221 4710-499")
    broken += look(person)
    page.get_by_role("button", name="Speichern").click()
    added = page.locator("table").first.inner_text()
    page.get_by_role("link", name="Straßen", exact=True).click()
    page.locator(".filter-panel summary").click()
    page.select_option("select[name=sozialraum]", label="Giesenkirchen")
    page.get_by_role("button", name="Anzeigen").click()
    broken += look(person)
    rows = page.locator("tbody tr").all_inner_texts()
    assert ("Schulsozialarbeit Giesenkirchen" in added, broken, verdict(person)) == (True, [], [QUIET])
    assert len(rows) > 0
    assert all("Sozialraumteam 12 Giesenkirchen" in row for row in rows)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_colleague_asks_what_helps_and_leaves_no_trace(staff, width):
    person = at_work(staff, "partner", width)
    page = person.open("/verwaltung/")
    page.get_by_role("link", name="Ressourcencheck", exact=True).click()
    broken = look(person)
    page.select_option("select[name=gebiet]", label="Eicken")
    page.select_option("select[name=alter]", label="1 Jahr")
    page.get_by_label("Stress & Seele").check()
    page.get_by_role("button", name="Zeigen, was hilft").click()
    broken += look(person)
    total = int(page.locator("p[role=status]").get_attribute("data-count"))
    first = page.locator("input[name=angebot]").first
    title = page.locator(f"label[for={first.get_attribute('id')}]").inner_text()
    first.check()
    with page.expect_download() as found:
        page.get_by_role("button", name="Angekreuztes als Handzettel (PDF)").click()
    paper = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(found.value.path().read_bytes())).pages)
    addresses = {person.path}
    number = MissedSearch.objects.count()
    page.get_by_role("button", name="Nichts hat gepasst").click()
    page.get_by_role("heading", name="Als Bedarf gezählt").wait_for()
    addresses.add(person.path)
    kept = page.evaluate("localStorage.length + sessionStorage.length")
    assert (total > 0, title in " ".join(paper.split()), "Seele" in paper) == (True, True, False)
    assert addresses == {"/verwaltung/ressourcencheck/", "/verwaltung/ressourcencheck/gezaehlt/"}
    assert ({one["name"] for one in person.cookies} - {"sessionid", "csrftoken"}, kept) == (set(), 0)
    assert (MissedSearch.objects.count() - number in {0, 1}, broken, verdict(person)) == (True, [], [QUIET])


def test_a_family_sees_on_a_map_where_a_programme_is(family):
    visitor = family(360)
    page = visitor.open("/programme/home/")
    stages = page.locator("h2").all_inner_texts()
    page.get_by_role("link", name="Eicken: Regelbetrieb", exact=True).click()
    page.get_by_role("link", name="HOME – Hilfe und Orientierung für MG Eltern").click()
    broken = look(visitor)
    assert (visitor.path, {"Geplant", "Pilot", "Regelbetrieb"} <= set(stages), broken) == ("/programme/home/", True, [])
    assert (visitor.cookies, verdict(visitor)) == ([], [QUIET])
