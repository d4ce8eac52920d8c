"""The small parts of a booklet: its map, its index, its order, and which houses stand where."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.gis.geos import Point

from kit.svg import Frame
from network.models import FacilityKind
from offers.booklets.chapters import Kind, Wish, in_order, languages, said, standard_wishes
from offers.booklets.picture import NAME, Part, Picture
from offers.booklets.values import IndexEntry
from tests.network.factories import FacilityKindFactory

FRAME = Frame.around((0, 0, 1, 1), width=340)
LINE = 340 // NAME


def picture(**changed) -> Picture:
    """Return a square map of 340 units with one district whose name stands in the middle."""
    plain = {
        "left": 0,
        "top": 0,
        "width": 340,
        "height": 340,
        "inside": (Part("M0 0L1 1Z", "Eicken", 170, 170),),
        "beside": (),
        "is_schematic": False,
        "frame": FRAME,
    }
    return Picture(**plain | changed)


def test_numbers_of_a_picture_are_written_with_a_point_whatever_the_language():
    drawn = picture(width=345)
    assert [drawn.radius, drawn.letters, drawn.figures, drawn.edge, drawn.wide_edge] == [
        "7.2",
        "10.1",
        "7.9",
        "1.4",
        "2.9",
    ]


def test_a_name_stays_in_the_middle_where_no_house_covers_it():
    far = picture().with_marks([(1, "Haus", (10, 10)), (2, "Haus", (170, 300))])
    assert [(one.x, one.y) for one in far.inside] == [(170, 170)]


def test_a_name_gives_way_to_a_house_and_stays_where_there_is_no_room():
    near = picture().with_marks([(1, "Haus", (170, 168))])
    moved = near.inside[0].y
    assert (near.inside[0].x, abs(moved - 170) in {LINE * step for step in (1, 2, 3)}) == (170, True)
    crowded = picture().with_marks((number, "Haus", (170, 100 + number * 8)) for number in range(20))
    assert crowded.inside[0].y == 170


@pytest.mark.parametrize(("place", "found"), [((0.5, 0.5), True), ((1.5, 0.5), False), ((0.5, -0.2), False)])
def test_only_what_lies_within_the_piece_of_the_map_has_a_spot(place, found):
    assert (picture().spot(Point(*place, srid=4326)) is not None) == found


@pytest.mark.parametrize(
    ("text", "key", "letter"),
    [
        ("Äpfel pflücken", "apfel pflucken", "A"),
        ("Straße", "strasse", "S"),
        ("„Zeit für uns“", "zeit fur uns", "Z"),
        ("1-2-3: Turnen", "123 turnen", "0–9"),
        ("…", "", "0–9"),
    ],
)
def test_an_entry_of_the_index_stands_where_german_dictionaries_have_it(text, key, letter):
    entry = IndexEntry(text, "x")
    assert (entry.key, entry.letter) == (key, letter)


def test_emergency_numbers_stay_in_the_booklet_whatever_is_wanted():
    wanted = [Wish(Kind.EMERGENCY, is_shown=False), Wish(Kind.MAP, is_shown=False), Wish(Kind.TEAM)]
    assert [wish.kind for wish in in_order(wanted)] == [Kind.EMERGENCY, Kind.TEAM]


def test_a_booklet_that_nobody_changed_has_all_chapters_and_the_texts_name_the_place():
    wishes = standard_wishes()
    assert [wish.kind for wish in wishes] == list(Kind)
    texts = [said(wish, city="Musterstadt", space="Rheydt Ost") for wish in wishes]
    assert [text for text in texts if "{" in text] == []
    assert said(Wish(Kind.TEAM, text="In {stadt}, {sozialraum}"), city="A", space="B") == "In A, B"


def test_booklets_are_made_in_the_languages_of_the_content(settings):
    settings.LANGUAGES = [("de", "Deutsch"), ("tr", "Türkçe")]
    assert languages() == ("de", "tr")


@pytest.mark.django_db
def test_kinds_that_a_filled_portal_knows_already_are_sorted_by_the_migration():
    for code in ("hebammenpraxis", "amt", "kita"):
        FacilityKindFactory(code=code)
    import_module("network.migrations.0086_booklet_parts_of_known_kinds").sort_known(apps, None)
    told = dict(FacilityKind.objects.values_list("code", "booklet_part"))
    assert told == {"hebammenpraxis": "midwives", "amt": "offices", "kita": ""}
