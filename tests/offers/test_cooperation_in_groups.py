"""The network drawn: who meets in the same conference group, and what of conferences stays with the group."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.cooperation import MOST_AT_A_TABLE, MOST_DRAWN, MOST_MEETING
from sozialraum.models import ContentChange
from tests.network.conferences import (
    ConferenceFactory,
    ConferenceGroupFactory,
    ConferenceInvitationFactory,
    GroupMemberFactory,
    GroupPeriodFactory,
    in_days,
)
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory
from tests.network.factories_of_networks import AgreedLinkFactory
from tests.offers.days import days
from tests.offers.factories import OfferFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
PATH = "/netzwerk/zusammenarbeit/"
SVG = "{http://www.w3.org/2000/svg}"
EMPTY = "Hier ist noch keine Zusammenarbeit eingetragen."


@pytest.fixture
def network():
    return NetworkFactory(slug="home")


@pytest.fixture
def three(network):
    """Return three members of one network."""
    return [MembershipFactory(network=network, partner__name=name).partner for name in ("Anna", "Berta", "Cara")]


def group_of(partners, name="Eicken", *, runs=True, **more):
    """Return a conference group with these members."""
    group = ConferenceGroupFactory(name=name, **more)
    if runs:
        GroupPeriodFactory(group=group)
    for partner in partners:
        GroupMemberFactory(group=group, partner=partner)
    return group


def many(network, number):
    return [MembershipFactory(network=network).partner for _time in range(number)]


def main(client, query=""):
    return parsed(client.get(PATH + query)).find(".//main")


def met(client, query=""):
    """Return each two partners of the table with the groups in which they meet."""
    rows = ([text_of(cell) for cell in row] for row in main(client, query).findall(".//tbody/tr"))
    return [(row[0], row[1], row[-1]) for row in rows]


def lines(client):
    """Return the pattern of each line drawn, by what it says, the undermost first."""
    return [(line.words, line.kind) for line in client.get(PATH).context["drawing"].curves]


def test_each_two_members_of_a_group_that_runs_are_bound(client, three):
    group_of(three)
    assert met(client) == [("Anna", "Berta", "Eicken"), ("Anna", "Cara", "Eicken"), ("Berta", "Cara", "Eicken")]


def test_two_groups_are_one_line_and_named_by_the_alphabet(client, three):
    group_of(three[:2], "Windberg")
    group_of(three, "Eicken")
    assert met(client)[0] == ("Anna", "Berta", "Eicken; Windberg")
    assert lines(client) == [("Anna – Berta", "meet"), ("Anna – Cara", "meet"), ("Berta – Cara", "meet")]


def test_members_of_different_groups_are_strangers_even_where_the_groups_share_a_name(client, three):
    group_of(three[:1], "Mitte")
    group_of(three[1:2], "Mitte")
    assert EMPTY in text_of(main(client))


@pytest.mark.parametrize(
    ("since", "until", "is_bound"),
    [(0, None, True), (1, None, False), (-9, 1, True), (-9, 0, False)],
    ids=["joins today", "joins tomorrow", "leaves tomorrow", "left as of today"],
)
def test_both_are_members_on_the_day(client, three, since, until, is_bound):
    group = group_of(three[:1])
    GroupMemberFactory(
        group=group, partner=three[1], valid_from=days(since), valid_until=None if until is None else days(until)
    )
    assert met(client) == [("Anna", "Berta", "Eicken")] * is_bound


def test_who_left_before_the_other_came_never_met(client, three):
    group = group_of([])
    GroupMemberFactory(group=group, partner=three[0], valid_until=days(-30))
    GroupMemberFactory(group=group, partner=three[1], valid_from=days(-30))
    assert met(client) == []


def test_who_came_back_is_bound_once(client, three):
    group = group_of(three[:1])
    GroupMemberFactory(group=group, partner=three[1], valid_until=days(-30))
    GroupMemberFactory(group=group, partner=three[1], valid_from=days(-10))
    assert met(client) == [("Anna", "Berta", "Eicken")]


@pytest.mark.parametrize(
    ("begins", "rests", "is_bound"),
    [(0, None, True), (1, None, False), (-9, 1, True), (-9, 0, False)],
    ids=["runs from today", "is planned", "runs its last day", "rests as of today"],
)
def test_a_group_binds_while_it_runs(client, three, begins, rests, is_bound):
    group = group_of(three[:2], runs=False)
    GroupPeriodFactory(group=group, valid_from=days(begins), valid_until=None if rests is None else days(rests))
    assert met(client) == [("Anna", "Berta", "Eicken")] * is_bound


def test_who_invites_is_bound_to_nobody_by_that_alone_but_as_a_member(client, three):
    group = group_of(three[1:2], inviting_unit=three[0])
    ConferenceFactory(group=group, held=True)
    assert met(client) == []
    GroupMemberFactory(group=group, partner=three[0])
    assert met(client) == [("Anna", "Berta", "Eicken")]


def test_answers_and_attendance_bind_nobody(client, three):
    conference = ConferenceFactory(group=group_of(three[:1]), held=True)
    said = {
        "answer": "yes",
        "answered_at": in_days(-2),
        "invited_at": in_days(-3),
        "told_sequence": 0,
        "attended": True,
    }
    for partner in three:
        ConferenceInvitationFactory(conference=conference, partner=partner, **said)
    assert met(client) == []


def test_hidden_archived_and_foreign_partners_are_not_drawn(client, three):
    _anna, berta, cara = three
    stranger = MembershipFactory(network__slug="anderes", partner__name="Dora").partner
    guest = GroupMemberFactory(group=group_of([*three, stranger]), partner__name="Ohne Netzwerk").partner
    berta.is_public = False
    berta.save()
    cara.is_public, cara.archived_reason, cara.was_public = False, "Aufgelöst", True
    cara.save()
    assert met(client) == [("Anna", "Dora", "Eicken")]
    assert met(client, "?netzwerk=home") == []
    assert not any(name in text_of(main(client)) for name in ("Berta", "Cara", guest.name))


def test_the_pattern_of_a_line_is_that_of_the_closest_tie(client, three):
    anna, berta, cara = three
    group_of(three)
    OfferFactory(provider=cara, confirmed_at=days(0)).cooperation_partners.add(anna)
    AgreedLinkFactory(first=berta, second=cara, subject="Übergang")
    assert sorted(lines(client)) == [("Anna – Berta", "meet"), ("Anna – Cara", "joint"), ("Berta – Cara", "agreed")]
    paths = main(client).findall(f".//figure/{SVG}svg/{SVG}g/{SVG}path")
    assert {text_of(path): (path.get("stroke-dasharray"), path.get("stroke-linecap")) for path in paths} == {
        "Anna – Berta": ("0 10", "round"),
        "Anna – Cara": (None, None),
        "Berta – Cara": ("12 9", None),
    }
    # Dots lie below: what is faint covers nothing.
    assert text_of(paths[0]) == "Anna – Berta"


def test_sentences_say_what_is_drawn_and_how_to_read_it(client, three):
    group_of(three)
    AgreedLinkFactory(first=three[1], second=three[2])
    words = text_of(main(client))
    told = "3 Partner sind miteinander verbunden. Verbindungen: 3, davon 2 allein durch eine Konferenzgruppe."
    assert (told in words, "Gepunktet: allein in derselben Konferenzgruppe." in words) == (True, True)
    assert "Gezeichnet sind" not in words


def test_those_who_do_something_together_come_first_however_often_others_meet(client, three):
    anna, berta, cara = three
    for name in ("Eicken", "Hardt", "Windberg"):
        group_of([anna, berta], name)
    group_of([anna, cara], "Venn")
    AgreedLinkFactory(first=berta, second=cara)
    assert met(client) == [
        ("Berta", "Cara", ""),
        ("Anna", "Berta", "Eicken; Hardt und 1 weitere"),
        ("Anna", "Cara", "Venn"),
    ]


@pytest.mark.parametrize(("size", "pairs"), [(MOST_AT_A_TABLE, 300), (MOST_AT_A_TABLE + 1, 0)], ids=["table", "hall"])
def test_a_hall_binds_nobody(client, network, size, pairs):
    members = many(network, size)
    group_of(members)
    page = client.get(PATH).context["page"]
    assert page.paginator.count == pairs


def test_a_hall_is_none_the_smaller_for_who_is_asked_for(client, three):
    elsewhere = many(NetworkFactory(slug="anderes"), MOST_AT_A_TABLE)
    group_of([*three, *elsewhere])
    assert met(client, "?netzwerk=home") == []


def test_many_groups_are_no_ball_of_wool_and_the_table_names_all(client, network, three):
    everywhere = three[:2]
    for number in range(4):
        group_of([*everywhere, *many(network, 10)], f"Gruppe {number}")
    AgreedLinkFactory(first=three[0], second=three[2])
    answer = client.get(PATH)
    drawing, page = answer.context["drawing"], answer.context["page"]
    # Four groups of twelve are 66 pairs each; one pair is the same in all. The agreement comes on top.
    assert page.paginator.count == 4 * 66 - 3 + 1
    assert (len(drawing.nodes) <= MOST_DRAWN, drawing.leaves_out) == (True, True)
    drawn = [line.kind for line in drawing.curves]
    assert (drawn.count("meet") <= MOST_MEETING, drawn.count("agreed")) == (True, 1)
    # Those who meet most often are drawn in any case.
    assert drawing.curves[0].words == "Anna – Berta"
    assert f"höchstens {MOST_MEETING} gepunktete Linien" in text_of(main(client))


def test_every_partner_drawn_has_a_line_of_its_own(client, network):
    for number in range(2):
        group_of(many(network, 12), f"Gruppe {number}")
    drawing = client.get(PATH).context["drawing"]
    ends = {name for line in drawing.curves for name in line.words.split(" – ")}
    assert ({node.partner.name for node in drawing.nodes}, len(drawing.curves)) == (ends, MOST_MEETING)


def test_groups_cost_one_query_whether_one_or_many(client, network, three):
    found = []
    group_of(three)
    for _round in range(2):
        client.get(PATH)
        with CaptureQueriesContext(connection) as captured:
            client.get(PATH)
        found.append((len(captured), sum('FROM "network_groupmember"' in query["sql"] for query in captured)))
        for number in range(6):
            group_of([*three, *many(network, 8)], f"Gruppe {number}")
    assert (found[0], found[0][0] <= 10) == (found[1], True)
    assert found[0][1] == 1


def test_readers_learn_when_somebody_joins_a_group():
    group, partner = ConferenceGroupFactory(), PartnerFactory()
    before = ContentChange.objects.count()
    GroupMemberFactory(group=group, partner=partner)
    assert ContentChange.objects.count() == before + 1
