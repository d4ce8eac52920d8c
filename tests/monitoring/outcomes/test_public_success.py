"""The Erfolgsnachweis for everybody: when it is there, what stands in it, and what never does."""

import datetime
from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pypdf import PdfReader

from monitoring.actions.success import write_report
from monitoring.models import OutcomeMetric, SuccessReport
from monitoring.outcomes.goals import public_goals
from monitoring.outcomes.report import public_report_of, public_years
from offers.models import MissedSearch
from sozialraum.pages import content_version
from tests.monitoring.factories import (
    CountFactory,
    FunnelFactory,
    OutcomeMetricFactory,
    OutcomeRecordFactory,
    OutcomeTargetFactory,
)
from tests.monitoring.reading import rows
from tests.network.factories import PartnerFactory, person
from tests.network.factories_of_networks import GoalFactory, MeasureFactory
from tests.offers.factories import GrantFactory, OfferFactory
from tests.pdfs import elements, named, words_of
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
YEAR = timezone.localdate().year - 1
ALL = "/monitoring/erfolgsnachweis/"
PAGE = f"{ALL}{YEAR}/"
PDF = f"{ALL}{YEAR}.pdf"
TEXT = f"/verwaltung/erfolgsnachweis/{YEAR}/text/"
SECTIONS = ["Wie das Jahr war", "Ziele und Maßnahmen", "Was erreicht wurde"]


def publish(year: int = YEAR, **texts) -> SuccessReport:
    return SuccessReport.objects.create(year=year, **{"public_summary": "Viel geschafft.", "is_public": True} | texts)


def main_of(response):
    return parsed(response).find(".//main")


@pytest.fixture
def told():
    """Publish a year with something of everything, what is not for everybody among it."""
    goal = GoalFactory(title="Guter Start", progress="Auf gutem Weg.", progress_on=datetime.date(YEAR, 12, 1))
    hidden = GoalFactory(title="Interne Aufgabe", is_public=False)
    MeasureFactory(goal=goal, title="Lotsin", owner__name="SkF", owner__is_public=True, budget=12345)
    MeasureFactory(goal=goal, title="Vertrauliche Maßnahme", is_public=False)
    shown = OutcomeMetricFactory(name="Besuche", goal=goal, is_public=True)
    OutcomeTargetFactory(metric=shown, year=YEAR, value=400)
    OutcomeRecordFactory(metric=shown, year=YEAR, first=412)
    OutcomeRecordFactory(metric=OutcomeMetricFactory(name="Nur für uns", goal=hidden), year=YEAR, first=77)
    dates = {"valid_from": f"{YEAR}-01-01", "valid_until": f"{YEAR + 1}-12-31"}
    GrantFactory(title="Läuft bald aus", amount=64000, own_share=16000, **dates)
    GrantFactory(title="Noch nicht entschieden", status="planned", **dates | {"valid_from": f"{YEAR + 1}-01-01"})
    MissedSearch.objects.create(month=datetime.date(YEAR, 3, 1), number=500)
    return publish(summary="Nur für den Rat.", decisions="Die halbe Stelle.")


def test_everybody_reads_goals_and_what_was_reached(client, told):
    response = client.get(PAGE)
    page = parsed(response)
    assert [name.removeprefix("h2 ") for name in headings(page) if name.startswith("h2")][: len(SECTIONS)] == SECTIONS
    assert rows(page, "reichweite") == [["Besuche", "412", "Familien", "", "400", "ja"]]
    assert rows(page, "ziele") == [["Lotsin", "SkF", "", "geplant"]]
    text = text_of(page.find(".//main"))
    for words in ("Viel geschafft.", "Guter Start", "Auf gutem Weg.", "Besuche: 412 Familien (Ziel: 400)"):
        assert words in text


