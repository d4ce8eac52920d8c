"""The profile as a PDF: what a screen reader finds in it, what it fetches, who gets which."""

import re
from collections import Counter
from io import BytesIO
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from monitoring.models import DistrictComment
from monitoring.pdf.profiles import made
from sozialraum.context import as_of
from sozialraum.models import Municipality
from tests.monitoring.factories import CountFactory, ReleasedValueFactory
from tests.monitoring.small_city import LAST, withheld
from tests.network.factories import FacilityFactory, PartnerFactory, person
from tests.offers.factories import AgeStepFactory, OfferFactory
from tests.pdfs import described, elements, named, read_pdf, within, words_of

PDF = "/monitoring/stadtteile/venn.pdf"
FULL_TEXT = "Ein langer Satz über Venn und seine Familien, der etwas erklärt. " * 46


def reader_of(client, address: str = PDF) -> PdfReader:
    return read_pdf(client.get(address))


@pytest.fixture
def full(small):
    """Return the small city with something in each section of Venn."""
    for place, (start, end) in enumerate([(0, 36), (36, 72)]):
        one = CountFactory(name=f"Alter {place}", age_from_months=start, age_to_months=end, is_public=True)
        ReleasedValueFactory(indicator=one, district=small.venn, numerator=90, value=90)
        ReleasedValueFactory(indicator=one, district=None, numerator=500, value=500)
    AgeStepFactory(code="baby", name="Baby", ages=(0, 12))
    OfferFactory(title="Krabbelgruppe", ages=(0, 12), district=small.venn)
    FacilityFactory(name="Haus am Markt", district=small.venn)
    DistrictComment.objects.create(district=small.venn, text="Für alle gesagt.", is_public=True)
    DistrictComment.objects.create(district=small.venn, text="Unter uns gesagt.", is_public=False)
    return small


def test_the_document_says_that_it_is_accessible_and_what_it_is_called(client, full):
    pdf = reader_of(client)
    assert described(pdf) == {
        "tagged": True,
        "language": "de",
        "title": "Steckbrief Venn, Musterstadt",
        "title is shown": True,
        "author": Municipality.objects.get().authority,
        "conforms": True,
    }


def test_headings_begin_with_the_first_and_leave_no_level_out(client, full, planner):
    levels = [int(one["/S"][2]) for one in elements(reader_of(client)) if re.fullmatch(r"/H\d", one["/S"])]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [later - earlier for earlier, later in pairwise(levels) if later > earlier + 1] == []


def test_every_figure_has_a_text_that_says_what_it_shows(client, full):
    alternatives = [one.get("/Alt", "") for one in named(elements(reader_of(client)), "/Figure")]
    assert [text.split(":")[0].split(",")[0] for text in alternatives] == [
        "Karte",
        "Kinder in Armut",
        "Wie alt die Kinder sind",
    ]


def test_every_table_is_one_and_each_cell_knows_its_headings(client, full, planner):
    address = "/monitoring/stadtteile/venn/"
    html = client.get(address).content.decode()
    found = elements(reader_of(client))
    assert len(named(found, "/Table")) == html.count("<table")
    for table in named(found, "/Table"):
        inside = within(table)
        headings = {one["/A"]["/O"] for one in inside if one["/S"] == "/TH"}
        assert (headings, len(named(inside, "/TH")) > 1) == ({"/Table"}, True)
        assert [one for one in named(inside, "/TD") if len(one["/A"].get("/Headers", [])) < 2] == []


