"""Grants reckoned with: years, deadlines, what is passed on, and the rows of the files about them."""

import csv
import datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from kit.exporting import csv_file, xlsx_file
from offers.content.funding import in_words, tell_deadlines, tell_forwardings
from offers.exports.funding import list_rows, money, paid_for, proof_rows
from offers.forms_of_funding import EuroField, state_of
from offers.funding_filters import GrantFilter, years
from offers.models import Grant, GrantDeadline
from offers.tasks.funding import funding_tasks
from offers.views.workspace.funding import in_full, with_everything
from tests.network.factories import FacilityFactory, PartnerFactory, person
from tests.offers.days import days
from tests.offers.factories import (
    ForwardingFactory,
    FundingLineFactory,
    GrantDeadlineFactory,
    GrantFactory,
    OfferFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.usefixtures("municipality")
DUE = datetime.date(2027, 3, 31)
ONE = datetime.timedelta(days=1)


# Years


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2025-12-31", "2026-01-01", [2025, 2026]),
        ("2026-01-01", "2026-12-31", [2026]),
        ("2025-07-01", "2027-06-30", [2025, 2026, 2027]),
        ("2026-12-31", "2026-12-31", [2026]),
    ],
)
def test_a_grant_pays_in_each_year_of_which_it_covers_a_day(first, last, found):
    GrantFactory(valid_from=first, valid_until=last)
    assert [year for year in range(2024, 2029) if Grant.objects.in_year(year).exists()] == found


def test_the_years_to_choose_from_run_from_the_last_to_the_first_without_a_gap():
    assert years() == []
    GrantFactory(valid_from="2022-05-01", valid_until="2022-12-31")
    GrantFactory(valid_from="2025-01-01", valid_until="2026-02-28")
    assert years() == [(str(year), str(year)) for year in (2026, 2025, 2024, 2023, 2022)]


# Deadlines


@pytest.mark.parametrize(("left", "soon"), [(31, False), (30, True), (0, True), (-1, True), (-400, True)])
def test_a_deadline_is_near_from_the_day_on_which_somebody_wants_to_be_reminded(left, soon):
    GrantDeadlineFactory(due_on=DUE, remind_days=30)
    GrantDeadlineFactory(due_on=DUE, remind_days=30, done_on=DUE)
    assert GrantDeadline.objects.soon(DUE - left * ONE).count() == int(soon)


def test_a_deadline_without_notice_is_near_on_its_day_and_one_of_a_year_a_leap_year_before():
    GrantDeadlineFactory(due_on=DUE, remind_days=0)
    assert [GrantDeadline.objects.soon(day).exists() for day in (DUE - ONE, DUE)] == [False, True]
    leap = GrantDeadlineFactory(due_on=datetime.date(2029, 1, 1), remind_days=366).grant
    assert GrantDeadline.objects.soon(datetime.date(2028, 1, 1)).filter(grant=leap).exists()


def test_a_deadline_is_over_from_the_day_after_until_it_is_done():
    deadline = GrantDeadlineFactory.build(grant=None, due_on=DUE)
    assert [deadline.is_over(day) for day in (DUE - ONE, DUE, DUE + ONE)] == [False, False, True]
    deadline.done_on = DUE + 9 * ONE
    assert deadline.is_over(DUE + 10 * ONE) is False


def test_of_deadlines_the_first_stands_first_and_says_what_it_is():
    later, first = GrantDeadlineFactory(due_on=DUE), GrantDeadlineFactory(due_on=DUE - ONE, kind="follow_up")
    assert [str(one) for one in GrantDeadline.objects.all()] == [
        "Folgeantrag 30.03.2027",
        "Verwendungsnachweis 31.03.2027",
    ]
    assert list(GrantDeadline.objects.open()) == [first, later]


def waiting(user) -> list[int]:
    return [task.count for task in funding_tasks(user, DUE)]


def test_a_grant_waits_once_for_those_who_keep_it_however_much_is_due():
    grant = GrantDeadlineFactory(due_on=DUE).grant
    GrantDeadlineFactory(grant=grant, due_on=DUE - ONE, kind="interim")
    GrantDeadlineFactory(due_on=DUE + 90 * ONE)
    people = [
        person("steering"),
        person("operator"),
        person("planner"),
        person("partner_lead", partner=PartnerFactory()),
    ]
    assert [waiting(one) for one in people] == [[1], [1], [], []]


def test_the_task_leads_to_the_grants_that_it_counts(client):
    grant = GrantDeadlineFactory(due_on=days(3), grant__title="Lotsen").grant
    GrantDeadlineFactory(due_on=days(300), grant__title="Besuche")
    steering = person("steering")
    [task] = funding_tasks(steering, days(0))
    found = GrantFilter({"frist": "faellig"}, Grant.objects.all(), today=days(0))
    assert (task.count, task.query, list(found.qs)) == (1, "frist=faellig", [grant])


# What is passed on


