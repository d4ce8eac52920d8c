"""How a legal text becomes HTML."""

import datetime

import pytest
from django.db import IntegrityError

from sozialraum.legal_texts import PLACEHOLDERS, SAMPLES, as_html, load_defaults, sample
from sozialraum.models import LegalText, Municipality
from tests.sozialraum.factories import LegalTextFactory, MunicipalityFactory

Kind = LegalText.Kind


def html(body: str, **facts: str) -> str:
    day = datetime.date(2026, 5, 4)
    text = LegalText(body=body, first_published=day, reviewed_at=day)
    return as_html(text, Municipality(**facts)).strip()


def test_placeholders_are_filled_from_the_municipality():
    assert html("Stadt {name}, {street}", name="Köln", street="Markt 1") == "<p>Stadt Köln, Markt 1</p>"


def test_an_address_in_a_link_is_filled_too():
    body = "[{email}](mailto:{email})"
    assert html(body, email="a@example.org") == '<p><a href="mailto:a@example.org">a@example.org</a></p>'


def test_a_placeholder_makes_no_other_link():
    assert html("[hier]({phone})", phone="javascript:alert(1)") == '<p><a href="%7Bphone%7D">hier</a></p>'


@pytest.mark.parametrize("body", ["{unknown}", "{", "}", "{}", "{0}", "{name!r}", "{name.pk}", "{pk}", "%7Bname%7D"])
def test_what_nobody_knows_stays_as_it_is_written(body):
    assert html(body, name="Köln") == f"<p>{body}</p>"


def test_a_value_is_never_markup():
    assert html("{name}", name="<b>*Köln*</b> & Co") == "<p>&lt;b&gt;*Köln*&lt;/b&gt; &amp; Co</p>"


def test_a_line_whose_placeholder_is_empty_is_left_out():
    assert html("{authority}\nSteuer: {vat_id}\n{street}", authority="Amt", street="Weg 1") == "<p>Amt<br />\nWeg 1</p>"


def test_dates_of_the_text_are_placeholders():
    assert html("Vom {written}, geprüft am {reviewed}") == "<p>Vom 4. Mai 2026, geprüft am 4. Mai 2026</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# A\n\n## B", "<h2>A</h2>\n<h3>B</h3>"),
        ("## A\n\n### B", "<h2>A</h2>\n<h3>B</h3>"),
        ("#### A", "<h2>A</h2>"),
        ("# A\n\n###### B", "<h2>A</h2>\n<h6>B</h6>"),
        ("A\n=\n\nB\n-", "<h2>A</h2>\n<h3>B</h3>"),
    ],
)
def test_headings_begin_below_the_heading_of_the_page(body, expected):
    assert html(body) == expected


def test_html_in_a_text_is_shown_and_not_obeyed():
    assert html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_text_loads_no_picture_from_elsewhere():
    assert "<img" not in html("![Bild](https://example.org/a.png)")


def test_a_dangerous_link_is_no_link():
    assert "href" not in html("[hier](javascript:alert(1))")


def test_a_text_may_hold_a_table():
    assert html("| a | b |\n|---|---|\n| 1 | 2 |").startswith("<table>")


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_has_a_sample_that_uses_known_placeholders_only(kind):
    facts = {name: f"({name})" for name in PLACEHOLDERS}
    text = sample(kind)
    assert "{" not in html(text.body, **facts)
    assert text.written == datetime.date(2026, 11, 22)


def test_there_are_no_other_samples():
    assert {path.stem for path in SAMPLES.iterdir()} == set(Kind.values)


@pytest.mark.django_db
def test_samples_are_saved_for_what_is_missing_only():
    own = LegalTextFactory(kind=Kind.IMPRINT, body="Eigener Text")
    assert load_defaults(own.municipality) == 5
    assert load_defaults(own.municipality) == 0
    assert set(own.municipality.legal_texts.values_list("kind", flat=True)) == set(Kind.values)
    assert own.municipality.legal_texts.get(kind=Kind.IMPRINT).body == "Eigener Text"
    assert own.municipality.legal_texts.get(kind=Kind.PRIVACY).is_example is True


@pytest.mark.django_db
def test_a_text_is_not_reviewed_before_it_was_written():
    with pytest.raises(IntegrityError, match="legal_text_is_reviewed_after_it_was_written"):
        LegalTextFactory(first_published=datetime.date(2026, 2, 1), reviewed_at=datetime.date(2026, 1, 1))


@pytest.mark.django_db
def test_a_municipality_has_one_text_of_a_kind():
    city = MunicipalityFactory()
    LegalTextFactory(municipality=city)
    with pytest.raises(IntegrityError, match="one_legal_text_of_each_kind"):
        LegalTextFactory(municipality=city)
