"""The yearly Erfolgsnachweis: what stands in it, who opens it, the PDF, and its texts."""

import re
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from monitoring.actions.success import OverwrittenError, write_report
from monitoring.models import SuccessReport
from monitoring.outcomes.tables import pieces
from monitoring.pictures import Table
from tests.monitoring.factories import OutcomeMetricFactory, OutcomeRecordFactory
from tests.monitoring.reading import rows
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.offers.factories import ForwardingFactory, GrantFactory
from tests.pdfs import elements, named, words_of
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
YEAR = timezone.localdate().year - 1
PAGE = f"/monitoring/ergebnisse/erfolgsnachweis/{YEAR}/"
PDF = PAGE.rstrip("/") + ".pdf"
TEXT = f"/verwaltung/erfolgsnachweis/{YEAR}/text/"
SECTIONS = [
    "Wie das Jahr war",
    "Ziele und Maßnahmen",
    "Was erreicht wurde",
    "Was Familien gesucht und nicht gefunden haben",
    "Was fehlt",
    "Geld",
    "Was der Rat entscheiden muss",
]


@pytest.fixture
def full(small):
    """Return the small city with something in each section."""
    OutcomeRecordFactory(metric=OutcomeMetricFactory(name="Besuche"), year=YEAR, first=412)
    dates = {"valid_from": f"{YEAR}-01-01", "valid_until": f"{YEAR}-12-31"}
    ForwardingFactory(grant=GrantFactory(line__name="kinderstark", amount=64000, own_share=16000, **dates), amount=9000)
    GrantFactory(
        title="Neu ab nächstem Jahr",
        status="planned",
        valid_from=f"{YEAR + 2}-01-01",
        valid_until=f"{YEAR + 2}-12-31",
        own_share=46500,
    )
    GrantFactory(title="Läuft aus", valid_from=f"{YEAR + 1}-01-01", valid_until=f"{YEAR + 1}-12-31")
    SuccessReport.objects.create(year=YEAR, summary="Ein gutes Jahr.", decisions="Die halbe Stelle.")
    return small


def test_the_report_has_all_its_parts(client, planner, full):
    page = parsed(client.get(PAGE))
    assert [name.removeprefix("h2 ") for name in headings(page) if name.startswith("h2")] == SECTIONS
    text = text_of(page.find(".//main"))
    for words in (
        "Ein gutes Jahr.",
        "Die halbe Stelle.",
        "Neu ab nächstem Jahr: 46.500,00 €",
        f"Läuft aus: 12.000,00 €, endet am 31.12.{YEAR + 1}",
    ):
        assert words in text
    assert (rows(page, "reichweite"), rows(page, "geld")) == (
        [["Besuche", "412", "Familien", "", "", ""]],
        [["kinderstark", "1", "64.000,00", "16.000,00", "9.000,00"]],
    )


def test_an_empty_city_has_a_report_that_says_so(client, planner, municipality):
    text = text_of(parsed(client.get(PAGE)).find(".//main"))
    for words in (
        "Dazu hat noch niemand etwas geschrieben.",
        "Es ist noch nicht festgelegt, was gezählt wird.",
        "Für dieses Jahr ist keine bewilligte Förderung eingetragen.",
        "Zurzeit steht nichts an.",
    ):
        assert words in text


@pytest.mark.parametrize("year", [YEAR + 1, YEAR + 2, 1999])
def test_of_a_year_that_is_not_over_or_unknown_there_is_no_report(client, planner, municipality, year):
    addresses = [
        PAGE.replace(str(YEAR), str(year)),
        PDF.replace(str(YEAR), str(year)),
        TEXT.replace(str(YEAR), str(year)),
    ]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_planning_and_steering_open_it_and_nobody_else(client, municipality):
    people = {
        "planner": person("planner"),
        "steering": person("steering"),
        "coordinator": person("coordinator", network=NetworkFactory()),
        "partner": person("partner_lead", partner=PartnerFactory()),
    }
    found = {}
    for name, user in people.items():
        client.force_login(user)
        found[name] = [client.get(address).status_code for address in (PAGE, TEXT)]
    client.logout()
    found["nobody"] = [client.get(address).status_code for address in (PAGE, TEXT)]
    assert found == {
        "planner": [200, 200],
        "steering": [200, 200],
        "coordinator": [403, 403],
        "partner": [403, 403],
        "nobody": [302, 302],
    }


def test_the_pdf_is_accessible_and_says_what_the_page_says(client, planner, full):
    response = client.get(PDF)
    assert response["Content-Disposition"] == f'inline; filename="erfolgsnachweis-{YEAR}.pdf"'
    pdf = PdfReader(BytesIO(response.content), strict=True)
    root = pdf.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"].value, root["/Lang"], pdf.metadata.title) == (
        True,
        "de",
        f"Erfolgsnachweis {YEAR}, Musterstadt",
    )
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=\"1\"", root["/Metadata"].get_data())
    found = elements(pdf)
    assert (len(named(found, "/H1")), len(named(found, "/H2"))) == (1, len(SECTIONS) + 1)
    assert len(named(found, "/Table")) == client.get(PAGE).content.decode().count("<table")
    text = words_of(pdf)
    for words in ("Nur für den internen Gebrauch.", "Ein gutes Jahr.", "412", "64.000,00", "Die halbe Stelle."):
        assert words in text


def test_a_long_table_comes_in_pieces_that_fit_on_a_page():
    table = Table("Besuche", ["Gebiet"], [[str(number)] for number in range(5)])
    found = [(piece.caption, [row[0] for row in piece.rows]) for piece in pieces(table, 2)]
    assert found == [
        ("Besuche (Teil 1 von 3)", ["0", "1"]),
        ("Besuche (Teil 2 von 3)", ["2", "3"]),
        ("Besuche (Teil 3 von 3)", ["4"]),
    ]
    assert pieces(table, 5) == [table]


def test_the_texts_are_written_and_rewritten(client, planner, municipality):
    for version, text in ((0, "Erst so.\r\n\r\n\r\nUnd so."), (1, "Dann anders.")):
        response = client.post(TEXT, {"summary": text, "decisions": "", "version": version})
        assert (response.status_code, response.url) == (302, PAGE)
    assert SuccessReport.objects.values_list("summary", "version", "written_by").get() == (
        "Dann anders.",
        2,
        planner.pk,
    )


def test_a_text_of_nothing_is_refused(client, planner, municipality):
    response = client.post(TEXT, {"summary": " ", "decisions": "", "version": 0})
    assert (response.status_code, "wenigstens einen der Texte" in response.content.decode()) == (422, True)


def test_what_somebody_else_wrote_meanwhile_is_shown_first(client, planner, municipality):
    SuccessReport.objects.create(year=YEAR, summary="Von ihr", version=3)
    response = client.post(TEXT, {"summary": "Von mir", "decisions": "", "version": 2})
    page = parsed(response)
    assert (response.status_code, SuccessReport.objects.get().summary) == (422, "Von ihr")
    assert "Von ihr" in text_of(page.find(".//main"))
    version = page.find(".//input[@name='version']").get("value")
    assert client.post(TEXT, {"summary": "Von mir", "decisions": "", "version": version}).status_code == 302
    assert SuccessReport.objects.get().summary == "Von mir"


def test_a_first_text_over_one_that_came_meanwhile_is_refused(municipality):
    user = person("planner")
    write_report(year=YEAR, summary="eins", decisions="", version=0, by=user)
    with pytest.raises(OverwrittenError) as refused:
        write_report(year=YEAR, summary="zwei", decisions="", version=0, by=user)
    assert refused.value.current.summary == "eins"