def test_what_is_passed_on_is_summed_and_nothing_is_zero():
    grant, without = GrantFactory(title="A"), GrantFactory(title="B")
    ForwardingFactory(grant=grant, amount=Decimal("1000.25"))
    ForwardingFactory(grant=grant, amount=Decimal("0.75"))
    sums = dict(Grant.objects.with_forwarded().values_list("title", "forwarded"))
    assert (sums, grant.total, without.total) == ({"A": Decimal(1001), "B": 0}, 15000, 15000)


def test_sums_stay_the_same_where_a_grant_pays_for_several_things():
    grant = GrantFactory()
    ForwardingFactory(grant=grant, amount=100)
    grant.offers.set(OfferFactory.create_batch(3))
    ForwardingFactory(grant=grant, amount=50)
    paid = Grant.objects.filter(offers__in=grant.offers.all()).with_forwarded().distinct()
    assert [one.forwarded for one in paid] == [150]


# Filters


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"q": "jugendamt"}, ["Besuche"]),
        ({"q": "K-77"}, ["Lotsen"]),
        ({"q": "hebammen"}, ["Lotsen"]),
        ({"q": "bezirk"}, ["Lotsen"]),
        ({"q": "lotsen besuche"}, []),
        ({"stand": "planned"}, ["Besuche"]),
        ({"foerderlinie": "esf"}, ["Lotsen"]),
        ({"foerderlinie": "esf", "stand": "planned"}, []),
        ({"jahr": "2025"}, ["Besuche"]),
        ({}, ["Besuche", "Lotsen"]),
    ],
)
def test_grants_are_found_by_word_line_status_and_year(asked, titles):
    GrantFactory(
        title="Lotsen",
        line=FundingLineFactory(code="esf", name="ESF"),
        decision_number="K-77",
        purpose="Hebammen in Kliniken",
        authority="Bezirksregierung",
        applicant=PartnerFactory(name="SkF"),
    )
    GrantFactory(
        title="Besuche",
        status="planned",
        decision_number="",
        decided_on=None,
        valid_from="2025-01-01",
        valid_until="2025-12-31",
        purpose="Zu Hause",
        applicant=PartnerFactory(name="Jugendamt"),
    )
    found = GrantFilter(asked, Grant.objects.all(), today=DUE).qs
    assert sorted(one.title for one in found) == titles


# Amounts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0,01", "0.01"),
        ("1.000", "1000"),
        ("1.00", "1.00"),
        ("10.000.000,00 €", "10000000.00"),
        (" 12 000 ", "12000"),
        ("12 000,5 Euro", "12000.5"),
        ("-1.000", "-1000"),
        ("1.2345", "1.2345"),
    ],
)
def test_an_amount_is_what_a_german_means_by_it(typed, meant):
    assert EuroField(max_digits=12, decimal_places=4).clean(typed) == Decimal(meant)


def test_an_amount_comes_back_as_it_is_written():
    field = EuroField()
    assert [field.prepare_value(value) for value in (Decimal("12000.5"), "viel", None)] == ["12000,50", "viel", None]
    assert [in_words(Decimal(value)) for value in ("0", "999.999", "1234567.8")] == ["0,00", "1.000,00", "1.234.567,80"]


# Files


def rows_of(grant: Grant) -> list[list[object]]:
    return list(list_rows(in_full(Grant.objects.filter(pk=grant.pk)))[1])


def test_sums_stand_in_the_line_of_the_grant_alone():
    grant = GrantFactory(spent=Decimal(7))
    for name, amount in (("SkF", 1000), ("AWO", 500)):
        ForwardingFactory(grant=grant, recipient__name=name, amount=amount)
    header, _lines = list_rows([])
    own, *passed_on = [dict(zip(header, row, strict=True)) for row in rows_of(grant)]
    columns = ("Förderung (Euro)", "Eigenanteil (Euro)", "ausgegeben (Euro)", "weitergeleitet an")
    assert [own[name] for name in columns] == [12000, 3000, 7, ""]
    assert [[row[name] for name in columns] for row in passed_on] == [["", "", "", "AWO"], ["", "", "", "SkF"]]
    assert [row["weitergeleitet (Euro)"] for row in passed_on] == [500, 1000]


def test_a_grant_that_nobody_decided_on_has_no_day_of_a_decision():
    grant = GrantFactory(status="applied", decision_number="", decided_on=None)
    [row] = rows_of(grant)
    assert (row[2], row[5:9]) == ("beantragt", ["", "", "2026-01-01", "2026-12-31"])


def test_the_proof_leaves_out_what_is_not_there():
    grant = with_everything(GrantFactory(title="Lotsen", report="").pk)
    header, rows = proof_rows(grant)
    assert (header, [row[0] for row in rows]) == (
        ["Angabe", "Text", "Euro"],
        [
            *("Förderung", "Förderlinie", "Antrag stellt", "Bewilligungsbehörde", "Bescheid", "Zeitraum", "Zweck"),
            *("bewilligte Förderung", "Eigenanteil", "zusammen", "ausgegeben"),
            *("weitergeleitet zusammen", "was damit erreicht wurde"),
        ],
    )
    told = {row[0]: row[1:] for row in rows}
    assert (told["Bescheid"], told["Zeitraum"]) == (["K-2026-1 03.11.2025", ""], ["01.01.2026 – 31.12.2026", ""])
    assert (told["ausgegeben"], told["weitergeleitet zusammen"]) == (["", ""], ["", 0])


