"""Who answers for which part of the prevention chain, for everybody to read."""

import datetime

import pytest

from monitoring.chain.coordination import responsibilities
from monitoring.supply.ages import life_phases
from tests.network.factories import NetworkFactory, PartnerFactory
from tests.network.factories_of_networks import CoordinationMandateFactory
from tests.offers.factories import LifePhaseFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
CHAIN = "/monitoring/praeventionskette/"
PAST = datetime.date(2021, 1, 1)


@pytest.fixture
def phases(db) -> None:
    """Give three phases, from pregnancy to six years."""
    LifePhaseFactory(code="pregnancy", name="Schwangerschaft", ages=(-9, 0), order=1)
    LifePhaseFactory(code="early", name="0–3 Jahre", ages=(0, 36), order=2)
    LifePhaseFactory(code="kita", name="3–6 Jahre", ages=(36, 72), order=3)


def mandate(function: str, youngest: int, oldest: int, **more):
    ages = {"youngest_months": youngest, "oldest_months": oldest}
    return CoordinationMandateFactory(
        function=function, network=more.pop("network", None) or NetworkFactory(), **ages, **more
    )


def answered() -> dict[str, tuple[list[str], bool]]:
    return {
        one.phase.name: ([each.function for each in one.mandates], one.is_whole)
        for one in responsibilities(life_phases([]))
    }


def test_a_mandate_stands_at_each_phase_that_it_touches_and_gaps_are_known(phases):
    mandate("Frühe Hilfen", -9, 36)
    mandate("ab vier", 48, 192)
    assert answered() == {
        "Schwangerschaft": (["Frühe Hilfen"], True),
        "0–3 Jahre": (["Frühe Hilfen"], True),
        "3–6 Jahre": (["ab vier"], False),
    }


def test_mandates_of_two_networks_cover_a_phase_together(phases):
    mandate("bis vier", 30, 48)
    mandate("ab vier", 48, 72)
    assert answered()["3–6 Jahre"] == (["bis vier", "ab vier"], True)


def test_a_gap_between_two_mandates_is_a_gap(phases):
    mandate("bis vier", 36, 48)
    mandate("ab fünf", 60, 72)
    assert answered()["3–6 Jahre"] == (["bis vier", "ab fünf"], False)


def test_a_mandate_that_ends_early_leaves_the_rest_of_a_phase_alone(phases):
    mandate("bis fünf", 36, 60)
    assert answered()["3–6 Jahre"] == (["bis fünf"], False)


@pytest.mark.parametrize(
    "more",
    [{"valid_until": PAST}, {"valid_from": datetime.date(2999, 1, 1)}, {"partner__is_public": False}],
    ids=["ended", "not begun", "hidden"],
)
def test_nobody_answers_who_does_so_no_more_not_yet_or_not_in_public(phases, more):
    mandate("Frühe Hilfen", -9, 36, **more)
    assert answered()["0–3 Jahre"] == ([], False)


def test_without_phases_nothing_is_asked(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert responsibilities([]) == []


def test_everybody_reads_who_answers_with_ages_as_families_say_them(client, phases):
    home = NetworkFactory(name="HOME", slug="home")
    mandate("Koordination Frühe Hilfen", -9, 36, network=home, partner=PartnerFactory(name="Jugendamt"))
    section = parsed(client.get(CHAIN)).find(".//section[@id='verantwortung']")
    told = "Koordination Frühe Hilfen, HOME Jugendamt von der Schwangerschaft bis zum 3. Geburtstag"
    assert text_of(section.find("p")) == "Noch koordiniert niemand, oder nicht das ganze Alter: 3–6 Jahre."
    assert [[text_of(cell) for cell in row] for row in section.findall(".//tbody/tr")] == [
        ["Schwangerschaft", told],
        ["0–3 Jahre", told],
        ["3–6 Jahre", "noch niemand"],
    ]


def test_where_somebody_answers_for_every_age_the_page_says_so(client, phases):
    mandate("Präventionskette", -9, 325)
    section = parsed(client.get(CHAIN)).find(".//section[@id='verantwortung']")
    assert text_of(section.find("p")) == "Für jede Lebensphase koordiniert jemand die Zusammenarbeit."


def test_many_mandates_cost_no_more_queries(client, phases, django_assert_max_num_queries, django_assert_num_queries):
    mandate("eine", -9, 36)
    client.get(CHAIN)
    with django_assert_max_num_queries(12) as few:
        client.get(CHAIN)
    number = len(few.captured_queries)
    for one in range(20):
        mandate(f"Koordination {one}", -9, 325)
    client.get(CHAIN)
    with django_assert_num_queries(number):
        client.get(CHAIN)
