"""What holds of every density, every age and every white spot, whatever the numbers; and sentences with one, none and many."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.areas import CITY, Area
from monitoring.choices import ValueStatus, Withheld
from monitoring.figures import NOTHING, Figure
from monitoring.models import Indicator
from monitoring.supply import wording
from monitoring.supply.ages import Age, tiling
from monitoring.supply.counting import Sums, Supply
from monitoring.supply.gaps import Gap, Kind, kind_of
from monitoring.supply.need import NO_NEED, Need
from monitoring.supply.situation import HELD, REACHING, Situation, density

COUNT = Indicator(code="u3", numerator_name="Kinder unter 3", unit="Kinder")
U3 = Age("u3", "unter 3", (0, 36), (COUNT,))
VENN, HOLT = (Area(("district", pk), f"10{pk}", name, name.lower()) for pk, name in ((1, "Venn"), (2, "Holt")))
SECRET = Figure(withheld=Withheld.CONFIDENTIAL)
CHILDREN = st.integers(1, 10_000)


def known(number: object, **more: object) -> Figure:
    return Figure(Decimal(number), withheld="", **more)


def situation(offers: dict, children: dict, counting: str = HELD) -> Situation:
    """Return two areas with so many offers held there, and so many children."""
    supplies = {(area.key, "u3"): Supply(Sums(number), Sums(), Sums(1)) for area, number in offers.items()}
    living = {CITY if area is None else area.key: figure for area, figure in children.items()}
    return Situation([VENN, HOLT], [U3], supplies, {"u3": living}, counting)


@pytest.mark.parametrize(
    ("offers", "living", "found"),
    [
        (3, known(300), known(1)),
        (0, known(300), known(0)),
        (1, known(3), known(Decimal(100) / 3)),
        (5, known(0), NOTHING),
        (5, NOTHING, NOTHING),
        (0, SECRET, SECRET),
        (5, Figure(withheld=Withheld.FEW), Figure(withheld=Withheld.FEW)),
    ],
)
def test_a_density_is_known_where_the_children_are(offers, living, found):
    assert density(offers, living) == found


def test_a_density_is_as_sure_as_the_number_of_children():
    living = known(200, status=ValueStatus.ESTIMATED, is_converted=True)
    assert density(4, living).marks() == "su"


@given(st.integers(0, 50), CHILDREN, st.integers(0, 50), CHILDREN)
def test_the_average_lies_between_the_areas(offers, children, more_offers, more_children):
    found = situation(
        {VENN: offers, HOLT: more_offers},
        {VENN: known(children), HOLT: known(more_children), None: known(children + more_children)},
    )
    own = [found.density(area, U3).value for area in (VENN, HOLT)]
    slack = Decimal("1e-20")
    assert min(own) - slack <= found.average(U3).value <= max(own) + slack


@given(st.integers(0, 50), CHILDREN, st.integers(0, 50), CHILDREN)
def test_not_every_area_is_thinner_than_the_average(offers, children, more_offers, more_children):
    found = situation(
        {VENN: offers, HOLT: more_offers},
        {VENN: known(children), HOLT: known(more_children), None: known(children + more_children)},
    )
    thin = [found.is_thin(area, U3, found.average(U3)) for area in (VENN, HOLT)]
    # Equal shares are cut off at 28 digits, so both may miss the average by a hair.
    if found.density(VENN, U3) != found.density(HOLT, U3):
        assert thin != [True, True]


@pytest.mark.parametrize(("children", "city"), [(SECRET, known(800)), (known(100), SECRET), (NOTHING, NOTHING)])
def test_where_a_number_is_not_known_nothing_is_thin(children, city):
    found = situation({VENN: 0}, {VENN: children, None: city})
    assert found.is_thin(VENN, U3, found.average(U3)) is False


def test_an_area_that_nobody_counted_has_nothing():
    found = situation({}, {})
    assert (found.offers(VENN, U3), found.living(VENN, U3), found.density(VENN, U3)) == (0, NOTHING, NOTHING)
    assert (found.is_bare(VENN, U3), found.average(U3)) == (True, NOTHING)


def test_what_reaches_people_counts_where_it_is_asked_for():
    found = [situation({VENN: 2}, {}, counting).offers(VENN, U3) for counting in (HELD, REACHING)]
    assert found == [2, 3]


@pytest.mark.parametrize(
    ("is_bare", "is_needy", "kind"),
    [(False, False, None), (True, False, Kind.BARE), (False, True, Kind.NEEDY), (True, True, Kind.BOTH)],
)
def test_a_white_spot_says_why(is_bare, is_needy, kind):
    assert kind_of(is_bare=is_bare, is_needy=is_needy) is kind


def test_each_kind_has_a_short_word():
    assert {kind.value: kind.short for kind in Kind} == {
        "needy": "mehr Bedarf",
        "bare": "kein Angebot",
        "both": "Bedarf, kein Angebot",
    }


def test_the_most_urgent_white_spot_comes_first_then_the_name_and_unknown_need_last():
    spots = [
        Gap(Area(("district", pk), "", name, ""), U3, Kind.BARE, need, NOTHING)
        for pk, (name, need) in enumerate([("D", SECRET), ("C", known(5)), ("B", known(9)), ("A", known(5))])
    ]
    assert [gap.area.name for gap in sorted(spots, key=lambda gap: gap.urgency)] == ["B", "A", "C", "D"]


@pytest.mark.parametrize(
    ("average", "own", "is_high"),
    [
        (Decimal(20), known(21), True),
        (Decimal(20), known(20), False),
        (Decimal(20), SECRET, False),
        (None, known(99), False),
        (Decimal(0), known("0.01"), True),
        (Decimal(-1), known(0), True),
    ],
)
def test_need_is_high_above_the_average(average, own, is_high):
    assert Need("armut", "Armut", average=average, figures={VENN.key: own}).is_high(VENN.key) is is_high


def test_without_a_measure_no_need_is_high():
    assert (NO_NEED.is_high(VENN.key), NO_NEED.of(VENN.key)) == (False, NOTHING)


# Ages that join


def of_ages(first: int, last: int) -> Indicator:
    return Indicator(code=f"{first}-{last}", age_from_months=first, age_to_months=last)


SPANS = st.tuples(st.integers(0, 8), st.integers(1, 5)).map(lambda span: of_ages(span[0], span[0] + span[1]))


@given(st.lists(SPANS, max_size=14), st.integers(0, 6), st.integers(1, 8))
def test_numbers_that_are_added_up_join_without_gap_or_overlap(indicators, first, length):
    found = tiling((first, first + length), indicators)
    if found:
        ends = [one.age_to_months for one in found]
        assert [one.age_from_months for one in found] == [first, *ends[:-1]]
        assert ends[-1] == first + length


@given(st.lists(SPANS, max_size=14), st.integers(0, 6), st.integers(1, 5))
def test_one_number_of_just_that_age_is_never_passed_over(indicators, first, length):
    exact = of_ages(first, first + length)
    assert len(tiling((first, first + length), [*indicators, exact])) == 1


def test_an_age_that_is_not_counted_has_no_numbers():
    assert tiling((0, 36), [of_ages(0, 12), of_ages(24, 36)]) == ()
    assert tiling((0, 36), []) == ()


# Sentences


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 Angebote"), (1, "1 Angebot"), (2, "2 Angebote"), (1234, "1.234 Angebote")]
)
def test_offers_are_one_or_many(number, text):
    assert wording.offers(number) == text


@pytest.mark.parametrize(
    ("offers", "own", "city", "sentence"),
    [
        (
            1,
            known(100),
            known(200),
            "In Venn leben 100 Kinder unter 3; 1 Angebot, das sind 1,0 je 100; städtischer Schnitt 0,5 je 100.",
        ),
        (0, known(0), known(200), "In Venn leben keine Kinder unter 3; 0 Angebote."),
        (2, known(100), SECRET, "In Venn leben 100 Kinder unter 3; 2 Angebote, das sind 2,0 je 100."),
        (
            2,
            SECRET,
            known(200),
            "Venn (unter 3): 2 Angebote; Zahl der Kinder: geheim: der Schutz einzelner Menschen geht vor.",
        ),
        (2, NOTHING, NOTHING, "Venn (unter 3): 2 Angebote; Zahl der Kinder: kein Wert."),
    ],
)
def test_an_area_is_told_in_one_sentence(offers, own, city, sentence):
    found = situation({VENN: offers}, {VENN: own, None: city})
    assert wording.of_area(found, VENN, U3) == sentence


def test_an_age_that_no_statistic_counts_is_told():
    babies = Age("babies", "0–3 Monate", (0, 4))
    found = Situation([VENN], [babies], {}, {})
    assert wording.of_area(found, VENN, babies) == (
        "Venn (0–3 Monate): 0 Angebote; für genau dieses Alter gibt es keine Zahl der Kinder."
    )


@pytest.mark.parametrize(
    ("own", "average", "sentence"),
    [
        (known("21.26"), Decimal(20), "Armut: 21,3 % (Schnitt 20,0 %)"),
        (known("21.26"), None, "Armut: 21,3 %"),
        (known(0), Decimal(20), "Armut: null (Schnitt 20,0 %)"),
        (SECRET, Decimal(20), "Armut: geheim: der Schutz einzelner Menschen geht vor"),
    ],
)
def test_need_is_told_beside_the_average_where_both_are_known(own, average, sentence):
    need = Need("armut", "Armut", "%", average=average, figures={VENN.key: own})
    assert wording.needed(need, VENN).replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_it_is_told_which_offers_count():
    assert wording.counted(HELD) == "Gezählt sind Angebote, die dort stattfinden."
    assert wording.counted(REACHING) == (
        "Gezählt sind alle Angebote, die Menschen dort finden: von dort, für dort und überall."
    )
