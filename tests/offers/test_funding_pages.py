"""Grants in the workspace: the list, the page, the form, the files."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import Partner
from offers.models import Forwarding, Grant, GrantDeadline
from tests.network.factories import FacilityFactory, PartnerFactory, person
from tests.offers.days import days
from tests.offers.factories import (
    ForwardingFactory,
    FundingLineFactory,
    GrantDeadlineFactory,
    GrantFactory,
    OfferFactory,
    ProgrammeFactory,
)
from tests.offers.history import versions
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = "/verwaltung/foerderungen/"


@pytest.fixture
def steering(client):
    user = person("steering")
    client.force_login(user)
    return user


def rows(response) -> list[str]:
    return [text_of(cell.find("a")) for cell in parsed(response).findall(".//tbody/tr/th")]


def sent(grant: Grant | None = None, *, forwarded=(), due=(), seen="", **changes) -> dict:
    """Return what a browser sends of the form of a grant."""
    data = {
        "title": "Lotsendienst",
        "line": FundingLineFactory().pk,
        "applicant": grant.applicant_id if grant else PartnerFactory(name="Jugendamt").pk,
        "authority": "LVR-Landesjugendamt Rheinland",
        "status": "granted",
        "decision_number": "43.22-7",
        "decided_on": "2025-12-01",
        "valid_from": "2026-01-01",
        "valid_until": "2026-12-31",
        "amount": "12.000,50 €",
        "own_share": "3000",
        "spent": "",
        "purpose": "Lotsinnen in den Geburtskliniken",
        "report": "",
        "seen": seen,
    }
    for name, given in (("forwardings", forwarded), ("deadlines", due)):
        old = sum("id" in one for one in given)
        data |= {f"{name}-TOTAL_FORMS": len(given), f"{name}-INITIAL_FORMS": old}
        for number, one in enumerate(given):
            usual = {"remind_days": 30} if name == "deadlines" else {}
            data |= {f"{name}-{number}-{key}": value for key, value in (usual | one).items()}
    return data | changes


def test_a_grant_is_entered_whole(client, steering):
    skf = PartnerFactory(name="SkF")
    data = sent(
        forwarded=[{"recipient": skf.pk, "amount": "4.000", "note": "Lotsin Rheydt"}],
        due=[{"kind": "proof", "due_on": "2027-03-31", "remind_days": "60"}],
        programmes=[ProgrammeFactory(code="lotsendienst").pk],
    )
    response = client.post(f"{LIST}neu/", data)
    grant = Grant.objects.with_forwarded().get()
    assert (response.status_code, response.url) == (302, f"{LIST}{grant.pk}/")
    assert (grant.amount, grant.total, grant.forwarded) == (Decimal("12000.50"), Decimal("15000.50"), 4000)
    assert [(one.recipient, one.note) for one in Forwarding.objects.all()] == [(skf, "Lotsin Rheydt")]
    assert [(one.kind, one.remind_days) for one in GrantDeadline.objects.all()] == [("proof", 60)]
    assert [one.code for one in grant.programmes.all()] == ["lotsendienst"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("12000", "12000"), ("12.000", "12000"), ("1.234.567,89", "1234567.89"), ("12,5 EUR", "12.5"), ("12.50", "12.50")],
)
def test_amounts_are_read_as_people_write_them(client, steering, typed, meant):
    client.post(f"{LIST}neu/", sent(amount=typed))
    assert Grant.objects.get().amount == Decimal(meant)


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(client, steering):
    data = sent(
        amount="viel", valid_until="2025-01-01", decision_number="", forwarded=[{"amount": "1", "note": "Miete"}]
    )
    response = client.post(f"{LIST}neu/", data)
    page = parsed(response)
    assert (response.status_code, Grant.objects.count()) == (422, 0)
    assert [one.rpartition(" – ")[2] for one in errors(page)] == [
        "Zu einer bewilligten Förderung gehören Nummer und Datum des Bescheids.",
        "Das Ende liegt vor dem Beginn.",
        "Bitte eine Zahl eingeben.",
    ]
    values = {one.get("name"): one.get("value") for one in page.iter("input")}
    assert (values["amount"], values["forwardings-0-note"]) == ("viel", "Miete")


def test_more_than_the_grant_cannot_be_passed_on(client, steering):
    one, other = PartnerFactory(), PartnerFactory()
    data = sent(forwarded=[{"recipient": one.pk, "amount": "12.000"}, {"recipient": other.pk, "amount": "0,51"}])
    response = client.post(f"{LIST}neu/", data)
    assert "Zusammen ist das mehr als die Förderung: 12.000,51 von 12.000,50 Euro." in response.content.decode()
    assert Grant.objects.count() == 0


def test_nothing_is_passed_on_to_whoever_applied(client, steering):
    data = sent()
    data |= sent(forwarded=[{"recipient": data["applicant"], "amount": "1"}]) | {"applicant": data["applicant"]}
    response = client.post(f"{LIST}neu/", data)
    assert "Wer den Antrag stellt, leitet nicht an sich selbst weiter." in response.content.decode()


def test_grant_and_what_is_passed_on_are_lowered_together(client, steering):
    passed_on = ForwardingFactory(amount=12000)
    address = f"{LIST}{passed_on.grant_id}/bearbeiten/"
    seen = parsed(client.get(address)).find(".//input[@name='seen']").get("value")
    row = {"id": passed_on.pk, "recipient": passed_on.recipient_id, "amount": "100"}
    data = sent(passed_on.grant, seen=seen, amount="100", forwarded=[row])
    assert client.post(address, data).status_code == 302
    assert Grant.objects.with_forwarded().values_list("amount", "forwarded").get() == (100, 100)


def test_what_somebody_else_wrote_meanwhile_is_not_lost_unseen(client, steering):
    grant = GrantFactory()
    address = f"{LIST}{grant.pk}/bearbeiten/"
    seen = parsed(client.get(address)).find(".//input[@name='seen']").get("value")
    Grant.objects.update(report="Von jemand anderem")
    response = client.post(address, sent(grant, seen=seen, report="Von mir"))
    assert (response.status_code, Grant.objects.get().report) == (422, "Von jemand anderem")
    again = parsed(response).find(".//input[@name='seen']").get("value")
    assert client.post(address, sent(grant, seen=again, report="Von mir")).status_code == 302
    assert Grant.objects.get().report == "Von mir"


def test_what_can_be_paid_for_are_the_offers_and_houses_of_the_line(client, steering):
    grant = GrantFactory()
    paid = OfferFactory(title="Lotsin", funding_line=grant.line, facility=FacilityFactory(name="Klinik"))
    OfferFactory(title="Turnen", facility=FacilityFactory(name="Halle"))
    page = parsed(client.get(f"{LIST}{grant.pk}/bearbeiten/"))
    options = {
        name: [text_of(one) for one in page.find(f".//select[@name='{name}']").iter("option")]
        for name in ("offers", "facilities")
    }
    assert options == {"offers": [paid.title], "facilities": ["Klinik"]}


def test_an_archived_partner_stays_where_it_stands_already_and_cannot_be_chosen_anew(client, steering):
    grant = GrantFactory(applicant__name="Alt")
    PartnerFactory(name="Auch alt", is_public=False, archived_reason="aufgelöst")
    Partner.objects.filter(pk=grant.applicant_id).update(is_public=False, archived_reason="aufgelöst")
    page = parsed(client.get(f"{LIST}{grant.pk}/bearbeiten/"))
    assert [text_of(one) for one in page.find(".//select[@name='applicant']").iter("option")] == ["–", "Alt"]


def test_the_page_shows_what_is_left_and_what_is_overdue(client, steering):
    grant = GrantFactory(spent=Decimal("1234.5"))
    ForwardingFactory(grant=grant, recipient__name="SkF", amount=5000)
    GrantDeadlineFactory(grant=grant, due_on=days(-3))
    text = text_of(parsed(client.get(f"{LIST}{grant.pk}/")).find(".//main"))
    for words in (
        "zusammen 15.000,00 €",
        "1.234,50 €, 13.765,50 € sind noch übrig",
        "Zusammen 5.000,00 von 12.000,00 €; 7.000,00 € bleiben",
        "überfällig",
    ):
        assert words in text


def test_a_deadline_is_ticked_off_once(client, steering):
    deadline = GrantDeadlineFactory()
    address = f"{LIST}fristen/{deadline.pk}/erledigt/"
    said = [text_of(parsed(client.post(address, follow=True)).find(".//div[@role='status']")) for _again in range(2)]
    assert [("ist erledigt" in said[0]), ("jemand anderes" in said[1])] == [True, True]
    assert GrantDeadline.objects.get().done_on == days(0)


def test_the_list_is_narrowed_and_adds_up(client, steering):
    old = GrantFactory(title="Alt", valid_from="2024-01-01", valid_until="2024-12-31", amount=1000, status="closed")
    ForwardingFactory(grant=old, amount=400)
    GrantFactory(title="Neu", line=FundingLineFactory(code="esf", name="ESF"))
    due = GrantDeadlineFactory(grant__title="Fällig", due_on=days(10)).grant
    assert sorted(rows(client.get(LIST))) == ["Alt", "Fällig", "Neu"]
    found = {query: rows(client.get(LIST + query)) for query in ("?jahr=2024", "?foerderlinie=esf", "?stand=closed")}
    assert found == {"?jahr=2024": ["Alt"], "?foerderlinie=esf": ["Neu"], "?stand=closed": ["Alt"]}
    assert (rows(client.get(f"{LIST}?frist=faellig")), rows(client.get(f"{LIST}?q=alt"))) == ([due.title], ["Alt"])
    foot = [text_of(one) for one in parsed(client.get(f"{LIST}?jahr=2024")).findall(".//tfoot/tr/*")]
    assert foot == ["Summe dieser Auswahl", "1.000,00", "3.000,00", "400,00"]


def test_an_unknown_value_is_named_and_ignored(client, steering):
    GrantFactory(title="Da")
    response = client.get(f"{LIST}?jahr=1999&stand=weg")
    assert (rows(response), response.content.decode().count("kennen wir nicht")) == (["Da"], 2)


def test_an_empty_list_says_what_it_is_for(client, steering):
    page = parsed(client.get(LIST))
    assert text_of(page.find(".//p[@class='empty-title']")) == "Es ist noch keine Förderung eingetragen."


def lines(response) -> list[list[str]]:
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_the_file_has_a_line_for_each_grant_and_each_partner_it_goes_to(client, steering):
    grant = GrantFactory(title="=Lotsen", spent=1)
    ForwardingFactory(grant=grant, recipient__name="SkF", amount=Decimal("5000.5"), spent=100)
    header, own, passed_on = lines(client.get(f"{LIST}tabelle.csv"))
    assert (own[0], own[9:], passed_on[9:]) == (
        "'=Lotsen",
        ["12000,00", "3000,00", "1,00", "", "", ""],
        ["", "", "", "SkF", "5000,50", "100,00"],
    )
    assert len(header) == len(own) == len(passed_on) == 15


def test_the_file_of_the_proof_holds_numbers_to_reckon_with_and_the_texts(client, steering):
    from openpyxl import load_workbook

    grant = GrantFactory(title="Lotsen", spent=Decimal("14000.25"), report="412 Familien wurden begleitet.")
    grant.offers.add(OfferFactory(title="Lotsin Rheydt"))
    ForwardingFactory(grant=grant, recipient__name="SkF", amount=5000)
    sheet = load_workbook(BytesIO(client.get(f"{LIST}{grant.pk}/nachweis.xlsx").content)).active
    told = {row[0]: (row[1], row[2]) for row in sheet.iter_rows(values_only=True)}
    assert [told[name][1] for name in ("bewilligte Förderung", "Eigenanteil", "zusammen", "noch nicht ausgegeben")] == [
        12000,
        3000,
        15000,
        999.75,
    ]
    assert (told["Angebote"][0], told["weitergeleitet an SkF"][1]) == ("Lotsin Rheydt", 5000)
    assert told["was damit erreicht wurde"][0] == "412 Familien wurden begleitet."


def test_planners_read_and_change_nothing(client):
    grant = GrantDeadlineFactory().grant
    client.force_login(person("planner"))
    page = parsed(client.get(f"{LIST}{grant.pk}/"))
    assert page.findall(".//main//form") == []
    assert "Neue Förderung" not in client.get(LIST).content.decode()


def queries(client, address: str) -> int:
    """Return how often a page asks the database once everything is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_pages_cost_the_same_for_few_and_for_many(client, steering):
    grant = ForwardingFactory(grant=GrantDeadlineFactory(due_on=days(3)).grant).grant
    pages = [LIST, f"{LIST}tabelle.csv", f"{LIST}{grant.pk}/", f"{LIST}{grant.pk}/bearbeiten/"]
    few = [queries(client, page) for page in pages]
    for _again in range(3):
        ForwardingFactory(grant=GrantDeadlineFactory(due_on=days(3)).grant)
        ForwardingFactory(grant=grant, amount=1)
        GrantDeadlineFactory(grant=grant)
    assert [queries(client, page) for page in pages] == few
    # A form reads the lists that one chooses from.
    assert (max(few[:3]) <= 15, few[3] <= 21) == (True, True)


def test_the_history_tells_who_gets_money_and_what_is_due(client, steering):
    grant = GrantFactory()
    ForwardingFactory(grant=grant, recipient__name="SkF", amount=5000, spent=100, note="Lotsin")
    GrantDeadlineFactory(grant=grant, done_on="2027-03-30")
    (version,) = versions(grant)
    text = text_of(parsed(client.get(f"/verwaltung/verlauf/foerderungen/{grant.pk}/{version.key}/")).find(".//main"))
    assert "SkF: 5.000,00 €, 100,00 € nachgewiesen, Lotsin" in text
    assert "Verwendungsnachweis 31.03.2027, erledigt am 30.03.2027" in text
