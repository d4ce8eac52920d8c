"""What becomes of what a family wrote: one row with what the page names, no trace anywhere else, and nothing after the day that is promised."""

import datetime
import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command

from network.models import VisitRequest
from network.models.visits import KEPT_AFTER_DONE, KEPT_FOR
from sozialraum.models import ReceivedMessage
from tests.browser import HOST, Visit
from tests.network.visits import PAGE, Ground, asked
from tests.sozialraum.conftest import send as send_of_ground
from tests.sozialraum.html import parsed, text_of
from tests.tables import rows, tables_that_hold

send = send_of_ground
# The words of the form, and the address as the list of streets writes it; the street alone stands in that list anyway.
WRITTEN = ("Ayşe", "Öztürk", "Hauptstr. 5", "Hauptstraße 5", "4710-777", "ayse@example.org", "Türkisch")
# All places in which a browser keeps something for a site.
KEPT_BY_THE_BROWSER = "[document.cookie, localStorage.length, sessionStorage.length]"


@pytest.fixture
def ground(db):
    return Ground()


def new_since(before: dict[str, Counter[str]]) -> dict[str, int]:
    """Return how many rows are new or changed, by table."""
    found = {name: (texts - before[name]).total() for name, texts in rows().items()}
    return {name: number for name, number in found.items() if number}


def test_one_row_is_kept_and_beside_it_only_a_code_that_nobody_reads_back(send, ground):
    before = rows()
    assert send(PAGE, asked()).status_code == 200
    assert new_since(before) == {"network_visitrequest": 1, "sozialraum_receivedmessage": 1}
    assert tables_that_hold(WRITTEN) == ["network_visitrequest"]
    assert re.fullmatch(r"[0-9a-f]{64}", ReceivedMessage.objects.get().digest)


def test_the_row_holds_what_the_form_asks_for_and_what_the_team_does_with_it(send, ground):
    send(PAGE, asked())
    of_the_form = {"wish", "name", "address", "birth_month", "phone", "email", "language"}
    of_the_work = {
        "id",
        "social_space_id",
        "received_on",
        "taken_on",
        "taken_by_id",
        "done_on",
        "reminded_on",
        "delete_on",
    }
    assert {field.attname for field in VisitRequest._meta.concrete_fields} == of_the_form | of_the_work
    kept = VisitRequest.objects.values(*of_the_form).get()
    assert (kept["birth_month"].day, kept["address"], kept["name"]) == (1, "Hauptstraße 5a, 41236", "Ayşe Öztürk")


def test_the_page_and_the_privacy_page_name_the_periods_that_the_database_reckons(client, ground):
    page = text_of(parsed(client.get(PAGE)).find(".//main"))
    privacy = text_of(parsed(client.get("/datenschutz/")).find(".//main"))
    after, most = KEPT_AFTER_DONE.days, KEPT_FOR.days
    assert (
        f"{after} Tage nach dem Besuch oder der Absage löschen wir sie, spätestens {most} Tage nach Ihrer Anfrage."
        in page
    )
    assert (
        f"{after} Tage nach dem Besuch oder der Absage werden Ihre Angaben gelöscht, spätestens {most} Tage" in privacy
    )


@pytest.mark.parametrize(
    "worked",
    [
        {"received_on": -KEPT_FOR},
        {"received_on": -KEPT_AFTER_DONE, "taken_on": -KEPT_AFTER_DONE, "done_on": -KEPT_AFTER_DONE},
    ],
    ids=["never_answered", "done"],
)
def test_when_its_day_has_come_no_table_names_the_family_any_more(send, ground, worked):
    before = rows()
    send(PAGE, asked())
    request = VisitRequest.objects.get()
    days = {name: request.received_on + back for name, back in worked.items()}
    # A birth this month is no month for a request of long ago, so the month goes back with it.
    month = (request.birth_month - KEPT_FOR).replace(day=1)
    VisitRequest.objects.update(birth_month=month, **days)
    ReceivedMessage.objects.update(received_at=ReceivedMessage.objects.get().received_at - datetime.timedelta(days=1))
    call_command("run_scheduled", verbosity=0)
    assert tables_that_hold(WRITTEN) == []
    left = new_since(before)
    assert "network_visitrequest" not in left
    assert "sozialraum_receivedmessage" not in left


@pytest.mark.browser
def test_in_a_browser_the_words_go_to_this_server_alone_and_into_no_address_and_no_store(browser, client, ground):
    visit = Visit(browser, client, PAGE)
    sent = []
    visit.page.on("request", lambda request: sent.append((request.method, request.url, request.post_data or "")))
    visit.page.locator("input[name=wish][value=visit]").check()
    for name, words in (("name", "Ayşe Öztürk"), ("address", "Hauptstr. 5a"), ("phone", "0221 4710-777")):
        visit.page.locator(f"#id_{name}").fill(words)
    visit.page.locator("#id_birth_month").select_option(index=5)
    visit.page.get_by_role("button", name="Anfrage senden").click()
    posted = [parse_qs(body)["name"] for method, _url, body in sent if method == "POST"]
    assert posted == [["Ayşe Öztürk"]]
    assert {urlsplit(url).netloc for _method, url, _body in sent} == {urlsplit(HOST).netloc}
    assert [url for _method, url, _body in sent if any(word in url for word in ("Hauptstr", "Ay%C5%9Fe", "4710"))] == []
    assert (visit.page.url, visit.context.cookies()) == (HOST + PAGE, [])
    assert visit.page.evaluate(KEPT_BY_THE_BROWSER) == ["", 0, 0]
    visit.context.close()
