"""Fields compared with what their writer had before the eyes."""

import datetime
import json
from zoneinfo import ZoneInfo

import pytest

from network.models import Partner
from network.seen import ConflictError, merge, print_of, read, seen
from tests.network.factories import PartnerFactory

NAMES = ("name", "phone", "parent")


@pytest.fixture
def partner() -> Partner:
    return PartnerFactory.build(pk=1, name="Alt", phone="1", kind=None)


def before(partner: Partner) -> dict[str, str]:
    return read(seen(partner, NAMES), NAMES)


def wanted(partner: Partner, **news: object) -> dict[str, object]:
    return {"name": partner.name, "phone": partner.phone, "parent": partner.parent_id} | news


def test_what_nobody_changed_is_no_change(partner):
    assert merge(partner, wanted(partner), before(partner)) == []


def test_what_the_writer_changed_is_set_by_its_column(partner):
    assert merge(partner, wanted(partner, phone="2", parent=7), before(partner)) == ["phone", "parent"]
    assert (partner.phone, partner.parent_id) == ("2", 7)


def test_what_another_one_changed_stays(partner):
    said, opened = wanted(partner), before(partner)
    partner.name = "Neu"
    assert (merge(partner, said, opened), partner.name) == ([], "Neu")


def test_where_both_changed_the_same_field_nothing_at_all_is_set(partner):
    said, opened = wanted(partner, name="Meins", phone="2"), before(partner)
    partner.name = "Deins"
    with pytest.raises(ConflictError) as conflict:
        merge(partner, said, opened)
    assert (conflict.value.names, conflict.value.current, partner.phone) == (["name"], partner, "1")


def test_where_both_came_to_the_same_there_is_no_conflict(partner):
    said, opened = wanted(partner, name="Unser"), before(partner)
    partner.name = "Unser"
    assert merge(partner, said, opened) == []


def test_a_moment_is_the_same_in_every_time_zone():
    noon = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
    assert print_of(noon) == print_of(noon.astimezone(ZoneInfo("Europe/Berlin")))
    assert print_of(noon) != print_of(noon + datetime.timedelta(seconds=1))


@pytest.mark.parametrize(("one", "other"), [("", None), ("1", 1), (datetime.date(2026, 1, 1), "2026-01-01")])
def test_what_is_alike_to_the_eye_is_told_apart(one, other):
    assert print_of(one) != print_of(other)


@pytest.mark.parametrize("text", ["", "null", "[1]", "{", "3", '"name"'])
def test_what_a_form_does_not_carry_readably_was_not_seen(text):
    assert read(text, NAMES) == dict.fromkeys(NAMES, "")


def test_a_form_carries_prints_and_no_contents(partner):
    carried = json.loads(seen(partner, NAMES))
    assert (list(carried), "Alt" in carried.values()) == (list(NAMES), False)
