"""Times as people write them, understood: many spellings, each with exactly the series that it means."""

import datetime
import unicodedata

import pytest

from offers.sessions import Kind, Series
from offers.spoken_times import understand

TODAY = datetime.date(2026, 11, 26)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
MORNING = (datetime.time(9), datetime.time(11))
HALF_PAST = (datetime.time(9, 30), datetime.time(11))


def on(*weekdays: int, span=MORNING, **changes) -> list[Series]:
    """Return weekly series from 9 to 11 that begin today, changed as told."""
    fields = {"kind": Kind.WEEKLY, "nth": None, "first_day": TODAY, "last_day": None} | changes
    return [Series(weekday=weekday, starts=span[0], ends=span[1], **fields) for weekday in weekdays]


def monthly(weekday: int, *nths: int) -> list[Series]:
    return [series for nth in nths for series in on(weekday, kind=Kind.MONTHLY, nth=nth)]


def once(*days: datetime.date, span=MORNING) -> list[Series]:
    return [series for day in days for series in on(day.weekday(), kind=Kind.ONCE, first_day=day, span=span)]


def february(*days: int, year: int = 2027) -> list[datetime.date]:
    return [datetime.date(year, 2, day) for day in days]


def read(text: str) -> list[Series]:
    return understand(text, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "dienstags, 9:30–11 Uhr",
        "Di 9.30-11 Uhr",
        "di 9.30 - 11",
        "Di. 09:30–11:00",
        "Di: 9:30 Uhr bis 11:00 Uhr",
        "DIENSTAGS 9.30 UHR BIS 11 UHR",
        "jeden Dienstag von 9:30 bis 11:00",
        "Jeden Dienstag, von 9:30 Uhr bis 11 Uhr.",
        "immer dienstags um 9:30 bis 11 Uhr",
        "wöchentlich dienstags 9:30-11",
        "jede Woche Dienstag, 9:30-11 Uhr",
        "Dienstag halb 10 bis 11 Uhr",
        "dienstags 9 Uhr 30 bis 11 Uhr",
        "Dienstag – 9:30–11 Uhr",
        "9:30 bis 11 Uhr, dienstags",
        "von 9:30 bis 11 Uhr am Dienstag",
        "dienstags (9:30−11 Uhr)",
        "Dinstag 9:30-11",
        "Deinstag 9:30-11",
        "Dienstg 9:30-11",
        "dienstags 9:30-11 ab sofort",
        "dienstags\t9:30\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}11\N{NO-BREAK SPACE}Uhr",
    ],
)
def test_a_weekly_time_is_understood_in_many_spellings(text):
    assert read(text) == on(TUESDAY, span=HALF_PAST)


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("Mo und Do 9-11", [MONDAY, THURSDAY]),
        ("Mo, Mi und Fr 9-11", [MONDAY, WEDNESDAY, FRIDAY]),
        ("Mo/Do 9-11", [MONDAY, THURSDAY]),
        ("Mo u. Do 9-11", [MONDAY, THURSDAY]),
        ("Mo + Do 9-11", [MONDAY, THURSDAY]),
        ("montags sowie donnerstags 9-11", [MONDAY, THURSDAY]),
        ("Mo.-Fr. 9-11", [0, 1, 2, 3, 4]),
        ("Mo-Mi, Fr 9-11", [0, 1, 2, 4]),
        ("montags bis freitags 9–11 Uhr", [0, 1, 2, 3, 4]),
        ("von Montag bis Freitag 9–11 Uhr", [0, 1, 2, 3, 4]),
        ("geöffnet montags bis freitags: 9–11 Uhr", [0, 1, 2, 3, 4]),
        ("täglich 9-11", [0, 1, 2, 3, 4, 5, 6]),
        ("jeden Tag 9-11", [0, 1, 2, 3, 4, 5, 6]),
        ("Mo bis So 9-11", [0, 1, 2, 3, 4, 5, 6]),
        ("am Wochenende 9-11", [SATURDAY, SUNDAY]),
        ("Sonnabend 9-11", [SATURDAY]),
        ("Sonntg 9-11", [SUNDAY]),
        ("Sontag 9-11", [SUNDAY]),
        ("Donerstag und Mitwoch 9-11", [THURSDAY, WEDNESDAY]),
    ],
)
def test_several_weekdays_give_a_series_each(text, weekdays):
    assert read(text) == on(*weekdays)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Mo 14-16", ((14, 0), (16, 0))),
        ("Mo 9.05-9.50 Uhr", ((9, 5), (9, 50))),
        ("Mo 0:00-23:59", ((0, 0), (23, 59))),
        ("Mo halb 8 bis halb 9", ((7, 30), (8, 30))),
        ("Mo Viertel nach 8 bis Viertel vor 10", ((8, 15), (9, 45))),
        ("Mo 9 bis dreiviertel 10", ((9, 0), (9, 45))),
        ("Mo vormittags von 9 bis 11 Uhr", ((9, 0), (11, 0))),
        ("Mo nachmittags 12-14 Uhr", ((12, 0), (14, 0))),
        ("Mo ab 9 bis 11 Uhr", ((9, 0), (11, 0))),
    ],
)
def test_hours_are_understood_as_they_are_written_and_spoken(text, span):
    assert read(text) == on(MONDAY, span=[datetime.time(*clock) for clock in span])


