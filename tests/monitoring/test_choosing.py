"""What a visitor chooses in the address, and the lists to choose from."""

import pytest
from django.http import QueryDict

from monitoring.choosing import Choosing, Control, Option, carried

OPTIONS = {"a": 1, "b": 2, "c": 3}


def choosing(query: str) -> Choosing:
    return Choosing(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "found", "remarks"),
    [
        ("", 9, 0),
        ("x=", 9, 0),
        ("x=b", 2, 0),
        ("x=%00b%20", 2, 0),
        ("x=z", 9, 1),
        ("x=a&x=b", 2, 0),
    ],
)
def test_one_of_some_options_or_the_default(query, found, remarks):
    asked = choosing(query)
    assert (asked.one("x", "Buchstabe", OPTIONS, 9), len(asked.remarks)) == (found, remarks)


def test_several_options_in_their_order_each_once():
    asked = choosing("x=c&x=a&x=c&x=&x=z")
    assert asked.several("x", "Buchstabe", OPTIONS, 5) == [3, 1]
    assert asked.remarks == ["„z“ kennen wir hier nicht (Buchstabe). Wir zeigen die Seite ohne diese Angabe."]


def test_more_than_fit_are_said():
    asked = choosing("x=a&x=b&x=c")
    assert asked.several("x", "Buchstaben", OPTIONS, 2) == [1, 2]
    assert asked.remarks == ["Mehr als 2 (Buchstaben) zeigen wir nicht nebeneinander. Wir zeigen die ersten."]


def test_a_long_value_is_told_in_short():
    asked = choosing(f"x={'ö' * 500}")
    asked.one("x", "Buchstabe", OPTIONS, 0)
    assert asked.remarks[0].startswith(f"„{'ö' * 40}“ kennen")


def test_a_form_carries_along_what_it_does_not_set():
    query = QueryDict("x=a&y=1&y=2&z=&seite=3&bild=karte&als=png&w=%01")
    assert carried(query, without=("x",)) == [("y", "1"), ("y", "2")]


def test_a_list_marks_what_is_chosen_and_escapes_what_it_shows():
    control = Control(
        "x", "Buchstabe", [Option("a", "<A>", "Große"), Option("b&", "B", "Große"), Option("", "–")], "b&"
    )
    assert control.html() == (
        '<select id="id_x" name="x"><optgroup label="Große"><option value="a">&lt;A&gt;</option>'
        '<option value="b&amp;" selected>B</option></optgroup><option value="">–</option></select>'
    )


def test_of_a_long_list_several_are_chosen():
    control = Control("x", "Buchstaben", [Option("a", "A"), Option("b", "B")], ["a", "b"], size=5)
    assert control.html() == (
        '<select id="id_x" name="x" multiple size="5" aria-describedby="id_x_helptext">'
        '<option value="a" selected>A</option><option value="b" selected>B</option></select>'
    )
