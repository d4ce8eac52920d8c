"""Addresses as people write them, without the database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.addresses import Address, fold_street, parse_address, readings


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Hauptstr.", "hauptstrasse"),
        ("HAUPTSTRASSE", "hauptstrasse"),
        ("Haupt-Straße", "hauptstrasse"),
        ("Haupt Str", "hauptstrasse"),
        ("Straßburger Str.", "strassburgerstrasse"),
        ("Str. des 17. Juni", "strassedes17juni"),
        ("Stresemannstraße", "stresemannstrasse"),
        ("Strandweg", "strandweg"),
        ("St.-Anna-Platz", "sanktannaplatz"),
        ("Sankt Anna Pl.", "sanktannaplatz"),
        ("Dr.-Müller-Weg", "drmuellerweg"),
        ("Doktor Mueller-Weg", "drmuellerweg"),
        ("Am Gänseanger", "amgaenseanger"),
        ("Am Ga\u0308nseanger", "amgaenseanger"),
        ("Café-Gasse", "cafegasse"),
        (" - ", ""),
    ],
)
def test_a_street_has_one_key_however_it_is_written(written, key):
    assert fold_street(written) == key


def test_a_key_fits_into_its_column():
    assert len(fold_street("Straße " * 100)) == 120


@pytest.mark.parametrize(
    ("text", "street", "number", "letter", "postcode"),
    [
        ("Hauptstr. 5a", "Hauptstr.", 5, "a", ""),
        ("HAUPTSTRASSE 5 a", "HAUPTSTRASSE", 5, "a", ""),
        ("Hauptstr.5", "Hauptstr.", 5, "", ""),
        ("Hauptstr. Nr. 5", "Hauptstr.", 5, "", ""),
        ("Hauptstraße 5-7", "Hauptstraße", 5, "", ""),
        ("Hauptstraße 10/12", "Hauptstraße", 10, "", ""),
        ("Am Markt 5 b-d", "Am Markt", 5, "b", ""),
        ("41061 Hauptstr. 5", "Hauptstr.", 5, "", "41061"),
        ("Hauptstr. 5, 41061 Mönchengladbach", "Hauptstr.", 5, "", "41061"),
        ("Hauptstr. 5 41061 Mönchengladbach", "Hauptstr.", 5, "", "41061"),
        ("41061 Mönchengladbach, Hauptstr. 5", "Hauptstr.", 5, "", "41061"),
        ("Hauptstr. 5\n41061 Mönchengladbach", "Hauptstr.", 5, "", "41061"),
        ("5 Hauptstraße", "Hauptstraße", 5, "", ""),
        ("Hauptstr., 5", "Hauptstr.", 5, "", ""),
        ("Hauptstr. 5 Rheydt", "Hauptstr.", 5, "", ""),
        ("Rheydt, Hauptstr. 5", "Hauptstr.", 5, "", ""),
        ("Straße des 17. Juni 135", "Straße des 17. Juni", 135, "", ""),
        ("Straße des 17. Juni", "Straße des 17. Juni", None, "", ""),
        ("2. Sandgasse 3", "2. Sandgasse", 3, "", ""),
        ("Q7, 24", "Q7", 24, "", ""),
        ("Hauptstraße", "Hauptstraße", None, "", ""),
        ("41061", "", None, "", ""),
        ("", "", None, "", ""),
    ],
)
def test_an_address_is_taken_apart(text, street, number, letter, postcode):
    assert parse_address(text) == Address(street, number, letter, postcode)


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("Straße 45", Address("Straße 45")),  # a street that is called so
        ("Hauptstr. 12 Hinterhaus 2", Address("Hauptstr.", 12)),
        ("Hauptstr. 5 1/2", Address("Hauptstr.", 5)),
        ("Rheydt, Hauptstr.", Address("Hauptstr.")),
    ],
)
def test_what_can_be_read_in_another_way_is(text, also):
    assert also in readings(text)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    assert all(len(address.key) <= 120 and (address.number or 0) < 10_000 for address in readings(text))


@pytest.mark.parametrize("text", ["1 " * 5000, "5-" * 5000, "Str." * 5000, "5 a-" * 5000, "1,a" * 5000])
def test_an_endless_text_is_read_at_its_beginning(text):
    assert len(readings(text)) <= 200
