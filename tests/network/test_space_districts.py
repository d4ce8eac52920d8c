"""Which districts belong to a social space, since when: moved by who answers for all of them."""

import datetime

import pytest

from network.actions import DistrictElsewhereError, take_in
from sozialraum.models import SocialSpaceMembership
from tests.network.factories import RolloutStepFactory, UserFactory, person
from tests.network.spaces import BASE, Ground, complaints
from tests.sozialraum.factories import SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
BEGIN, DAY = datetime.date(1900, 1, 1), datetime.date(2026, 8, 1)


@pytest.fixture
def ground(db):
    return Ground()


@pytest.fixture
def steering(client):
    user = person("steering")
    client.force_login(user)
    return user


def held():
    rows = SocialSpaceMembership.objects.order_by("valid_from")
    return [(one.social_space.name, one.valid_from, one.valid_until) for one in rows]


def test_a_district_moves_from_one_social_space_to_another_on_a_day(client, ground, steering):
    other = SocialSpaceFactory(name="Rheydt West")
    answer = client.post(f"{BASE}{other.pk}/stadtteil/", {"district": ground.district.pk, "valid_from": "2026-08-01"})
    assert (answer.url, held()) == (f"{BASE}{other.pk}/", [("Rheydt Ost", BEGIN, DAY), ("Rheydt West", DAY, None)])
    left = text_of(parsed(client.get(ground.page)).find(".//section[@aria-labelledby='stadtteile']"))
    assert "Gehörten früher dazuMülfort 01.01.1900 bis vor 01.08.2026" in left


def test_a_district_that_is_there_already_stays(ground):
    again = SocialSpaceMembership(social_space=ground.space, district=ground.district, valid_from=DAY)
    assert (take_in(membership=again, by=UserFactory()).valid_from, held()) == (BEGIN, [("Rheydt Ost", BEGIN, None)])


def test_what_is_entered_for_later_is_in_the_way(client, ground, steering):
    other = SocialSpaceFactory(name="Rheydt West")
    take_in(membership=SocialSpaceMembership(social_space=other, district=ground.district, valid_from=DAY), by=steering)
    sent = {"district": ground.district.pk, "valid_from": "2026-07-01"}
    answer = client.post(f"{ground.page}stadtteil/", sent)
    assert (complaints(answer), len(held())) == (["Ab 01.08.2026 ist schon eingetragen: Rheydt West."], 2)
    with pytest.raises(DistrictElsewhereError):
        take_in(membership=SocialSpaceMembership(social_space=ground.space, district=ground.district), by=steering)


def test_who_keeps_one_social_space_moves_nothing(client, ground):
    client.force_login(ground.keeper_of_space())
    page = parsed(client.get(ground.page))
    links = [one.get("href") for one in page.iter("a") if (one.get("href") or "").endswith("/stadtteil/")]
    assert (links, client.get(f"{ground.page}stadtteil/").status_code) == ([], 404)


def test_a_step_whose_day_has_passed_is_overdue(client, ground, steering):
    planned = {"done_on": None, "decided_by": "", "planned_for": datetime.date(2020, 1, 1)}
    RolloutStepFactory(social_space=ground.space, network=ground.network, **planned)
    assert "nächster Schritt 01.01.2020 überfällig" in text_of(parsed(client.get(BASE)).find(".//main"))