def test_links_lead_to_the_portal_and_nowhere_else(client, full, settings):
    links = [
        note.get_object()["/A"]["/URI"]
        for page in reader_of(client).pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert len(links) > 5
    assert [link for link in links if not link.startswith(settings.PORTAL_ADDRESS)] == []


def test_each_page_has_its_source_its_day_and_its_number(client, full):
    pdf = reader_of(client)
    assert 2 <= len(pdf.pages) <= 4
    for number, page in enumerate(pdf.pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"Seite {number} von {len(pdf.pages)}" in text
        assert "Stand der Zahlen: 31.12.2025." in text


def test_a_profile_with_both_comments_at_their_longest_still_fits_four_pages(client, full, planner):
    DistrictComment.objects.update(text=FULL_TEXT[:3000].strip())
    assert len(reader_of(client).pages) <= 4


def test_names_of_districts_are_never_divided_and_long_words_are(client, full):
    """A line may end at any letter here: each word before the name is one letter longer."""
    long = "Kindertagespflegepersonenqualifizierung"
    told = " ".join(f"{'m' * letters} Mülfort Gladbach Geistenbeck {long}" for letters in range(1, 30))
    DistrictComment.objects.filter(is_public=True).update(text=told)
    text = "".join(page.extract_text() for page in reader_of(client).pages)
    divided = re.findall(r"(\w+)[-\u2010\u00ad]\n", text)
    assert [word for word in divided if word in {"Mül", "Glad", "Geis", "Geisten"}] == []
    assert any(long.startswith(word) for word in divided)


@pytest.mark.parametrize("role", ["", "partner_editor"])
def test_nobody_but_planners_gets_the_internal_document(client, full, role):
    if role:
        client.force_login(person(role, partner=PartnerFactory()))
    response = client.get(PDF)
    text = words_of(PdfReader(BytesIO(response.content)))
    told = {
        word: word in text for word in ("Für alle gesagt.", "Unter uns gesagt.", "Interne Quote", "intern", "Klasse")
    }
    assert told == {
        "Für alle gesagt.": True,
        "Unter uns gesagt.": False,
        "Interne Quote": False,
        "intern": False,
        "Klasse": False,
    }
    assert (response.headers["Content-Disposition"], "public" in response.headers["Cache-Control"]) == (
        'inline; filename="steckbrief-venn.pdf"',
        True,
    )


def test_planners_get_the_internal_document_and_nobody_keeps_it(client, full, planner):
    response = client.get(PDF)
    text = words_of(PdfReader(BytesIO(response.content)))
    wanted = ("Nur für den internen Gebrauch.", "Unter uns gesagt.", "Interne Quote")
    assert [word for word in wanted if word not in text] == []
    assert (response.headers["Content-Disposition"], "no-store" in response.headers["Cache-Control"]) == (
        'inline; filename="steckbrief-venn-intern.pdf"',
        True,
    )


def test_planners_can_get_what_everybody_gets(client, full, planner):
    assert "Interne Quote" not in words_of(reader_of(client, f"{PDF}?sicht=oeffentlich"))


def test_withheld_numbers_are_signs_in_the_document(client, small):
    for district in (small.venn, None):
        one = CountFactory(name="Geheime Zahl", is_public=True, is_key_value=True, code=f"geheim-{district}"[:9])
        withheld(one, small.venn, LAST)
    text = words_of(reader_of(client))
    assert Counter(re.findall(r"Geheime Zahl Menschen (\S+)", text)) == {"•": 2}


def test_the_internal_document_is_made_once_until_the_content_changes(client, full, planner):
    made.cache_clear()
    first = client.get(PDF).content
    assert (client.get(PDF).content, made.cache_info().misses) == (first, 1)
    DistrictComment.objects.filter(is_public=False).update(text="Anders gesagt.")
    assert "Anders gesagt." in words_of(reader_of(client))
    # What everybody gets is another document.
    assert "Anders gesagt." not in words_of(reader_of(client, f"{PDF}?sicht=oeffentlich"))


def test_the_public_document_is_kept_until_the_content_changes(client, full):
    first = client.get(PDF)
    assert client.get(PDF).content == first.content
    assert client.get(PDF, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    DistrictComment.objects.filter(is_public=True).update(text="Neu gesagt.")
    assert "Neu gesagt." in words_of(reader_of(client))


def test_the_logo_stands_on_the_first_page_with_its_name(client, full):
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (60, 48), "teal").save(file, "PNG")
    municipality = Municipality.objects.get()
    municipality.logo = SimpleUploadedFile("logo.png", file.getvalue(), "image/png")
    municipality.save()
    as_of.cache_clear()
    figures = named(elements(reader_of(client)), "/Figure")
    assert figures[0]["/Alt"] == "Logo: Musterstadt"
    municipality.logo.storage.delete(municipality.logo.name)
    DistrictComment.objects.filter(is_public=True).update(text="Ohne Logo.")
    assert named(elements(reader_of(client)), "/Figure")[0]["/Alt"].startswith("Karte")
