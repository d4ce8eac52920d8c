"""Supply beside children and need: densities, averages, white spots, and the sentences that name them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from monitoring.areas import CITY, Area
from monitoring.choices import Withheld
from monitoring.figures import Figure
from monitoring.models import Indicator
from monitoring.supply import wording
from monitoring.supply.ages import Age
from monitoring.supply.counting import Sums, Supply
from monitoring.supply.gaps import Kind, gaps
from monitoring.supply.need import NO_NEED, Need
from monitoring.supply.situation import REACHING, Situation

COUNT = Indicator(code="u3", numerator_name="Kinder unter 3", unit="Kinder")
U3 = Age("u3", "unter 3", (0, 36), (COUNT,))
BABIES = Age("babies", "0–3 Monate", (0, 4))
NAMES = ("Mülfort", "Venn", "Holt", "Bungt")
AREAS = tuple(Area(("district", pk), f"{pk:03}", name, name.lower()) for pk, name in enumerate(NAMES, 1))
MUELFORT, VENN, HOLT, BUNGT = AREAS


def known(number: object) -> Figure:
    return Figure(Decimal(number), withheld="")


def held(number: int) -> Supply:
    return Supply(Sums(number), Sums(), Sums(3))


CHILDREN = {
    MUELFORT.key: known(412),
    VENN.key: known(100),
    HOLT.key: known(200),
    BUNGT.key: Figure(withheld=Withheld.CONFIDENTIAL),
    CITY: known(800),
}
SUPPLIES = {
    (MUELFORT.key, "u3"): held(2),
    (VENN.key, "u3"): held(38),
    (HOLT.key, "u3"): held(0),
    (BUNGT.key, "u3"): held(1),
}
TOWN = Situation(AREAS, (U3, BABIES), SUPPLIES, {"u3": CHILDREN, "babies": {}})
POVERTY = Need(
    "poverty",
    "Kinderarmut",
    "%",
    1,
    Decimal(20),
    {MUELFORT.key: known(35), VENN.key: known(40), HOLT.key: known(10), BUNGT.key: known(50)},
)


def test_the_average_is_all_offers_for_all_children():
    assert TOWN.average(U3).rounded(3) == Decimal("5.125")


def test_a_density_may_count_all_that_people_find():
    assert replace(TOWN, counting=REACHING).density(MUELFORT, U3).value == Decimal(500) / 412


def test_white_spots_have_more_need_and_less_supply_or_nothing_at_all():
    found = {area: gap.kind for (area, age), gap in gaps(TOWN, POVERTY).items() if age == "u3"}
    assert found == {MUELFORT.key: Kind.NEEDY, HOLT.key: Kind.BARE}


def test_nothing_is_concluded_from_a_number_that_is_withheld():
    assert (BUNGT.key, "u3") not in gaps(TOWN, POVERTY)


def test_an_area_of_much_need_without_any_offer_is_both():
    poor = replace(POVERTY, figures={HOLT.key: known(50)})
    assert gaps(TOWN, poor)[HOLT.key, "u3"].kind == Kind.BOTH


def test_without_a_measure_of_need_only_areas_without_offers_are_white():
    assert {gap.kind for gap in gaps(TOWN, NO_NEED).values()} == {Kind.BARE}


def test_the_greatest_need_comes_first_and_unknown_need_last():
    found = [gap for gap in gaps(TOWN, replace(POVERTY, figures={MUELFORT.key: known(35)})).values() if gap.age == U3]
    assert [gap.area for gap in sorted(found, key=lambda gap: gap.urgency)] == [MUELFORT, HOLT]


def test_what_is_meant_for_an_area_is_something():
    meant = replace(TOWN, supplies=SUPPLIES | {(HOLT.key, "u3"): Supply(Sums(), Sums(1), Sums())})
    assert (HOLT.key, "u3") not in gaps(meant, POVERTY)


@pytest.mark.parametrize(
    ("area", "age", "sentence"),
    [
        (
            MUELFORT,
            U3,
            "In Mülfort leben 412 Kinder unter 3; 2 Angebote, das sind 0,5 je 100; städtischer Schnitt 5,1 je 100.",
        ),
        (
            HOLT,
            U3,
            "In Holt leben 200 Kinder unter 3; 0 Angebote, das sind null je 100; städtischer Schnitt 5,1 je 100.",
        ),
        (BUNGT, U3, "Bungt (unter 3): 1 Angebot; Zahl der Kinder: geheim: der Schutz einzelner Menschen geht vor."),
        (VENN, BABIES, "Venn (0–3 Monate): 0 Angebote; für genau dieses Alter gibt es keine Zahl der Kinder."),
    ],
    ids=["Mülfort", "Holt", "Bungt", "babies"],
)
def test_the_gap_is_named_in_a_sentence(area, age, sentence):
    assert wording.of_area(TOWN, area, age) == sentence


def test_a_sentence_without_an_average_compares_with_nothing():
    alone = replace(TOWN, children={"u3": {MUELFORT.key: known(412)}})
    assert wording.of_area(alone, MUELFORT, U3) == (
        "In Mülfort leben 412 Kinder unter 3; 2 Angebote, das sind 0,5 je 100."
    )


def test_nobody_lives_where_there_are_no_children():
    empty = replace(TOWN, children={"u3": {MUELFORT.key: known(0), CITY: known(800)}})
    assert wording.of_area(empty, MUELFORT, U3) == "In Mülfort leben keine Kinder unter 3; 2 Angebote."


def test_need_is_told_beside_its_average():
    assert wording.needed(POVERTY, MUELFORT) == "Kinderarmut: 35,0\N{NO-BREAK SPACE}% (Schnitt 20,0\N{NO-BREAK SPACE}%)"
    assert wording.needed(replace(POVERTY, figures={}), MUELFORT) == "Kinderarmut: kein Wert"