SECRETS = [
    *("Nur für den Rat.", "Die halbe Stelle.", "Interne Aufgabe", "Vertrauliche Maßnahme", "Nur für uns", "77"),
    *("12.345", "64.000", "16.000", "Läuft bald aus", "Noch nicht entschieden", "500", "gesucht", "weiße", "€"),
]


def test_nothing_in_it_is_for_the_house_alone(client, told):
    text = text_of(main_of(client.get(PAGE)))
    assert [words for words in SECRETS if words in text] == []


def test_the_pdf_says_the_same_and_no_more(client, told):
    response = client.get(PDF)
    assert response["Content-Disposition"] == f'inline; filename="erfolgsnachweis-{YEAR}-oeffentlich.pdf"'
    pdf = PdfReader(BytesIO(response.content), strict=True)
    assert (pdf.trailer["/Root"]["/MarkInfo"]["/Marked"].value, pdf.metadata.title) == (
        True,
        f"Erfolgsnachweis {YEAR}, Musterstadt",
    )
    found = elements(pdf)
    assert (len(named(found, "/H1")), len(named(found, "/H2"))) == (1, len(SECTIONS) + 1)
    text = words_of(pdf)
    assert [words for words in ("Viel geschafft.", "Lotsin", "412") if words not in text] == []
    assert [words for words in [*SECRETS, "intern"] if words in text] == []


def test_planners_read_there_what_everybody_reads(client, told):
    as_nobody = text_of(main_of(client.get(PAGE)))
    client.force_login(person("planner"))
    response = client.get(PAGE)
    assert text_of(main_of(response)) == as_nobody
    assert "public" in response["Cache-Control"]


def test_families_get_it_without_a_cookie_and_anew_only_when_something_changed(client, told):
    first = client.get(PAGE)
    assert (first.cookies, "public" in first["Cache-Control"]) == ({}, True)
    assert client.get(PAGE, headers={"if-none-match": first["ETag"]}).status_code == 304
    OutcomeRecordFactory(metric=OutcomeMetric.objects.get(name="Besuche"), year=YEAR, first=30)
    again = client.get(PAGE, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, rows(parsed(again), "reichweite")[0][1]) == (200, "442")


def test_a_changed_text_reaches_the_pdf(client, told):
    assert "Viel geschafft." in words_of(PdfReader(BytesIO(client.get(PDF).content)))
    SuccessReport.objects.update(public_summary="Noch mehr geschafft.")
    assert "Noch mehr geschafft." in words_of(PdfReader(BytesIO(client.get(PDF).content)))


@pytest.mark.parametrize("change", ["metric", "target", "record", "report"])
def test_what_stands_in_it_tells_caches_when_it_changes(change):
    metric, offer = OutcomeMetricFactory(), OfferFactory()
    before = content_version()
    make = {
        "metric": OutcomeMetricFactory,
        "target": lambda: OutcomeTargetFactory(metric=metric),
        "record": lambda: OutcomeRecordFactory(metric=metric, offer=offer),
        "report": publish,
    }
    make[change]()
    assert content_version() != before


@pytest.mark.parametrize("which", ["draft", "none", "this_year"])
def test_what_is_not_published_or_not_over_is_not_there_for_anybody(client, which):
    if which == "draft":
        publish(is_public=False, summary="Entwurf")
    if which == "this_year":
        publish(YEAR + 1)
    year = YEAR + 1 if which == "this_year" else YEAR
    for user in (AnonymousUser(), person("planner")):
        if user.is_authenticated:
            client.force_login(user)
        assert [client.get(f"{ALL}{year}{end}").status_code for end in ("/", ".pdf")] == [404, 404]


def test_the_short_address_leads_to_the_latest_year_or_says_that_there_is_none(client):
    assert "Es ist noch kein Erfolgsnachweis veröffentlicht." in text_of(main_of(client.get(ALL)))
    publish(YEAR - 1)
    publish(YEAR)
    assert client.get(ALL).url == PAGE
    assert public_years() == [YEAR, YEAR - 1]
    links = [link.get("href") for link in main_of(client.get(PAGE)).findall(".//a") if ALL in link.get("href", "")]
    assert links == [PDF, f"{ALL}{YEAR - 1}/"]


