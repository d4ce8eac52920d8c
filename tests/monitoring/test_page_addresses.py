"""The address is the state of a page: what changes in it, what goes along, and what is left out."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from monitoring.choosing import carried
from monitoring.pages import AS_PUBLIC
from monitoring.pictures import addresses

PAGE = "/monitoring/"


def asked(query: str = "", path: str = PAGE):
    return RequestFactory().get(f"{path}?{query}" if query else path)


@pytest.mark.parametrize(
    ("query", "changes", "address"),
    [
        ("", {"jahr": "2024"}, "/monitoring/?jahr=2024"),
        ("jahr=2023", {"jahr": "2024"}, "/monitoring/?jahr=2024"),
        ("jahr=2023&jahr=2022", {"jahr": "2024"}, "/monitoring/?jahr=2024"),
        ("jahr=2023", {"jahr": ""}, "/monitoring/"),
        ("", {"jahr": ""}, "/monitoring/"),
        ("gebiet=venn&jahr=2023", {"jahr": ""}, "/monitoring/?gebiet=venn"),
        ("gebiet=venn&gebiet=holt", {"jahr": "2024"}, "/monitoring/?gebiet=venn&gebiet=holt&jahr=2024"),
        ("bild=karte&als=png", {"jahr": "2024"}, "/monitoring/?jahr=2024"),
        ("bild=karte&als=png", {}, "/monitoring/"),
        ("q=S%C3%BCd+%26+Ost", {}, "/monitoring/?q=S%C3%BCd+%26+Ost"),
        ("", {"q": '"><b>'}, "/monitoring/?q=%22%3E%3Cb%3E"),
    ],
)
def test_one_thing_of_a_page_changes_and_the_rest_stays(query, changes, address):
    assert addresses.changed(asked(query), **changes) == address


@pytest.mark.parametrize(
    ("query", "name", "value", "address"),
    [
        ("gebiet=venn&gebiet=holt", "gebiet", "venn", "/monitoring/?gebiet=holt"),
        ("gebiet=venn&gebiet=venn&jahr=2024", "gebiet", "venn", "/monitoring/?jahr=2024"),
        ("gebiet=venn&jahr=2024", "gebiet", "holt", "/monitoring/?gebiet=venn&jahr=2024"),
        ("gebiet=venn&bild=karte&als=csv&jahr=1", "gebiet", "venn", "/monitoring/?jahr=1"),
    ],
)
def test_of_several_values_one_is_taken_out(query, name, value, address):
    assert addresses.dropped(asked(query), name, value) == address


@pytest.mark.parametrize(
    ("query", "name", "address"),
    [
        ("", "karte", "?bild=karte&als="),
        ("jahr=2024", "karte", "?jahr=2024&bild=karte&als="),
        ("jahr=2024&bild=balken&als=png", "karte", "?jahr=2024&bild=karte&als="),
        ("gebiet=venn&gebiet=holt", "balken", "?gebiet=venn&gebiet=holt&bild=balken&als="),
    ],
)
def test_a_picture_is_taken_from_the_page_as_it_is(query, name, address):
    assert addresses.picture_address(asked(query), name) == address


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("", "?als=csv"),
        ("jahr=2024&seite=3", "?jahr=2024&als=csv"),
        ("bild=karte&als=xlsx&jahr=2024", "?jahr=2024&als=csv"),
    ],
)
def test_a_file_holds_all_pages_of_a_table(query, address):
    assert addresses.file_address(asked(query), "csv") == address


@pytest.mark.parametrize(
    ("query", "suffix"),
    [
        ("", ""),
        (f"sicht={AS_PUBLIC}", "?sicht=oeffentlich"),
        (f"jahr=2024&sicht={AS_PUBLIC}", "?sicht=oeffentlich"),
        ("sicht=intern", ""),
        ("sicht=", ""),
        (f"sicht={AS_PUBLIC}&sicht=intern", ""),
    ],
)
def test_who_looks_as_everybody_does_goes_on_looking_so(query, suffix):
    assert addresses.view_suffix(asked(query)) == suffix


def test_an_address_leaves_the_request_as_it_was():
    request = asked("jahr=2024&bild=karte&als=png&seite=2")
    before = request.GET.urlencode()
    addresses.changed(request, jahr="")
    addresses.dropped(request, "jahr", "2024")
    addresses.picture_address(request, "balken")
    addresses.file_address(request, "csv")
    assert request.GET.urlencode() == before


@pytest.mark.parametrize(
    ("query", "without", "pairs"),
    [
        ("", (), []),
        ("a=1&b=2", (), [("a", "1"), ("b", "2")]),
        ("a=1&a=2", (), [("a", "1"), ("a", "2")]),
        ("a=1&b=2", ("a",), [("b", "2")]),
        ("a=&b=+%09", (), []),
        ("a=1&seite=2&bild=x&als=y", (), [("a", "1")]),
        ("a=%001&%00b=2", (), [("a", "1"), ("b", "2")]),
    ],
)
def test_a_form_carries_along_what_can_be_meant(query, without, pairs):
    assert carried(QueryDict(query), without=without) == pairs
