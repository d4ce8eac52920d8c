"""Partners enter outcomes for their own offers; who keeps an offer sees its numbers as they are, nobody else does."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring.actions.outcomes import ChangedMeanwhileError, write_outcome
from monitoring.models import OutcomeMetric, OutcomeRecord
from offers.models import Offer
from tests.monitoring.factories import FunnelFactory, OutcomeMetricFactory, OutcomeRecordFactory
from tests.network.factories import FacilityFactory, NetworkFactory, PartnerFactory, person
from tests.network.factories import MembershipFactory as Member
from tests.offers.factories import OfferFactory, OfferTypeFactory, ProgrammeFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = "/verwaltung/ergebnisse/"
LAST_YEAR = timezone.localdate().year - 1


@pytest.fixture
def offer() -> Offer:
    return OfferFactory(title="Lotsin in der Klinik")


@pytest.fixture
def editor(client, offer):
    user = person("partner_editor", partner=offer.provider)
    client.force_login(user)
    return user


@pytest.fixture
def funnel() -> OutcomeMetric:
    return FunnelFactory(code="lotsen", name="Lotsendienst")


def form_of(offer: Offer, metric: str = "lotsen") -> str:
    return f"{LIST}neu/angebot/{offer.pk}/{metric}/"


def sent(**changes) -> dict:
    usual = {"year": LAST_YEAR, "part": "jahr", "area": "", "first": "120", "second": "48", "third": "31", "note": ""}
    return usual | changes


def test_a_partner_finds_its_offer_chooses_what_was_counted_and_enters_it(client, editor, offer, funnel):
    page = parsed(client.get(f"{LIST}neu/"))
    links = [a.get("href") for a in page.findall(".//main//div[@class='stack']/ul/li/a")]
    assert links == [f"{LIST}neu/angebot/{offer.pk}/"]
    cards = [a.get("href") for a in parsed(client.get(links[0])).findall(".//ul[@class='cards']//a")]
    assert cards == [form_of(offer)]
    labels = [text_of(one).split("(")[0].strip() for one in parsed(client.get(cards[0])).findall(".//main//label")]
    assert [name for name in labels if name in {"Kontakte", "mit Bedarf", "vermittelt"}] == funnel.names
    response = client.post(cards[0], sent(note="seit Mai zu zweit"))
    record = OutcomeRecord.objects.get()
    assert (response.status_code, response.url) == (302, LIST)
    assert (record.offer, record.numbers, record.kind, record.entered_by) == (offer, [120, 48, 31], "funnel", editor)
    assert (record.first_month, record.last_month, record.area) == (1, 12, ("city", 0))


def test_a_number_has_one_field_and_an_area(client, editor, offer):
    OutcomeMetricFactory(code="besuche")
    venn = DistrictFactory(name="Venn", slug="venn")
    client.post(form_of(offer, "besuche"), sent(part="q2", area="venn") | {"second": "", "third": ""})
    record = OutcomeRecord.objects.get()
    assert (record.numbers, record.district, record.first_month, record.last_month) == ([120], venn, 4, 6)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"second": "121"}, "Das ist mehr als die Zahl darüber, von der es ein Teil ist."),
        ({"third": "49"}, "Das ist mehr als die Zahl darüber, von der es ein Teil ist."),
        ({"third": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"first": "viele"}, "Bitte eine ganze Zahl eingeben."),
        ({"first": "-1"}, "Dieser Wert muss größer oder gleich 0 sein."),
        ({"first": "99999999999"}, "Dieser Wert muss kleiner oder gleich 2147483647 sein."),
        ({"year": LAST_YEAR + 2}, f"Bitte eine gültige Auswahl treffen. {LAST_YEAR + 2} ist keine gültige Auswahl."),
        ({"part": "immer"}, "Bitte eine gültige Auswahl treffen. immer ist keine gültige Auswahl."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, editor, offer, funnel, changes, said):
    response = client.post(form_of(offer), sent(note="bleibt stehen", **changes))
    page = parsed(response)
    assert [one.rpartition(" – ")[2] for one in errors(page)] == [said]
    assert (response.status_code, OutcomeRecord.objects.count()) == (422, 0)
    assert {one.get("name"): one.get("value") for one in page.iter("input")}["note"] == "bleibt stehen"


def test_what_has_not_begun_cannot_be_counted(client, editor, offer, funnel, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: datetime.date(2026, 5, 1))
    response = client.post(form_of(offer), sent(year=2026, part="h2"))
    assert "Dieser Zeitraum hat noch nicht begonnen." in response.content.decode()


def test_the_same_time_is_not_counted_twice(client, editor, offer, funnel):
    client.post(form_of(offer), sent(part="q1"))
    response = client.post(form_of(offer), sent(part="h1"))
    assert "ist dort schon ein Ergebnis eingetragen" in response.content.decode()
    assert OutcomeRecord.objects.count() == 1


def test_an_offer_of_another_type_is_not_asked_for_it(client, editor, offer, funnel):
    funnel.offer_types.add(OfferTypeFactory(code="pekip", name="PEKiP"))
    assert client.get(form_of(offer)).status_code == 404
    page = parsed(client.get(f"{LIST}neu/angebot/{offer.pk}/"))
    assert text_of(page.find(".//p[@class='empty-title']")) == "Für diese Art von Angebot wird gerade nichts gezählt."


def test_what_is_no_longer_collected_is_not_asked_for(client, editor, offer):
    FunnelFactory(code="lotsen", is_active=False)
    assert client.get(form_of(offer)).status_code == 404


def test_each_sees_and_writes_what_is_theirs(client, offer, funnel):
    network, space, district = NetworkFactory(), SocialSpaceFactory(), DistrictFactory()
    Member(network=network, partner=offer.provider)
    SocialSpaceMembershipFactory(social_space=space, district=district)
    Offer.objects.filter(pk=offer.pk).update(facility=FacilityFactory(partner=offer.provider, district=district))
    record = OutcomeRecordFactory(metric=funnel, offer=offer)
    people = {
        "editor": person("partner_editor", partner=offer.provider),
        "other": person("partner_editor", partner=PartnerFactory()),
        "network": person("coordinator", network=network),
        "space": person("coordinator", social_space=space),
        "elsewhere": person("coordinator", social_space=SocialSpaceFactory()),
        "steering": person("steering"),
        "planner": person("planner"),
    }
    found = {}
    for name, user in people.items():
        client.force_login(user)
        answers = [client.get(f"{LIST}{record.pk}/").status_code, client.get(form_of(offer)).status_code]
        listed = client.get(LIST)
        rows = len(parsed(listed).findall(".//tbody/tr")) if listed.status_code == 200 else listed.status_code
        found[name] = (*answers, rows)
    mine, not_mine = (200, 200, 1), (404, 404, 0)
    assert found == {
        "editor": mine,
        "other": not_mine,
        "network": mine,
        "space": mine,
        "elsewhere": not_mine,
        "steering": mine,
        "planner": (403, 403, 403),
    }


def test_what_a_programme_achieves_is_entered_by_who_answers_for_all(client, editor, funnel):
    programme = ProgrammeFactory(code="home", name="HOME")
    address = f"{LIST}neu/programm/{programme.pk}/lotsen/"
    assert (client.get(address).status_code, "HOME" in client.get(f"{LIST}neu/").content.decode()) == (404, False)
    client.force_login(person("steering"))
    assert client.post(address, sent()).status_code == 302
    assert OutcomeRecord.objects.get().programme == programme


def test_a_number_is_corrected_and_its_version_counts_on(client, editor, offer, funnel):
    record = OutcomeRecordFactory(metric=funnel, offer=offer, year=LAST_YEAR)
    address = f"{LIST}{record.pk}/"
    assert parsed(client.get(address)).find(".//input[@name='first']").get("value") == "40"
    assert client.post(address, sent(version=1)).status_code == 302
    record.refresh_from_db()
    assert (record.numbers, record.version) == ([120, 48, 31], 2)


def test_of_two_who_correct_it_the_second_is_told_and_may_insist(client, editor, offer, funnel):
    record = OutcomeRecordFactory(metric=funnel, offer=offer, year=LAST_YEAR)
    address = f"{LIST}{record.pk}/"
    client.post(address, sent(version=1, first="90"))
    response = client.post(address, sent(version=1, first="95"))
    assert (response.status_code, OutcomeRecord.objects.get().first) == (422, 90)
    version = parsed(response).find(".//form/input[@name='version']").get("value")
    assert client.post(address, sent(version=version, first="95")).status_code == 302
    assert OutcomeRecord.objects.get().first == 95


def test_what_was_entered_by_mistake_is_deleted_unless_somebody_changed_it(client, editor, offer, funnel):
    record = OutcomeRecordFactory(metric=funnel, offer=offer, version=2)
    for version, left in (("1", 1), ("", 1), ("9" * 30, 1), ("2", 0)):
        client.post(f"{LIST}{record.pk}/loeschen/", {"version": version})
        assert OutcomeRecord.objects.count() == left


def test_an_offer_is_found_by_its_name_or_its_partner(client, offer, funnel):
    OfferFactory(title="Babymassage", provider__name="Familienbildung")
    OfferFactory(title="Entwurf", status="draft")
    client.force_login(person("steering"))
    found = {}
    for query in ("", "?q=lotsin", "?q=familienbildung", "?q=nirgends"):
        page = parsed(client.get(f"{LIST}neu/{query}"))
        found[query] = [text_of(a) for a in page.findall(".//main//div[@class='stack']/ul/li/a")]
    assert found == {
        "": ["Babymassage", "Lotsin in der Klinik"],
        "?q=lotsin": ["Lotsin in der Klinik"],
        "?q=familienbildung": ["Babymassage"],
        "?q=nirgends": [],
    }


def test_the_list_is_narrowed_and_says_so_where_there_is_nothing(client, editor, offer, funnel):
    OutcomeRecordFactory(metric=funnel, offer=offer, first_month=1, last_month=3)
    OutcomeRecordFactory(offer=offer)
    rows = {
        query: len(parsed(client.get(LIST + query)).findall(".//tbody/tr"))
        for query in ("", "?messgroesse=lotsen", "?q=klinik", "?q=anders", "?messgroesse=unbekannt")
    }
    assert rows == {"": 2, "?messgroesse=lotsen": 1, "?q=klinik": 2, "?q=anders": 0, "?messgroesse=unbekannt": 2}


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_pages_cost_the_same_for_few_and_for_many(client, editor, offer, funnel):
    record = OutcomeRecordFactory(metric=funnel, offer=offer)
    pages = [LIST, f"{LIST}neu/", f"{LIST}{record.pk}/", form_of(offer)]
    few = [queries(client, page) for page in pages]
    for _again in range(3):
        OutcomeRecordFactory(offer=OfferFactory(provider=offer.provider), district=DistrictFactory())
        FunnelFactory()
    many = [queries(client, page) for page in pages]
    assert many == few
    assert max(many) <= 15


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_the_same_at_once_one_is_refused(offer):
    metric, user, ready = FunnelFactory(), person("steering"), Barrier(2)

    def enter(number: int) -> str:
        record = OutcomeRecord(metric=metric, offer=offer, year=2025, first=number, second=1, third=1)
        ready.wait(timeout=10)
        try:
            write_outcome(record=record, version=0, by=user)
        except IntegrityError as error:
            return error.__cause__.diag.constraint_name
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(2) as pool:
        found = sorted(one.result(timeout=30) for one in [pool.submit(enter, number) for number in (40, 41)])
    assert found == ["kept", "outcome_is_counted_once"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_correct_the_same_version_at_once_one_is_told(offer):
    record, user, ready = OutcomeRecordFactory(offer=offer), person("steering"), Barrier(2)

    def correct(number: int) -> str:
        mine = OutcomeRecord.objects.get(pk=record.pk)
        mine.first = number
        ready.wait(timeout=10)
        try:
            write_outcome(record=mine, version=1, by=user)
        except ChangedMeanwhileError as error:
            return f"told of version {error.current.version}"
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(2) as pool:
        found = sorted(one.result(timeout=30) for one in [pool.submit(correct, number) for number in (1, 2)])
    assert found == ["kept", "told of version 2"]
