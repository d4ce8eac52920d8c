"""What the workspace does in a real browser beside what all its pages keep: progress, filters, previews."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from offers.models import Import, Offer
from tests.browser import WIDER, Visit
from tests.network.factories import person
from tests.offers.factories import OfferFactory, ScheduleFactory
from tests.offers.imports import applied, checked, uploaded
from tests.offers.test_calendar_upload import days, event, file_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"


@pytest.fixture
def address(client):
    """Return the address of a page of the workspace by its name."""
    client.force_login(person("steering"))
    offer = ScheduleFactory(offer=OfferFactory(title=LONG)).offer
    keys = {"staff_offer_calendar": offer.pk}
    return lambda name: reverse(name, args=[keys[name]] if name in keys else [])


@pytest.fixture
def imported(client):
    """Return the address of a page of an import that has rows of every kind, by the page's name."""
    by = person("steering")
    client.force_login(by)
    rows = [{"id": "a"}, {"id": "b", "title": LONG}, {"id": "c"}]
    owner = applied(*rows, by=by)
    Offer.objects.filter(external_id="a").update(title="Hier geändert")
    news = [{"id": "a", "title": "Neu"}, {"id": "b", "title": f"{LONG} {LONG}"}, {"id": "c"}, {"title": ""}]
    waiting = checked(uploaded(*news, by=by))
    Offer.objects.filter(external_id="b").update(phone="1")
    busy = uploaded(*rows, by=by)
    Import.objects.filter(pk=busy.pk).update(state="checking", asked_at=timezone.now(), done=1, total=3)
    pks = {"staff_import": waiting.pk, "staff_import_columns": waiting.pk, "staff_import_undo": owner.pk}
    return lambda name: (
        {
            "progress": reverse("staff_import", args=[busy.pk]),
            "kept": reverse("staff_import", args=[waiting.pk]) + "?zeigen=kept",
        }.get(name)
        or reverse(name, args=[pks[name]] if name in pks else [])
    )


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "name",
    [
        "staff_imports",
        "staff_import_upload",
        "staff_import",
        "kept",
        "staff_import_columns",
        "staff_import_undo",
        "progress",
    ],
)
def test_the_pages_of_imports_keep_the_rules_and_fit(browser, client, imported, name, width):
    visit = Visit(browser, client, imported(name), viewport={"width": width, "height": 800})
    assert (visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)) == ([], [], 0)


def test_progress_moves_by_itself_and_by_a_button_without_script(browser, client, imported):
    path = imported("progress")
    visit = Visit(browser, client, path)
    Import.objects.filter(done=1, total=3).update(done=2)
    visit.answers[path] = client.get(path)
    said = visit.page.locator("[data-progress] [role=status]")
    expect(said).to_contain_text("2 von 3", timeout=20_000)
    without = Visit(browser, client, path, java_script_enabled=False)
    button = without.page.get_by_role("link", name="Stand neu laden")
    assert (visit.complaints, button.get_attribute("href")) == ([], path)


def test_the_filters_fold_away_and_open_without_script(browser, client, address):
    visit = Visit(browser, client, address("staff_offers"), java_script_enabled=False)
    hidden = visit.page.locator("[name=status]").is_visible()
    visit.page.locator(".filter-panel summary").click()
    assert (hidden, visit.page.locator("[name=status]").is_visible()) == (False, True)


class Posting:
    """A client that posts a form to one address and opens all others."""

    def __init__(self, client, path: str, data: dict) -> None:
        self.client, self.path, self.data = client, path, data

    def get(self, path: str):
        return self.client.post(path, self.data) if path == self.path else self.client.get(path)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("events", ["nothing", "much"])
def test_the_preview_of_a_calendar_keeps_the_rules_and_fits(browser, client, address, events, width):
    path = address("staff_offer_calendar")
    found = [event(days(1), "RRULE:FREQ=WEEKLY\r\n"), event(days(2), "RRULE:FREQ=SECONDLY\r\n", title=LONG * 3)]
    file = file_of(*(found if events == "much" else []))
    posting = Posting(client, path, {"file": file, "title": "", "others": "ersetzen"})
    visit = Visit(browser, posting, path, viewport={"width": width, "height": 800})
    assert (visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)) == ([], [], 0)
