"""The texts of a row: what does not fit is cut or left out, and said."""

import datetime

import pytest
from django.utils import timezone

from offers.models import Offer
from tests.offers.importing import import_rows, remarks

pytestmark = pytest.mark.django_db
FAMILY = "Familien "


def taken(tmp_path, **row) -> tuple[Offer, list[str]]:
    """Return the one offer of a row and what was said about the row."""
    output = import_rows(tmp_path, {"summary": "Kurz", "catchment": "city"} | row)[1]
    return Offer.objects.get(), [text for text in remarks(output) if "neu angelegt" not in text]


def test_blanks_in_a_title_are_joined(tmp_path):
    assert taken(tmp_path, title=" Treff  für\nalle ")[0].title == "Treff für alle"


@pytest.mark.parametrize(
    ("cells", "summary", "said"),
    [
        (
            {"summary": "", "description": "Lang und breit."},
            "Lang und breit.",
            "repariert: ohne Kurzbeschreibung: der Anfang der Beschreibung steht an ihrer Stelle",
        ),
        (
            {"summary": "", "description": ""},
            "Krabbelgruppe",
            "repariert: ohne Kurzbeschreibung: der Titel steht an ihrer Stelle",
        ),
        (
            {"summary": "x" * 301, "description": "Lang"},
            "x" * 298 + " …",
            "repariert: die Kurzbeschreibung ist auf 300 Zeichen gekürzt",
        ),
    ],
)
def test_an_offer_always_has_a_summary_that_fits(tmp_path, cells, summary, said):
    offer, remarks_of_row = taken(tmp_path, **cells)

    assert (offer.summary, remarks_of_row) == (summary, [said])


def test_a_summary_that_is_too_long_becomes_the_description(tmp_path):
    assert taken(tmp_path, summary=FAMILY * 40, description="")[0].description == (FAMILY * 40).strip()


@pytest.mark.parametrize(
    ("column", "text", "saved"),
    [
        ("url", "example.org/treff", "https://example.org/treff"),
        ("url", "http://example.org", "http://example.org"),
        ("email", "mailto:treff@example.org", "treff@example.org"),
        ("phone", "0221 4710-200", "0221 4710-200"),
        ("postcode", "01067", "01067"),
    ],
)
def test_how_to_get_in_touch_is_taken(tmp_path, column, text, saved):
    offer, said = taken(tmp_path, **{column: text})

    assert (getattr(offer, column), said) == (saved, [])


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("url", "javascript://alert(1)", "„javascript://alert(1)“ ist nicht brauchbar und bleibt weg"),
        ("url", "keine Seite", "„https://keine Seite“ ist nicht brauchbar und bleibt weg"),
        ("email", "treff at example", "„treff at example“ ist nicht brauchbar und bleibt weg"),
        ("phone", "1" * 41, f"„{'1' * 40}“ ist nicht brauchbar und bleibt weg"),
        ("postcode", "4106", "„4106“ ist keine Postleitzahl und bleibt weg"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(tmp_path, column, text, said):
    offer, remarks_of_row = taken(tmp_path, **{column: text})

    assert (getattr(offer, column), remarks_of_row) == ("", [f"repariert: {said}"])


def test_a_long_street_is_cut_and_said(tmp_path):
    offer, said = taken(tmp_path, street="x" * 161)

    assert (len(offer.street), said) == (160, [f"repariert: „{'x' * 158} …“ ist gekürzt"])


@pytest.mark.parametrize(("text", "status"), [("", "draft"), ("Entwurf", "draft"), ("veröffentlicht", "published")])
def test_an_offer_is_a_draft_unless_the_file_says_otherwise(tmp_path, text, status):
    assert taken(tmp_path, status=text)[0].status == status


def test_nobody_confirms_in_the_future(tmp_path):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    offer, said = taken(tmp_path, confirmed_at=tomorrow.isoformat())

    assert (offer.confirmed_at, said) == (None, ["repariert: die Bestätigung liegt in der Zukunft und bleibt weg"])
