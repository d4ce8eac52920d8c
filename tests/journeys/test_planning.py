"""Social planning reads everything, takes it along as a table, and changes nothing but the numbers of the monitoring."""

import csv
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.db import connection

from monitoring.models import Indicator, IndicatorValue
from tests.journeys.looking import QUIET, look, verdict
from tests.journeys.progress import ask_and_wait
from tests.monitoring.factories import CountFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def rows_of_sheet(page) -> int:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(downloaded(page, "XLSX").read_bytes())).active.max_row


def downloaded(page, name):
    with page.expect_download() as found:
        page.get_by_role("link", name=name, exact=True).click()
    return found.value.path()


@pytest.mark.parametrize("script", [True, False])
def test_a_planner_narrows_a_list_and_takes_exactly_its_rows_along(staff, script):
    planner = staff("planung", java_script_enabled=script)
    page = planner.open("/verwaltung/")
    broken = look(planner) if script else []
    page.locator("nav").get_by_role("link", name="Angebote", exact=True).last.click()
    page.locator(".filter-panel summary").click()
    page.select_option("select[name=status]", label="veröffentlicht")
    page.fill("input[name=q]", "Sprechstunde")
    page.get_by_role("button", name="Anzeigen").click()
    total = int(page.locator("p[role=status]").get_attribute("data-count"))
    with downloaded(page, "CSV").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    number = rows_of_sheet(page)
    titles = page.locator("tbody th").all_inner_texts()
    broken += look(planner) if script else []
    assert (len(rows) - 1, number - 1, titles) == (total, total, [row[0] for row in rows[1 : len(titles) + 1]])
    assert (total > 0, broken, verdict(planner)) == (True, [], [QUIET])


def test_a_planner_finds_nothing_to_change_and_is_refused_where_one_asks_for_it(staff):
    planner = staff("planung", 360)
    page = planner.open("/verwaltung/angebote/")
    boxes = page.locator("tbody input[type=checkbox]").count()
    page.locator("tbody th a").first.click()
    buttons = page.locator("main form button").all_inner_texts()
    broken = look(planner)
    edit = page.goto(page.url + "bearbeiten/")
    broken += look(planner)
    assert (boxes, buttons, page.get_by_role("link", name="Bearbeiten").count(), edit.status) == (0, [], 0, 403)
    assert (broken, len(planner.hosts)) == ([], 1)


@pytest.fixture
def indicators(city):
    """Let the city have two indicators of its own; beside the test's transaction, where the server sees them."""

    def make() -> None:
        if not Indicator.objects.filter(code="leute").exists():
            CountFactory(code="leute", name="Leute mit Hauptwohnsitz")
            CountFactory(code="kleine", name="Kinder unter 3")
        connection.close()

    with ThreadPoolExecutor(1) as beside:
        beside.submit(make).result()


OFFICE = """Leute am 31.12.2024
Quelle: Melderegister, Stand der Fortschreibung

Stadtteil;Leute mit Hauptwohnsitz;Kleine;Fußnote
101 Gladbach;12.345;321;
Windberg;5 678;–;x
Eicken;999;.;
Nirgends;1;1;
Insgesamt;19.022;321;
* vorläufig
"""


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 360)])
def test_a_planner_brings_numbers_in_and_takes_them_back(staff, worker, indicators, script, width):
    planner = staff("planung", width, java_script_enabled=script)
    page = planner.open("/verwaltung/")
    broken = []

    def see() -> None:
        # The rules are looked at with a script.
        broken.extend(look(planner) if script else [])

    def press(kind: str, name: str) -> None:
        page.get_by_role(kind, name=name).click()
        see()

    def ask(button: str) -> None:
        ask_and_wait(page, button, script=script)
        see()

    source = f"Melderegister {width}"
    press("link", "Zahlen einlesen")
    press("link", "Tabelle hochladen")
    page.fill("input[name=source]", source)
    content = {"name": "leute.csv", "mimeType": "text/csv", "buffer": OFFICE.encode("cp1252")}
    page.set_input_files("input[name=file]", content)
    press("button", "Hochladen und Spalten zuordnen")
    page.get_by_label("Kleine").select_option(label="Kinder unter 3")
    ask("Prüfen, ohne etwas zu ändern")
    press("link", "neu (8)")
    told = page.locator("tbody tr").all_inner_texts()
    ask("Jetzt übernehmen")
    there = IndicatorValue.objects.filter(taken_from__source=source).count()
    press("link", "Import zurücknehmen …")
    ask("Import zurücknehmen")
    after = IndicatorValue.objects.filter(taken_from__source=source).count()
    assert (len(told), there, after) == (8, 8, 0)
    assert (broken, verdict(planner)) == ([], [QUIET])
