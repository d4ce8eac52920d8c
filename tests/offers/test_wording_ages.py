"""Ages in words."""

from itertools import combinations

import pytest

from offers.wording import describe_age, describe_ages


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (-9, "Schwangerschaft"),
        (0, "0 Monate"),
        (1, "1 Monat"),
        (23, "23 Monate"),
        (24, "2 Jahre"),
        (37, "3 Jahre und 1 Monat"),
        (200, "16 Jahre und 8 Monate"),
    ],
)
def test_an_age_in_months_reads_as_parents_tell_it(months, words):
    assert describe_age(months) == words


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        (None, "für jedes Alter"),
        ((-9, 0), "in der Schwangerschaft"),
        ((-9, 4), "in der Schwangerschaft und mit Kindern unter 4 Monaten"),
        ((-9, 12), "von der Schwangerschaft bis zum 1. Geburtstag"),
        ((-9, 36), "von der Schwangerschaft bis zum 3. Geburtstag"),
        ((-9, 324), "von der Schwangerschaft bis zum 27. Geburtstag"),
        ((-9, 325), "von der Schwangerschaft bis 27 Jahre"),
        ((0, 1), "für Kinder unter 1 Monat"),
        ((0, 4), "für Kinder unter 4 Monaten"),
        ((0, 12), "für Kinder unter 1 Jahr"),
        ((0, 36), "für Kinder unter 3 Jahren"),
        ((4, 12), "für Kinder von 4 bis unter 12 Monaten"),
        ((4, 36), "für Kinder von 4 Monaten bis unter 3 Jahren"),
        ((6, 18), "für Kinder von 6 bis unter 18 Monaten"),
        ((6, 30), "für Kinder von 6 Monaten bis unter 2½ Jahren"),
        ((12, 24), "für Kinder von 1 bis unter 2 Jahren"),
        ((12, 36), "für Kinder von 1 bis unter 3 Jahren"),
        ((30, 72), "für Kinder von 2½ bis unter 6 Jahren"),
        ((36, 72), "für Kinder von 3 bis unter 6 Jahren"),
        ((66, 132), "für Kinder von 5½ bis unter 11 Jahren"),
        ((12, 23), "für Kinder von 1 Jahr bis unter 23 Monaten"),
        ((5, 24), "für Kinder von 5 bis unter 24 Monaten"),
        ((27, 41), "für Kinder von 2 Jahren und 3 Monaten bis unter 3 Jahren und 5 Monaten"),
        ((13, 37), "für Kinder von 13 Monaten bis unter 3 Jahren und 1 Monat"),
        ((120, 168), "für Kinder von 10 bis unter 14 Jahren"),
        ((120, 216), "für Kinder und Jugendliche von 10 bis unter 18 Jahren"),
        ((168, 216), "für Jugendliche von 14 bis unter 18 Jahren"),
        ((192, 324), "für junge Menschen von 16 bis unter 27 Jahren"),
        ((192, 325), "für junge Menschen von 16 bis 27 Jahren"),
        ((18, 325), "für junge Menschen von 18 Monaten bis 27 Jahren"),
        ((0, 325), "für junge Menschen bis 27 Jahre"),
        # As JSON has it on the cards of the search.
        ([36, 72], "für Kinder von 3 bis unter 6 Jahren"),
    ],
)
def test_ages_read_as_people_say_them(ages, words):
    assert describe_ages(ages) == words


def test_no_two_spans_read_the_same():
    spans = list(combinations([-9, *range(73), *range(84, 325, 12), 325], 2))
    assert len({describe_ages(span) for span in spans}) == len(spans)
