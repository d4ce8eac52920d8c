"""A family's list on paper, as a sheet and as cards: what a screen reader finds in it, whatever stands on the list."""

import re
from itertools import pairwise

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from sozialraum.models import Municipality
from tests.offers.factories import OfferFactory, ScheduleFactory
from tests.pdfs import bookmarks, described, elements, named, read_pdf, words_of

pytestmark = pytest.mark.usefixtures("municipality")

PAPER = "/merkliste/liste.pdf"
LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"
# The forms of the list on paper, with the title of each.
KINDS = {"blatt": "Für Sie: Angebote in Musterstadt", "karten": "Karten: Angebote in Musterstadt"}
MANY = 24


@pytest.fixture
def offers() -> list:
    made = [OfferFactory(title=f"Angebot {number:02}", phone="02161 25-0") for number in range(MANY)]
    for offer in made:
        ScheduleFactory(offer=offer)
    return made


def paper(client, offers, kind: str) -> PdfReader:
    return read_pdf(client.post(PAPER, {"liste": ".".join(str(one.pk) for one in offers), "form": kind}))


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_says_that_it_is_accessible_and_what_it_is_called(client, offers, kind):
    pdf = paper(client, offers, kind)
    assert described(pdf) == {
        "tagged": True,
        "language": "de",
        "title": KINDS[kind],
        "title is shown": True,
        "author": Municipality.objects.get().authority,
        "conforms": True,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_headings_begin_with_the_first_and_each_offer_has_one(client, offers, kind):
    found = elements(paper(client, offers, kind))
    levels = [int(one["/S"][2]) for one in found if re.fullmatch(r"/H\d", one["/S"])]
    assert levels == [1] + [2] * MANY
    assert [later - earlier for earlier, later in pairwise(levels) if later > earlier + 1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_says_where_it_leads(client, offers, kind):
    alternatives = [one.get("/Alt", "") for one in named(elements(paper(client, offers, kind)), "/Figure")]
    assert alternatives == [f"QR-Code zur Seite „{one.title}“" for one in offers]


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_several_pages_has_a_bookmark_for_each_offer_in_its_order(client, offers, kind):
    pdf = paper(client, offers[::-1], kind)
    assert len(pdf.pages) > 2
    assert bookmarks(pdf)[1:] == [one.title for one in offers[::-1]]


def test_each_page_of_the_sheet_has_its_sender_its_day_and_its_number(client, offers):
    pdf = paper(client, offers, "blatt")
    for number, page in enumerate(pdf.pages, 1):
        text = " ".join(page.extract_text().split())
        assert (f"Seite {number} von {len(pdf.pages)}" in text, "Stand: " in text) == (True, True)


def test_links_lead_to_the_offers_and_nowhere_else(client, offers, settings):
    notes = [note.get_object() for page in paper(client, offers, "blatt").pages for note in page.get("/Annots", [])]
    links = [note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})]
    assert links == [settings.PORTAL_ADDRESS + one.get_absolute_url() for one in offers]
    assert [note for note in notes if "/Contents" not in note] == []


def unmarked(pdf: PdfReader) -> int:
    """Return how many pieces of text lie outside of what is marked: no program would read them."""
    found, depth = 0, 0
    for page in pdf.pages:
        for _operands, operator in ContentStream(page.get_contents(), pdf).operations:
            depth += (operator in (b"BMC", b"BDC")) - (operator == b"EMC")
            found += operator in (b"Tj", b"TJ") and depth == 0
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_all_text_is_part_of_the_structure_or_marked_as_decoration(client, offers, kind):
    pdf = paper(client, offers[:3], kind)
    assert unmarked(pdf) == 0
    assert [(page["/StructParents"] >= 0, page["/Tabs"]) for page in pdf.pages] == [(True, "/S")] * len(pdf.pages)


@pytest.mark.parametrize("kind", KINDS)
def test_words_too_long_for_their_line_are_broken_and_stay_on_one_page(client, kind):
    pdf = paper(client, [OfferFactory(title=f"{LONG} und {LONG}", summary=LONG)], kind)
    text = re.sub(r"[\s\N{HYPHEN}-]", "", words_of(pdf))
    assert (len(pdf.pages), f"{LONG}und{LONG}" in text) == (1, True)
