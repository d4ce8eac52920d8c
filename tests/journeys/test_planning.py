"""Social planning reads everything, takes it along as a table, and changes nothing."""

import csv
from io import BytesIO

import pytest

from tests.journeys.looking import QUIET, look, verdict

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