@pytest.mark.parametrize(
    ("text", "all_series"),
    [
        ("jeden 1. und 3. Montag im Monat 9-11", monthly(MONDAY, 1, 3)),
        ("jeden ersten Montag 9-11", monthly(MONDAY, 1)),
        ("erster Mo im Monat 9-11", monthly(MONDAY, 1)),
        ("monatlich am 2. Donnerstag 9-11", monthly(THURSDAY, 2)),
        ("jeden zweiten Donnerstag im Monat, 9–11 Uhr", monthly(THURSDAY, 2)),
        ("am vierten Sonntag des Monats 9-11", monthly(SUNDAY, 4)),
        ("letzter Freitag 9-11", monthly(FRIDAY, -1)),
        ("jeden 2. und letzten Freitag im Monat, 9–11 Uhr", monthly(FRIDAY, 2, -1)),
        ("jeden 1. Montag und 3. Mittwoch im Monat 9-11", monthly(MONDAY, 1) + monthly(WEDNESDAY, 3)),
    ],
)
def test_some_weekdays_of_the_month_are_understood(text, all_series):
    assert read(text) == all_series


@pytest.mark.parametrize(
    "text",
    [
        "alle zwei Wochen donnerstags, 9–11 Uhr, ab 14. Januar 2027",
        "alle 14 Tage donnerstags ab 14.1. 9-11",
        "alle 2 Wochen Do ab 14.1.27 9-11",
        "14-täglich donnerstags 9-11, ab 14. Jan.",
        "14-tägig Do 9-11 ab dem 14. Januar",
        "14tägig Do 9-11 ab Donnerstag, den 14. Januar",
        "vierzehntägig Do 9-11 ab 14.01.2027",
        "zweiwöchentlich Do 9-11 ab 2027-01-14",
        "jede zweite Woche donnerstags 9-11, beginnend am 14.1.",
        "jede 2. Woche donnerstags 9-11, ab 14.1",
        "ab 14.1.: Do 9-11 alle zwei Wochen",
    ],
)
def test_every_other_week_is_understood_with_its_first_day(text):
    assert read(text) == on(THURSDAY, kind=Kind.FORTNIGHTLY, first_day=datetime.date(2027, 1, 14))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("am 3. Februar 2027, 9–11 Uhr", february(3)),
        ("3. Februar 9-11", february(3)),
        ("3 Feb. 2027 9-11", february(3)),
        ("3.2.2027 9-11", february(3)),
        ("3.2.27 9-11", february(3)),
        ("03.02. 9-11", february(3)),
        ("am 3.2 9-11 Uhr", february(3)),
        ("2027-02-03 9-11", february(3)),
        ("Mi 3.2. 9-11", february(3)),
        ("Mittwoch, den 3. Februar 2027, 9–11 Uhr", february(3)),
        ("Von 9 bis 11 Uhr am 3.2.", february(3)),
        ("am 3.2. 9-11, auch an Feiertagen", february(3)),
        ("am 3.2.2027 und 10.2.2027 9-11 Uhr", february(3, 10)),
        ("3.2., 10.2., 17.2. jeweils 9 Uhr bis 11 Uhr", february(3, 10, 17)),
        ("am 3., 10. und 17. Februar 9-11", february(3, 10, 17)),
        ("am 3. und 10.2.2028 9-11", february(3, 10, year=2028)),
        ("am 3.2. und 10.2.2028 9-11", february(3, 10, year=2028)),
        ("am 3.2.2028 und 10.2. 9-11", february(3, 10, year=2028)),
        ("28.12. und 4.1.2027 9-11", [datetime.date(2026, 12, 28), datetime.date(2027, 1, 4)]),
        ("28.12. und 4.1. 9-11", [datetime.date(2026, 12, 28), datetime.date(2027, 1, 4)]),
        ("29.2. 9-11", february(29, year=2028)),
        ("26.11. 9-11", [TODAY]),
        ("25.11. 9-11", [datetime.date(2027, 11, 25)]),
    ],
)
def test_single_days_are_understood_and_a_year_left_out_is_the_next(text, days):
    assert read(text) == once(*days)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Mo 9-11 ab 14.1.", (2027, 1, 14), None),
        ("Mo 9-11 seit März 2026", (2026, 3, 1), None),
        ("Mo 9-11 ab März", (2027, 3, 1), None),
        ("Mo 9-11 ab Anfang März 2028", (2028, 3, 1), None),
        ("Mo 9-11 ab November", (2026, 11, 1), None),
        ("Mo 9-11 bis 30. Juni", (2026, 11, 26), (2027, 6, 30)),
        ("Mo 9-11 bis einschließlich 30.6.", (2026, 11, 26), (2027, 6, 30)),
        ("Mo 9-11 bis Ende Februar", (2026, 11, 26), (2027, 2, 28)),
        ("Mo 9-11 bis Ende Februar 2028", (2026, 11, 26), (2028, 2, 29)),
        ("Mo 9-11 vom 1.3. bis 30.6.2027", (2027, 3, 1), (2027, 6, 30)),
        ("Mo 9-11 vom 1.3. bis zum 30.6.", (2027, 3, 1), (2027, 6, 30)),
        ("Mo 9-11 vom 1.3.–30.6.", (2027, 3, 1), (2027, 6, 30)),
        ("Mo 9-11 vom 1.9. bis 30.6.2027", (2026, 9, 1), (2027, 6, 30)),
        ("Mo 9-11 vom 1.9. bis 30.6.", (2026, 9, 1), (2027, 6, 30)),
        ("Mo 9-11 ab 1.11. bis 10.12.", (2026, 11, 1), (2026, 12, 10)),
        ("Mo 9-11 ab 26.11.", (2026, 11, 26), None),
        ("Mo 9-11 ab 1.8.", (2027, 8, 1), None),
        ("Mo 9-11 vom 1.12.2026 bis 30.6.", (2026, 12, 1), (2027, 6, 30)),
        ("Mo, 1.3.–30.6.2027, 9-11", (2027, 3, 1), (2027, 6, 30)),
        ("Mo, 1. März bis 30. Juni 2027, 9-11", (2027, 3, 1), (2027, 6, 30)),
        ("1.–26. März 2027 Mo 9-11", (2027, 3, 1), (2027, 3, 26)),
        ("Mo 9-11, Beginn: 1.3.2027, letztmals am 30.6.2027", (2027, 3, 1), (2027, 6, 30)),
        ("Mo 9-11 vom 1. bis 26. März 2027", (2027, 3, 1), (2027, 3, 26)),
        ("vom 1.12. bis 30.6. Mo 9-11", (2026, 12, 1), (2027, 6, 30)),
    ],
)
def test_first_and_last_day_are_understood(text, first, last):
    last_day = datetime.date(*last) if last else None
    assert read(text) == on(MONDAY, first_day=datetime.date(*first), last_day=last_day)