def test_the_proof_tells_what_is_left_also_where_too_much_was_spent():
    over, nothing = GrantFactory(spent=Decimal("15000.01")), GrantFactory(spent=Decimal(0))
    left = [{row[0]: row[2] for row in proof_rows(with_everything(one.pk))[1]} for one in (over, nothing)]
    assert [one["noch nicht ausgegeben"] for one in left] == [Decimal("-0.01"), 15000]


def test_what_a_grant_pays_for_is_named_by_kind():
    grant = GrantFactory()
    assert paid_for(grant) == []
    grant.programmes.add(ProgrammeFactory(code="home", name="HOME"))
    grant.facilities.add(FacilityFactory(name="Klinik"))
    grant.offers.set([OfferFactory(title="Zuletzt"), OfferFactory(title="Anfangs")])
    assert paid_for(with_everything(grant.pk)) == [
        ("Programme", ["HOME"]),
        ("Angebote", ["Anfangs", "Zuletzt"]),
        ("Einrichtungen", ["Klinik"]),
    ]


def test_no_amount_and_nothing_are_two_things():
    assert [money(None), money(Decimal(0))] == ["", Decimal(0)]


NASTY = ["=1+1", "+49", "-1", "@sum", "\tx", "\rx", "a=b", "'=1", ""]


def test_no_cell_of_a_file_is_a_formula():
    text = csv_file("a", ["Name"], [[value] for value in NASTY]).content.decode("utf-8-sig")
    found = [row[0] if row else "" for row in csv.reader(StringIO(text, newline=""), delimiter=";")]
    assert found == ["Name", "'=1+1", "'+49", "'-1", "'@sum", "'\tx", "'\rx", "a=b", "'=1", ""]


def test_negative_amounts_are_numbers_in_both_files():
    from openpyxl import load_workbook

    row = ["Rest", Decimal("-12.50")]
    text = csv_file("a", ["Was", "Euro"], [row]).content.decode("utf-8-sig").splitlines()
    sheet = load_workbook(BytesIO(xlsx_file("a", ["Was", "Euro"], [row]).content)).active
    assert (text[1], [cell.value for cell in sheet[2]], sheet["B2"].data_type) == ("Rest;-12,50", ["Rest", -12.5], "n")


def test_a_file_of_a_table_program_runs_no_formula_of_a_title(client):
    from openpyxl import load_workbook

    GrantFactory(title='=HYPERLINK("https://example.org")')
    client.force_login(person("planner"))
    content = client.get("/verwaltung/foerderungen/tabelle.xlsx").content
    cell = load_workbook(BytesIO(content)).active["A2"]
    assert (cell.value, cell.data_type) == ('\'=HYPERLINK("https://example.org")', "s")


def test_the_file_holds_what_the_list_was_narrowed_to(client):
    GrantFactory(title="Alt", valid_from="2024-01-01", valid_until="2024-12-31")
    GrantFactory(title="Neu")
    client.force_login(person("planner"))
    text = client.get("/verwaltung/foerderungen/tabelle.csv?jahr=2024").content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(StringIO(text), delimiter=";")] == ["Förderung", "Alt"]


# What the history tells, and how changes are noticed


def test_the_history_writes_amounts_and_days_as_germans_do():
    partner = PartnerFactory(name="SkF")
    row = {"recipient_id": partner.pk, "amount": "5000.00", "spent": None, "note": ""}
    rows = [row, row | {"spent": "1234.50", "note": "Lotsin"}, row | {"recipient_id": 0}]
    assert tell_forwardings(rows).splitlines() == [
        "SkF: 5.000,00 €",
        "SkF: 5.000,00 €, 1.234,50 € nachgewiesen, Lotsin",
        "?: 5.000,00 €",
    ]


def test_the_history_tells_deadlines_of_kinds_that_there_are_no_more():
    rows = [
        {"kind": "proof", "due_on": "2027-03-31", "note": "auf Papier", "done_on": None},
        {"kind": "fax", "due_on": "2027-01-02", "note": "", "done_on": "2027-01-01"},
    ]
    assert tell_deadlines(rows).splitlines() == [
        "Verwendungsnachweis 31.03.2027, auf Papier",
        "fax 02.01.2027, erledigt am 01.01.2027",
    ]


def test_each_change_of_a_grant_or_its_rows_is_noticed():
    grant = GrantFactory()
    states = [state_of(grant)]
    Grant.objects.filter(pk=grant.pk).update(report="neu")
    states.append(state_of(grant))
    passed_on = ForwardingFactory(grant=grant, amount=1)
    states.append(state_of(grant))
    passed_on.note = "Miete"
    passed_on.save()
    states.append(state_of(grant))
    GrantDeadlineFactory(grant=grant)
    states.append(state_of(grant))
    grant.offers.add(OfferFactory())
    states.append(state_of(grant))
    assert len(set(states)) == 6
    ForwardingFactory()
    assert (state_of(grant), state_of(Grant())) == (states[-1], "")
