"""A partner writes an offer, a coordinator approves it, a family finds it; in a real browser, on a phone and by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.text import slugify

from tests.browser import RULES, WIDER

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
NEW = "/verwaltung/angebote/neu/"


def fill(page, title):
    page.fill("#id_title", title)
    page.fill("#id_summary", "Singen und Klatschen mit Babys.")
    page.select_option("#id_type", index=1)
    page.check("input[name=topics] >> nth=0", force=True)
    page.fill("#id_age_from_0", "4")
    page.fill("#id_age_to_0", "3")
    page.select_option("#id_age_to_1", "jahre")
    page.check("input[name=target_groups] >> nth=0", force=True)
    page.check("input[name=access_modes] >> nth=0", force=True)
    page.check("#id_is_citywide")
    page.fill("#id_schedules", "dienstags 9:30–11 Uhr")
    page.select_option("#id_registration", index=1)
    page.select_option("#id_cost", index=1)


def broken_rules(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], node["html"]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize("script", [True, False])
def test_a_partner_submits_and_a_coordinator_approves_and_a_family_reads_it(staff, family, script):
    title = "Singkreis am Dienstag" if script else "Drachen bauen"
    partner = staff("partner", 360, java_script_enabled=script)
    page = partner.open(NEW)
    fill(page, title)
    page.get_by_role("button", name="Zur Prüfung einreichen").click()
    told = page.locator(".notice-success").inner_text()
    steering = staff("steuerung", java_script_enabled=script)
    page = steering.open("/verwaltung/einreichungen/")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Freigeben").first.click()
    approved = page.locator(".notice-success").inner_text()
    reader = family()
    page = reader.open(f"/angebote/{slugify(title)}/")
    assert (told, approved, page.locator("h1").inner_text()) == (
        "Eingereicht. Sie bekommen eine E-Mail, sobald jemand es geprüft hat.",
        "Freigegeben: Familien sehen es jetzt so.",
        title,
    )
    assert [visitor.complaints for visitor in (partner, steering, reader)] == [[], [], []]
    assert [len(visitor.hosts) for visitor in (partner, steering, reader)] == [1, 1, 1]


def test_the_form_says_what_families_will_read_and_a_closed_tab_loses_nothing(staff):
    partner = staff("partner")
    page = partner.open(NEW)
    fill(page, "Halb geschrieben")
    live = page.locator("[data-live=ages]").filter(has_text="für Kinder von 4 Monaten bis unter 3 Jahren")
    live.wait_for()
    dates = page.locator("[data-live=times] li").count()
    page.locator("[data-state]").filter(has_text="Zwischenstand gesichert um").wait_for()
    page.close()
    again = partner.page.context.new_page()
    again.goto(partner.city + NEW)
    again.get_by_role("link", name="Halb geschrieben").click()
    assert (dates, again.input_value("#id_schedules"), again.input_value("#id_age_to_0")) == (
        5,
        "dienstags 9:30–11 Uhr",
        "3",
    )


def test_while_the_server_does_not_answer_the_browser_keeps_what_is_written(staff):
    partner = staff("partner")
    page = partner.open(NEW)
    page.route("**/zwischenstand/", lambda route: route.abort())
    page.fill("#id_title", "Ohne Netz")
    page.locator("[data-state]").filter(has_text="Gerade lässt sich nichts sichern.").wait_for()
    page.unroute("**/zwischenstand/")
    page.reload()
    page.locator("[data-state]").filter(has_text="Zwischenstand gesichert um").wait_for()
    assert page.input_value("#id_title") == "Ohne Netz"


def test_a_login_that_ran_out_while_somebody_wrote_loses_nothing(staff):
    partner = staff("partner")
    page = partner.open(NEW)
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_title", "Nach langer Pause")
    page.locator("[data-state]").filter(has_text="Ihre Anmeldung ist abgelaufen.").wait_for()
    assert "Nach langer Pause" in page.evaluate("Object.values(localStorage).join()")


def unsaved(page, **values):
    """Write while the server takes nothing, since the browser has lost what proves where the form comes from."""
    page.context.clear_cookies(name="csrftoken")
    for name, value in values.items():
        page.fill(f"#id_{name}", value)
    page.locator("[data-state]").filter(has_text="Was Sie schreiben, bleibt in diesem Browser").wait_for()


def test_a_form_that_the_server_refused_is_there_when_it_is_opened_again(staff):
    page = staff("partner").open(NEW)
    unsaved(page, title="Nicht angenommen")
    page.get_by_role("button", name="Als Entwurf speichern").click()
    page.get_by_role("heading", name="Das hat nicht geklappt").wait_for()
    page.goto(page.url)
    page.locator("[data-state]").filter(has_text="Zwischenstand gesichert um").wait_for()
    assert page.input_value("#id_title") == "Nicht angenommen"


def test_what_the_server_took_in_the_end_does_not_come_back(staff):
    page = staff("partner").open(NEW)
    page.route("**/zwischenstand/", lambda route: route.abort())
    fill(page, "Beim zweiten Mal")
    page.locator("[data-state]").filter(has_text="Gerade lässt sich nichts sichern.").wait_for()
    page.unroute("**/zwischenstand/")
    page.get_by_role("button", name="Als Entwurf speichern").click()
    page.locator(".notice-success").wait_for()
    page.goto(page.url.rpartition("/angebote/")[0] + "/angebote/neu/")
    assert (page.input_value("#id_title"), page.evaluate("localStorage.length")) == ("", 0)


def test_a_tab_that_is_closed_in_the_middle_of_a_word_loses_nothing(staff):
    partner = staff("partner")
    page = partner.open(NEW)
    page.fill("#id_title", "Mitten im W")
    page.close(run_before_unload=True)
    again = partner.page.context.new_page()
    again.goto(partner.city + NEW)
    again.locator("[data-state]").filter(has_text="Zwischenstand gesichert um").wait_for()
    assert again.input_value("#id_title") == "Mitten im W"


def test_what_was_thrown_away_does_not_come_back(staff):
    page = staff("partner").open(NEW)
    unsaved(page, title="Weg damit")
    page.get_by_role("button", name="Meine Änderungen verwerfen").click()
    page.goto(page.url)
    assert page.input_value("#id_title") == ""


def test_whoever_comes_next_to_the_same_browser_finds_nothing_of_it(staff):
    partner, other = staff("partner"), staff("steuerung")
    page = partner.open(NEW)
    unsaved(page, title="Geht niemanden etwas an")
    cookies = [one for one in other.page.context.cookies() if one["name"] == "sessionid"]
    page.context.add_cookies(cookies)
    page.goto(page.url)
    assert page.input_value("#id_title") == ""


def test_what_comes_back_from_the_browser_overwrites_nothing_that_others_wrote_meanwhile(staff):
    path = "/verwaltung/angebote/?status=published&q=papa"
    steering, other = staff("steuerung"), staff("koordination")
    pages = [one.open(path) for one in (steering, other)]
    for page in pages:
        page.locator("main tbody th a").first.click()
        page.get_by_role("link", name="Bearbeiten", exact=True).click()
    mine, theirs = pages
    unsaved(mine, summary="Von mir.")
    theirs.fill("#id_phone", "0221 4711")
    theirs.get_by_role("button", name="Speichern und zeigen").click()
    mine.goto(mine.url)
    mine.locator("[data-state]").filter(has_text="Zwischenstand gesichert um").wait_for()
    mine.get_by_role("button", name="Speichern und zeigen").click()
    told = [one.inner_text() for one in mine.locator(".notice-body").all()]
    phone = mine.locator("main dd").filter(has_text="0221 4711").count()
    assert ("Jemand anderes hatte inzwischen Telefon geändert; auch das bleibt." in told, phone) == (True, 1)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_form_keeps_the_rules_and_fits(staff, width):
    partner = staff("partner", width)
    page = partner.open(NEW)
    for panel in page.locator("form details").all():
        panel.evaluate("one => one.open = true")
    assert (broken_rules(page), page.evaluate(WIDER), partner.complaints) == ([], 0, [])


def test_the_form_is_written_by_keyboard_alone(staff):
    partner = staff("partner")
    page = partner.open(NEW)
    page.focus("#id_title")
    for text in ("Mit Tasten", "Kurz gesagt."):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    reached = []
    for _step in range(120):
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        page.keyboard.press("Tab")
    assert (
        page.input_value("#id_summary"),
        {"id_type", "id_schedules", "id_cost", "Zur Prüfung einreichen"} - set(reached),
    ) == (
        "Kurz gesagt.",
        set(),
    )