@pytest.mark.parametrize(
    ("text", "in_school_holidays", "on_public_holidays"),
    [
        ("Mo 9-11", False, True),
        ("Mo 9-11, nicht in den Schulferien", True, True),
        ("Mo 9-11 nicht in den Ferien", True, True),
        ("Mo 9-11 (außer in den Schulferien)", True, True),
        ("Mo 9-11 außerhalb der Ferien", True, True),
        ("Mo 9-11, in den Ferien nicht", True, True),
        ("Mo 9-11 nur in der Schulzeit", True, True),
        ("nicht in den Ferien: Mo 9-11", True, True),
        ("Mo 9-11, in den Ferien auch", False, True),
        ("Mo 9-11, auch während der Ferien", False, True),
        ("Mo 9-11, auch an Feiertagen", False, False),
        ("Mo 9-11 auch feiertags", False, False),
        ("Mo 9-11, außer an Feiertagen", False, True),
        ("Mo 9-11, auch nicht in den Ferien", True, True),
        ("Mo 9-11, nicht in den Ferien und an Feiertagen", True, True),
        ("Mo 9-11, nicht in den Ferien und nicht an gesetzlichen Feiertagen", True, True),
        ("Mo 9-11, nicht in den Schulferien, auch an Feiertagen", True, False),
        ("Mo 9-11, auch in den Ferien und an Feiertagen", False, False),
    ],
)
def test_pauses_are_understood(text, in_school_holidays, on_public_holidays):
    pauses = {"pauses_in_school_holidays": in_school_holidays, "pauses_on_public_holidays": on_public_holidays}
    assert read(text) == on(MONDAY, **pauses)


