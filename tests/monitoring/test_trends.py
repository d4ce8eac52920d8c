"""How a number went, in a sentence."""

import datetime
from decimal import Decimal

import pytest

from monitoring.figures import Figure
from monitoring.trends import told, trend
from tests.monitoring.factories import CountFactory, RateFactory


def figures(*values: str | None) -> dict[datetime.date, Figure]:
    return {
        datetime.date(2020 + place, 12, 31): Figure() if value is None else Figure(Decimal(value), withheld="")
        for place, value in enumerate(values)
    }


SHARE = RateFactory.build()
CHILDREN = CountFactory.build(unit="Kinder")
TOO_FEW = "Für einen Vergleich über die Zeit gibt es noch zu wenige Werte."


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (["10", "12.5"], "Seit 2020 um 2,5 Prozentpunkte gestiegen, von 10,0 % auf 12,5 % (2021)."),
        (["10", None, "9"], "Seit 2020 um 1,0 Prozentpunkte gesunken, von 10,0 % auf 9,0 % (2022)."),
        ([None, "10", "12", None], "Seit 2021 um 2,0 Prozentpunkte gestiegen, von 10,0 % auf 12,0 % (2022)."),
        (["10.04", "9.96"], "2021 so viel wie 2020: 10,0 %."),
        (["0", "2"], "Seit 2020 um 2,0 Prozentpunkte gestiegen, von null auf 2,0 % (2021)."),
        (["10"], TOO_FEW),
        ([None, None], TOO_FEW),
        ([], TOO_FEW),
    ],
)
def test_a_trend_says_from_where_to_where_and_not_whether_that_is_good(values, sentence):
    assert told(trend(figures(*values), [], 1), SHARE).replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_a_difference_of_counts_has_their_unit():
    sentence = told(trend(figures("1000", "2500"), [], 0), CHILDREN).replace("\N{NO-BREAK SPACE}", " ")
    assert sentence == "Seit 2020 um 1.500 Kinder gestiegen, von 1.000 Kinder auf 2.500 Kinder (2021)."


def test_only_numbers_since_the_last_break_compare():
    breaks = [datetime.date(2021, 1, 1), datetime.date(2022, 1, 1), datetime.date(2030, 1, 1)]
    found = trend(figures("10", "11", "20", "21"), breaks, 1)
    assert (found.first_day.year, found.change) == (2022, Decimal("1.0"))


def test_a_break_at_the_last_number_leaves_nothing_to_compare():
    assert trend(figures("10", "11"), [datetime.date(2021, 12, 31)], 1) is None