def test_it_is_only_read(client, told):
    assert [client.post(address).status_code for address in (ALL, PAGE, PDF)] == [405, 405, 405]


def test_the_monitoring_leads_to_it_once_it_is_published(client, small):
    def links():
        return [link.get("href") for link in main_of(client.get("/monitoring/")).findall(".//a")]

    assert PAGE not in links()
    publish()
    assert PAGE in links()


def test_small_numbers_are_protected_as_for_planners():
    publish()
    OutcomeRecordFactory(metric=OutcomeMetricFactory(name="Wenige", is_public=True), year=YEAR, first=2)
    assert [row[1].figure.text(0) for row in public_report_of(YEAR).reach.rows] == ["•"]


def test_what_is_measured_by_numbers_for_planners_alone_is_left_out():
    publish()
    for name, is_public in (("Offen", True), ("Verdeckt", False)):
        reference = CountFactory(is_public=is_public)
        metric = OutcomeMetricFactory(name=name, reference=reference, is_public=True)
        OutcomeRecordFactory(metric=metric, year=YEAR, first=300)
    assert [str(one.metric) for one in public_report_of(YEAR).results] == ["Offen"]


def test_what_was_not_counted_in_the_year_is_left_out():
    publish()
    OutcomeMetricFactory(name="Noch nichts", is_public=True)
    assert public_report_of(YEAR).results == []


def test_a_partner_that_is_not_public_is_not_named():
    MeasureFactory(title="Lotsin", owner=PartnerFactory(name="Geheim", is_public=False))
    assert [list(one.measures.rows) for one in public_goals([])] == [[["Lotsin", "–", "", "geplant"]]]


def test_public_goals_cost_the_same_for_one_and_for_many(django_assert_num_queries):
    MeasureFactory()
    with django_assert_num_queries(2):
        public_goals([])
    for _again in range(3):
        MeasureFactory.create_batch(2, goal=GoalFactory())
    with django_assert_num_queries(2):
        public_goals([])


def test_the_page_costs_the_same_for_few_and_for_many(client, told, django_assert_max_num_queries):
    for _again in range(5):
        OutcomeRecordFactory(metric=FunnelFactory(is_public=True), year=YEAR, first=300, second=200, third=100)
        MeasureFactory(goal=GoalFactory())
    with django_assert_max_num_queries(20):
        assert client.get(PAGE).status_code == 200


def test_planners_publish_it_and_take_it_back(client):
    client.force_login(person("planner"))
    sent = {"summary": "", "decisions": "", "public_summary": "Für alle.", "is_public": "on", "version": 0}
    client.post(TEXT, sent)
    client.logout()
    assert "Für alle." in text_of(main_of(client.get(PAGE)))
    write_report(year=YEAR, public_summary="Für alle.", is_public=False, version=1, by=person("planner"))
    assert client.get(PAGE).status_code == 404


def test_nothing_is_published_without_a_text_for_everybody(client, planner):
    sent = {"summary": "Nur intern.", "decisions": "", "public_summary": " ", "is_public": "on", "version": 0}
    response = client.post(TEXT, sent)
    assert (response.status_code, SuccessReport.objects.exists()) == (422, False)
    assert "bevor Sie es veröffentlichen" in text_of(main_of(response))


def test_the_internal_report_leads_to_the_public_one(client, planner):
    internal = f"/monitoring/ergebnisse/erfolgsnachweis/{YEAR}/"
    report = publish(is_public=False)
    assert PAGE not in [link.get("href") for link in main_of(client.get(internal)).findall(".//a")]
    report.is_public = True
    report.save()
    assert PAGE in [link.get("href") for link in main_of(client.get(internal)).findall(".//a")]