AFTERNOON = (datetime.time(14), datetime.time(16))


@pytest.mark.parametrize(
    ("text", "all_series"),
    [
        ("Mo 9 bis 11 Uhr und 14 bis 16 Uhr", on(MONDAY) + on(MONDAY, span=AFTERNOON)),
        ("Mo 9-11, Do 14-16", on(MONDAY) + on(THURSDAY, span=AFTERNOON)),
        ("Mo: 9-11 Uhr | Do: 14-16 Uhr", on(MONDAY) + on(THURSDAY, span=AFTERNOON)),
        ("montags bis dienstags: 9-11 Uhr; Do: 14-16 Uhr", on(MONDAY, TUESDAY) + on(THURSDAY, span=AFTERNOON)),
        ("9-11 Uhr montags, 14-16 Uhr donnerstags", on(MONDAY) + on(THURSDAY, span=AFTERNOON)),
        ("Mo 9-11\n\r\n  \nDo 14-16\n", on(MONDAY) + on(THURSDAY, span=AFTERNOON)),
        ("3.2. 9-11, 10.2. 14-16", once(*february(3)) + once(*february(10), span=AFTERNOON)),
        ("Mo 9-11\nmontags, 9–11 Uhr", on(MONDAY)),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_one_line_may_say_several_times_and_a_text_none(text, all_series):
    assert read(text) == all_series


def test_signs_that_nobody_sees_are_no_obstacle():
    assert read("\ufeffMon\u00adtag\u200b 9-11") == on(MONDAY)


def test_letters_written_in_two_signs_are_understood_too():
    assert read(unicodedata.normalize("NFD", "3. März 9-11")) == once(datetime.date(2027, 3, 3))
