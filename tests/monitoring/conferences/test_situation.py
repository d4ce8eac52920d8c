"""What an area has and lacks: counted over its districts, each offer once, and the map of the groups."""

import json

import pytest
from django.utils import timezone

from monitoring.chain.counting import by_field_in
from monitoring.conferences.map import conference_map, groups_of_districts, style_of
from monitoring.conferences.situation import shown, situation_of
from monitoring.maps import outline
from monitoring.supply.ages import life_phases
from network.models import ConferenceGroup
from offers.actions import refresh_search
from sozialraum.pages import content_version
from tests.monitoring.conferences.town import Town
from tests.network.conferences import ConferenceGroupFactory, GroupPeriodFactory
from tests.offers.factories import FieldOfActionFactory, LifePhaseFactory, OfferFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(town: Town):
    """Return a second district of the group's area, phases, a field of action and a topic of it."""
    LifePhaseFactory(code="klein", name="Klein", ages=(12, 36), order=1)
    LifePhaseFactory(code="gross", name="Groß", ages=(72, 120), order=2)
    second = DistrictFactory(name="Windberg", slug="windberg", code="102", parent=town.borough, column=1)
    town.group.districts.add(second)
    return second, TopicFactory(code="lernen", field_of_action=FieldOfActionFactory(code="bildung", name="Bildung"))


def test_an_offer_meant_for_two_districts_of_the_area_counts_once_by_field(town: Town, two):
    second, topic = two
    OfferFactory(ages=(12, 24), topics=[topic], catchment_districts=[town.district, second])
    OfferFactory(ages=(12, 24), topics=[topic], district=second)
    refresh_search()
    areas = [("district", one.pk) for one in (town.district, second)]
    found = {key: cell.offers for key, cell in by_field_in(areas, life_phases([])).items()}
    assert found == {("klein", topic.field_of_action_id): 2}
    plain = situation_of(town.group, content_version())
    assert plain["areas"] == [["Eicken", "eicken", [1, 0]], ["Windberg", "windberg", [2, 0]]]
    assert plain["by_field"] == [["Klein", [2]], ["Groß", [0]]]


def test_what_is_for_the_whole_city_is_left_out(town: Town, two):
    OfferFactory(ages=(12, 24), is_citywide=True)
    refresh_search()
    plain = situation_of(town.group, content_version())
    assert [counts for _name, _slug, counts in plain["areas"]] == [[0, 0], [0, 0]]


def test_white_spots_of_other_areas_are_theirs(town: Town, two):
    DistrictFactory(name="Venn", code="111", column=2)
    refresh_search()
    spots = situation_of(town.group, content_version())["gaps"]
    assert {area for area, _age, _kind in spots} == {"Eicken", "Windberg"}


def test_a_city_without_phases_or_areas_has_nothing_to_show(municipality):
    plain = situation_of(ConferenceGroupFactory(districts=[]), content_version())
    empty = {"areas": [], "phases": [], "by_field": [], "gaps": [], "fields": []}
    assert {name: plain[name] for name in empty} == empty
    assert shown(plain, plans=True)["gaps"] == []


def test_plain_data_survives_being_kept(town: Town, two):
    refresh_search()
    plain = situation_of(town.group, content_version())
    assert json.loads(json.dumps(plain)) == plain


def group_in(status: str, town: Town) -> ConferenceGroup:
    group = ConferenceGroupFactory(name=status, borough=town.borough, districts=[town.district])
    if status != "planned":
        until = timezone.localdate() if status == "resting" else None
        GroupPeriodFactory(group=group, valid_until=until)
    return group


@pytest.mark.parametrize(
    ("states", "style"),
    [
        ((), "nil"),
        (("planned",), "missing"),
        (("resting",), "confidential"),
        (("planned", "resting"), "confidential"),
        (("planned", "resting", "running"), "step-4"),
    ],
)
def test_an_area_is_filled_by_the_liveliest_of_its_groups(town: Town, states, style):
    town.group.districts.clear()
    for status in states:
        group_in(status, town)
    groups = list(ConferenceGroup.objects.with_status(timezone.localdate()))
    assert style_of(groups_of_districts(groups).get(("district", town.district.pk), ())) == style


def test_the_map_and_its_table_say_the_same(town: Town):
    group_in("planned", town)
    groups = list(ConferenceGroup.objects.with_status(timezone.localdate()))
    drawn = conference_map(outline(content_version(), "stadtteil", timezone.localdate()), groups_of_districts(groups))
    assert [(area.name, [one.name for one in found]) for area, found in drawn.rows] == [
        ("Eicken", ["Eicken", "planned"])
    ]
    assert "Eicken: Eicken (läuft), planned (geplant)" in drawn.drawing.body()
    assert [(key.text, key.count) for key in drawn.legend] == [("läuft", 1)]


def test_names_on_the_map_are_text(town: Town):
    ConferenceGroup.objects.update(name='<script>"')
    groups = list(ConferenceGroup.objects.with_status(timezone.localdate()))
    drawn = conference_map(outline(content_version(), "stadtteil", timezone.localdate()), groups_of_districts(groups))
    assert "<script>" not in drawn.drawing.body()


def test_without_a_boundary_there_is_no_map(municipality):
    assert conference_map(outline(content_version(), "stadtteil", timezone.localdate()), {}) is None
