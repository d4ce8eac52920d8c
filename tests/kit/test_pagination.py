"""Page numbers and their addresses."""

import pytest
from django.http import QueryDict

from kit.pagination import page_address, page_window


@pytest.mark.parametrize(
    ("current", "last", "window"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 9, [1, 2, None, 9]),
        (3, 9, [1, 2, 3, 4, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
        (25_000, 50_000, [1, None, 24_999, 25_000, 25_001, None, 50_000]),
    ],
)
def test_the_window_shows_the_ends_and_the_neighbours(current, last, window):
    assert page_window(current, last) == window


def test_a_wider_window_shows_more_neighbours():
    assert page_window(10, 20, around=2) == [1, None, 8, 9, 10, 11, 12, None, 20]


def test_an_address_keeps_the_other_parameters():
    query = QueryDict("alter=1-jahr&alter=2-jahre&seite=3&q=Caf%C3%A9")
    assert page_address(query, "seite", 4) == "?alter=1-jahr&alter=2-jahre&q=Caf%C3%A9&seite=4"


def test_the_first_page_has_one_address_only():
    assert page_address(QueryDict("alter=1-jahr&seite=3"), "seite", 1) == "?alter=1-jahr"


def test_an_address_leaves_the_query_as_it_was():
    query = QueryDict("seite=3")
    page_address(query, "seite", 4)
    assert query.urlencode() == "seite=3"
