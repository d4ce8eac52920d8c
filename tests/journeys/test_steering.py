"""The overall steering goes from its board to what waits, and takes a table over: looked at first, then done, then undone."""

import pytest

from offers.models import Offer
from tests.journeys.looking import QUIET, look, verdict
from tests.journeys.progress import ask_and_wait
from tests.offers.imports import table

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
ROW = {"age_from_months": "0", "age_to_months": "12", "summary": "Kurz", "catchment": "city"}


def test_every_link_of_the_board_leads_somewhere(staff):
    steering = staff("steuerung", 360)
    page = steering.open("/verwaltung/")
    broken = look(steering)
    wanted = page.locator("main a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    answers = [page.goto(steering.city + path).status for path in wanted]
    page.goto(f"{steering.city}/verwaltung/einreichungen/")
    broken += look(steering)
    assert (set(answers), broken, verdict(steering)) == ({200}, [], [QUIET])


@pytest.mark.parametrize("script", [True, False])
def test_a_table_is_looked_at_taken_over_and_taken_back(staff, worker, script):
    steering = staff("steuerung", java_script_enabled=script)
    titles = [f"{word} {'mit' if script else 'ohne'} Skript" for word in ("Babytreff", "Vätertreff")]
    rows = [ROW | {"title": title, "provider": "Familienbildungsstätte"} for title in titles]
    page = steering.open("/verwaltung/importe/neu/")
    broken = look(steering) if script else []
    page.fill("input[name=source]", "Kursliste")
    content = {"name": "kurse.csv", "mimeType": "text/csv", "buffer": table(*rows, {"title": "", "provider": "x"})}
    page.set_input_files("input[name=file]", content)
    page.get_by_role("button", name="Hochladen und Spalten zuordnen").click()
    broken += look(steering) if script else []
    ask_and_wait(page, "Prüfen, ohne etwas zu ändern", script=script)
    before = Offer.objects.filter(title__in=titles).count()
    broken += look(steering) if script else []
    ask_and_wait(page, "Jetzt übernehmen", script=script)
    there = Offer.objects.filter(title__in=titles).count()
    page.get_by_role("link", name="Import zurücknehmen …").click()
    broken += look(steering) if script else []
    ask_and_wait(page, "Import zurücknehmen", script=script)
    broken += look(steering) if script else []
    after = Offer.objects.filter(title__in=titles).exclude(status="archived").count()
    assert (before, there, after) == (0, 2, 0)
    assert (broken, verdict(steering)) == ([], [QUIET])
