"""The evaluation for those who plan: by year, metric, area and offer, on the page and as files."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring.models import OutcomeMetric, OutcomeTarget
from monitoring.outcomes.years import years_over
from tests.monitoring.factories import FunnelFactory, OutcomeMetricFactory, OutcomeRecordFactory, OutcomeTargetFactory
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
ALL = "/monitoring/ergebnisse/"
METRICS = "/verwaltung/messgroessen/"
THIS_YEAR = timezone.localdate().year
LAST_YEAR = THIS_YEAR - 1


def cells(response, place: int = 0) -> list[list[str]]:
    table = parsed(response).findall(".//main//table")[place]
    return [[text_of(cell) for cell in row] for row in table.findall(".//tbody/tr")]


@pytest.fixture
def funnel() -> OutcomeMetric:
    metric = FunnelFactory(code="lotsen", name="Lotsendienst")
    OutcomeTargetFactory(metric=metric, year=LAST_YEAR, value=75)
    offer = OfferFactory(title="Klinik")
    OutcomeRecordFactory(metric=metric, offer=offer, year=LAST_YEAR, first=300, second=100, third=80, last_month=6)
    OutcomeRecordFactory(metric=metric, offer=offer, year=LAST_YEAR, first=200, second=60, third=50, first_month=7)
    return metric


def test_all_metrics_at_a_glance_with_their_targets(client, planner, funnel):
    OutcomeMetricFactory(name="Noch nichts")
    OutcomeMetricFactory(name="Früher", is_active=False)
    assert cells(client.get(ALL)) == [
        ["Lotsendienst", "130", "vermittelt", "81,3", "75", "ja"],
        ["Noch nichts", "…", "Familien", "…", "", ""],
    ]


def test_a_metric_by_offer_and_by_area(client, planner, funnel):
    offer = OfferFactory(title="Neuwerk")
    OutcomeRecordFactory(
        metric=funnel, offer=offer, year=LAST_YEAR, district=DistrictFactory(name="Venn"), first=90, second=40, third=30
    )
    response = client.get(f"{ALL}lotsen/?jahr={LAST_YEAR}")
    assert cells(response) == [
        ["Venn", "90", "40", "30", "44,4", "75,0", "", ""],
        ["ohne ein bestimmtes Gebiet", "500", "160", "130", "32,0", "81,3", "", ""],
        ["zusammen", "590", "200", "160", "33,9", "80,0", "75", "ja"],
    ]
    assert [row[:4] for row in cells(response, 1)] == [
        ["Klinik", "500", "160", "130"],
        ["Neuwerk", "90", "40", "30"],
        ["zusammen", "590", "200", "160"],
    ]


def test_small_numbers_are_withheld_on_the_page_and_in_the_file(client, planner):
    metric = OutcomeMetricFactory(code="besuche")
    offer = OfferFactory()
    for name, number in (("Allee", 2), ("Berg", 20), ("Cent", 31)):
        OutcomeRecordFactory(
            metric=metric, offer=offer, year=LAST_YEAR, district=DistrictFactory(name=name), first=number
        )
    response = client.get(f"{ALL}besuche/")
    assert [row[1] for row in cells(response)] == ["•", "•", "31", "53"]
    file = client.get(f"{ALL}besuche/?bild=gebiete&als=csv").content.decode("utf-8-sig")
    assert [row[1] for row in csv.reader(StringIO(file), delimiter=";")] == ["Familien", "•", "•", "31", "53"]
    withheld = [one.get("data-withheld") for one in parsed(response).iter("td") if one.get("data-withheld")]
    assert withheld == ["confidential", "confidential"]


def test_a_year_is_shown_when_it_is_over(client, planner, funnel):
    OutcomeRecordFactory(metric=funnel, year=THIS_YEAR, last_month=1)
    assert years_over() == [LAST_YEAR]
    response = client.get(f"{ALL}lotsen/?jahr={THIS_YEAR}")
    assert "kennen wir hier nicht (Jahr)" in response.content.decode()
    assert cells(response)[-1][1] == "500"


def test_who_does_not_plan_sees_nothing(client, funnel):
    found = {}
    people = {
        "partner": person("partner_lead", partner=PartnerFactory()),
        "coordinator": person("coordinator", network=NetworkFactory()),
        "steering": person("steering"),
    }
    for name, user in people.items():
        client.force_login(user)
        found[name] = [client.get(address).status_code for address in (ALL, f"{ALL}lotsen/", METRICS)]
    client.logout()
    found["nobody"] = [client.get(address).status_code for address in (ALL, f"{ALL}lotsen/", METRICS)]
    assert found == {
        "partner": [403, 403, 403],
        "coordinator": [200, 200, 403],
        "steering": [200, 200, 200],
        "nobody": [302, 302, 302],
    }


def test_an_unknown_metric_is_not_there(client, planner):
    assert client.get(f"{ALL}nirgends/").status_code == 404


def test_without_metrics_the_page_says_what_comes(client, planner):
    page = parsed(client.get(ALL))
    assert text_of(page.find(".//p[@class='empty-title']")) == "Es ist noch keine Messgröße angelegt."


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_pages_cost_the_same_for_few_and_for_many(client, planner, funnel):
    pages = [ALL, f"{ALL}lotsen/", METRICS, f"{METRICS}{funnel.pk}/"]
    OutcomeRecordFactory(metric=funnel, year=LAST_YEAR, district=DistrictFactory())
    few = [queries(client, page) for page in pages]
    for _again in range(3):
        OutcomeRecordFactory(metric=funnel, year=LAST_YEAR, district=DistrictFactory())
        OutcomeRecordFactory(year=LAST_YEAR)
    assert [queries(client, page) for page in pages] == few
    assert max(few) <= 15


def metric_sent(*targets: dict, **changes) -> dict:
    data = {
        "name": "Willkommensbesuche",
        "code": "besuche",
        "kind": "count",
        "description": "jede Familie einmal",
        "first_name": "besuchte Familien",
        "second_name": "",
        "third_name": "",
        "counts_people": "on",
        "min_cases": "3",
        "order": "1",
        "is_active": "on",
        "targets-TOTAL_FORMS": len(targets),
        "targets-INITIAL_FORMS": sum("id" in one for one in targets),
    }
    for number, one in enumerate(targets):
        data |= {f"targets-{number}-{key}": value for key, value in one.items()}
    return data | changes


def test_a_metric_is_made_with_its_targets(client, planner):
    venn = DistrictFactory(name="Venn")
    response = client.post(
        f"{METRICS}neu/",
        metric_sent({"year": 2026, "value": "90"}, {"year": 2026, "value": "80,5", "district": venn.pk}),
    )
    assert (response.status_code, OutcomeMetric.objects.get().code) == (302, "besuche")
    assert [(str(one.value), one.district) for one in OutcomeTarget.objects.order_by("pk")] == [
        ("90.0", None),
        ("80.5", venn),
    ]


def test_two_targets_for_the_same_are_told_beside_the_field(client, planner):
    same = {"year": 2026, "value": "90"}
    response = client.post(f"{METRICS}neu/", metric_sent(same, same))
    assert "Dafür gibt es in diesem Jahr schon ein Ziel." in response.content.decode()
    assert (response.status_code, OutcomeMetric.objects.count()) == (422, 0)


def test_a_number_has_one_name_and_a_funnel_three(client, planner):
    response = client.post(f"{METRICS}neu/", metric_sent(kind="funnel"))
    assert "drei Stufen haben drei" in response.content.decode()


def test_the_kind_of_what_was_counted_already_stays(client, planner, funnel):
    names = {"name": funnel.name, "code": funnel.code, "first_name": "Kontakte", "second_name": "mit Bedarf"}
    response = client.post(f"{METRICS}{funnel.pk}/", metric_sent(kind="share", **names))
    assert "Die Art lässt sich nicht mehr ändern." in response.content.decode()
    assert (
        client.post(f"{METRICS}{funnel.pk}/", metric_sent(kind="funnel", third_name="vermittelt", **names)).status_code
        == 302
    )
