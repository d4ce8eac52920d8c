"""The families' search finds the offers of a district in its social space of today, and follows a planned move on its day."""

from itertools import chain, pairwise
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from network.actions import take_in
from offers.actions import refresh_search
from offers.models import Entry, Reach, Tally
from offers.search.choices import read_choices
from sozialraum.models import SocialSpaceMembership
from sozialraum.pages import content_version
from tests.network.factories import UserFactory
from tests.network.spaces import Ground
from tests.offers.days import days
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import SocialSpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipality")]
MIGRATION = Path(__file__).parents[2] / "offers" / "sql" / "0095_planned_moves.sql"


class Move:
    """A district that leaves one social space for another on a day, and the offers that are found with it."""

    def __init__(self, day: int) -> None:
        ground = Ground()
        self.old, self.district = ground.space, ground.district
        self.new = SocialSpaceFactory(name="Mitte", slug="mitte")
        self.here = OfferFactory(district=self.district, title="Im Stadtteil")
        self.for_old = OfferFactory(title="Für den alten")
        self.for_old.catchment_social_spaces.add(self.old)
        self.for_new = OfferFactory(title="Für den neuen")
        self.for_new.catchment_social_spaces.add(self.new)
        membership = SocialSpaceMembership(social_space=self.new, district=self.district, valid_from=days(day))
        take_in(membership=membership, by=UserFactory())

    def found(self) -> list[list[str]]:
        """Return what is found in the old social space, in the new one, and in the district."""
        areas = [f"space:{self.old.pk}", f"space:{self.new.pk}", f"district:{self.district.pk}"]
        return [sorted(Reach.objects.filter(area=one).values_list("title", flat=True)) for one in areas]

    def counted(self) -> list[int]:
        """Return how many offers the tallies count there."""
        areas = [f"space:{self.old.pk}", f"space:{self.new.pk}", f"district:{self.district.pk}"]
        held = dict(Tally.objects.filter(step="", facet="").values_list("area", "count"))
        return [held.get(one, 0) for one in areas]


IN_THE_OLD = [["Für den alten", "Im Stadtteil"], [], ["Für den alten", "Im Stadtteil"]]
IN_THE_NEW = [[], ["Für den neuen", "Im Stadtteil"], ["Für den neuen", "Im Stadtteil"]]


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def let_days_pass(number: int) -> None:
    """Let the database take a later day for today, until the test's transaction is rolled back."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(
        "CREATE OR REPLACE FUNCTION offers_today() RETURNS date LANGUAGE sql STABLE AS"
        f" $$ SELECT (now() AT TIME ZONE 'Europe/Berlin')::date + {int(number)} $$"
    )


@pytest.mark.parametrize("ahead", [1, 400])
def test_a_planned_move_changes_nothing_before_its_day(ahead):
    move = Move(ahead)
    assert move.found() == IN_THE_OLD
    assert move.counted() == [2, 0, 2]


@pytest.mark.parametrize("ago", [0, -1])
def test_a_move_counts_from_its_first_day(ago):
    move = Move(ago)
    assert move.found() == IN_THE_NEW
    assert move.counted() == [0, 2, 2]


def test_an_offer_that_is_written_before_the_move_stays_in_the_old_space():
    move = Move(7)
    OfferFactory(district=move.district, title="Später geschrieben")
    assert move.found()[:2] == [["Für den alten", "Im Stadtteil", "Später geschrieben"], []]


def test_on_its_day_the_nightly_work_takes_the_offers_along():
    move = Move(2)
    let_days_pass(1)
    refresh_search()
    assert (move.found(), move.counted()) == (IN_THE_OLD, [2, 0, 2])
    let_days_pass(2)
    refresh_search()
    assert (move.found(), move.counted()) == (IN_THE_NEW, [0, 2, 2])


def test_a_night_that_was_left_out_is_made_up_for():
    move = Move(2)
    let_days_pass(9)
    refresh_search()
    assert (move.found(), move.counted()) == (IN_THE_NEW, [0, 2, 2])


def test_pages_are_made_anew_only_when_a_district_moved():
    Move(2)
    versions = [content_version()]
    for day in (1, 2, 3):
        let_days_pass(day)
        refresh_search()
        versions.append(content_version())
    assert [one == other for one, other in pairwise(versions)] == [True, False, True]


def test_distances_are_told_from_the_middle_of_what_belongs_to_a_space_today():
    move = Move(2)

    def middles() -> list[bool]:
        known = {one.value: one.origin for one in read_choices().by_name["sozialraum"]}
        return [known[space.slug] is not None for space in (move.old, move.new)]

    before = middles()
    let_days_pass(2)
    assert (before, middles()) == ([True, False], [False, True])


def titles(client: Client, space: str) -> list[bool]:
    page = client.get("/angebote/", {"sozialraum": space}).content.decode()
    return [title in page for title in ("Im Stadtteil", "Für den alten", "Für den neuen")]


def test_families_find_what_is_in_the_social_space_today(client):
    move = Move(1)
    assert titles(client, move.old.slug) == [True, True, False]
    assert titles(client, move.new.slug) == [False, False, False]


def test_words_with_a_place_follow_the_move_too():
    move = Move(2)
    let_days_pass(2)
    refresh_search()
    areas = dict(Entry.objects.values_list("title", "areas"))
    old, new, district = f"space:{move.old.pk}", f"space:{move.new.pk}", f"district:{move.district.pk}"
    assert areas == {"Im Stadtteil": [district, new], "Für den alten": [], "Für den neuen": [district, new]}
    assert old not in chain(*areas.values())


def test_the_migration_takes_back_what_was_taken_for_done():
    move = Move(30)
    # As the views before it had written a planned move.
    Reach.objects.filter(entry=move.here.pk, area=f"space:{move.old.pk}").update(area=f"space:{move.new.pk}")
    Reach.objects.filter(entry=move.for_old.pk, area__startswith="district:").delete()
    with transaction.atomic():
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run(MIGRATION.read_text("utf8"))
    run("SELECT offers_retally()")
    assert (move.found(), move.counted()) == (IN_THE_OLD, [2, 0, 2])
