"""What the forms of metrics, targets, outcomes and a year's texts say to wrong input: a sentence beside its field."""

import datetime

import pytest
from django.utils import timezone

from monitoring.area_choice import area_choice
from monitoring.forms.comments import CommentForm
from monitoring.forms.outcome_metrics import MetricForm, MetricForms
from monitoring.forms.outcomes import PARTS, OutcomeForm, ReportForm, part_of, period_of
from monitoring.models import OutcomeMetric, OutcomeRecord, OutcomeTarget, SuccessReport
from sozialraum.pages import content_version
from tests.monitoring.factories import (
    CountFactory,
    FunnelFactory,
    OutcomeMetricFactory,
    OutcomeRecordFactory,
    OutcomeTargetFactory,
    RateFactory,
    ShareFactory,
)
from tests.offers.factories import OfferFactory, ProgrammeFactory
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory

pytestmark = pytest.mark.django_db
REQUIRED = ["Dieses Feld ist zwingend erforderlich."]
NO_CHOICE = ["Bitte eine gültige Auswahl treffen. Dies ist keine gültige Auswahl."]
MORE_THAN_ABOVE = ["Das ist mehr als die Zahl darüber, von der es ein Teil ist."]
THIS_YEAR = timezone.localdate().year
LAST_YEAR = THIS_YEAR - 1


def said(form) -> dict[str, list[str]]:
    """Return the sentences beside each field of a form."""
    return {name: [str(sentence) for sentence in sentences] for name, sentences in form.errors.items()}


def too_long(most: int, found: int) -> list[str]:
    return [
        f"Bitte sicherstellen, dass der Wert aus höchstens {most} Zeichen besteht. (Er besteht aus {found} Zeichen.)"
    ]


# Metrics


def of_metric(metric: OutcomeMetric | None = None, **fields) -> dict[str, list[str]]:
    good = {"name": "Besuche", "code": "besuche", "kind": "count", "description": "jede Familie einmal"}
    good |= {"first_name": "Familien", "min_cases": "3", "order": "0"}
    return said(MetricForm(good | fields, instance=metric or OutcomeMetric()))


def test_an_empty_metric_says_what_is_needed():
    names = ("name", "code", "kind", "description", "first_name", "min_cases", "order")
    assert said(MetricForm({}, instance=OutcomeMetric())) == dict.fromkeys(names, REQUIRED)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("count", {}),
        ("share", {"second_name": "kooperierende Praxen"}),
        ("funnel", {"second_name": "mit Bedarf", "third_name": "vermittelt"}),
    ],
)
def test_each_kind_has_as_many_names_as_it_counts(kind, names):
    assert of_metric(kind=kind, **names) == {}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("count", {"second_name": "davon"}),
        ("count", {"third_name": "davon"}),
        ("share", {}),
        ("share", {"second_name": "davon", "third_name": "davon"}),
        ("funnel", {"second_name": "davon"}),
        ("funnel", {"third_name": "davon"}),
    ],
)
def test_a_kind_with_too_few_or_too_many_names_is_told(kind, names):
    sentence = "Eine Anzahl hat eine Bezeichnung, „x von y“ hat zwei, drei Stufen haben drei."
    assert of_metric(kind=kind, **names) == {"third_name": [sentence]}


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"kind": "liste"}, {"kind": ["Bitte eine gültige Auswahl treffen. liste ist keine gültige Auswahl."]}),
        ({"min_cases": "0"}, {"min_cases": ["1 heißt: nichts schützen."]}),
        ({"min_cases": "-1"}, {"min_cases": ["Dieser Wert muss größer oder gleich 0 sein."]}),
        ({"min_cases": "drei"}, {"min_cases": ["Bitte eine ganze Zahl eingeben."]}),
        ({"first_name": "x" * 81}, {"first_name": too_long(80, 81)}),
        ({"name": "x" * 121}, {"name": too_long(120, 121)}),
        ({"reference": "999999"}, {"reference": NO_CHOICE}),
        ({"goal": "999999"}, {"goal": NO_CHOICE}),
    ],
)
def test_a_metric_that_cannot_be_is_told_beside_its_field(fields, errors):
    assert of_metric(**fields) == errors


def test_two_metrics_have_different_codes():
    OutcomeMetricFactory(code="besuche")
    assert of_metric() == {"code": ["Messgröße mit diesem Wert für das Feld Kürzel existiert bereits."]}


def test_a_metric_is_measured_by_what_counts_heads():
    mean, count, rate = CountFactory(kind="mean"), CountFactory(), RateFactory()
    assert [of_metric(reference=one.pk) for one in (mean, count, rate)] == [{"reference": NO_CHOICE}, {}, {}]


def test_only_a_number_is_measured_by_an_indicator():
    found = of_metric(kind="share", second_name="davon", reference=CountFactory().pk)
    assert list(found.values()) == [["An einem Indikator gemessen wird nur eine Anzahl."]]


def test_the_kind_may_change_until_something_is_counted():
    metric = OutcomeMetricFactory(code="besuche")
    changed = {"kind": "share", "second_name": "davon"}
    assert of_metric(metric, **changed) == {}
    metric.refresh_from_db()
    OutcomeRecordFactory(metric=metric)
    kept = ["Dazu ist schon etwas eingetragen: Die Art lässt sich nicht mehr ändern."]
    assert of_metric(metric, **changed)["kind"] == kept


# Targets


def of_targets(*rows: dict, metric: OutcomeMetric | None = None) -> list[dict[str, list[str]]]:
    """Return the sentences of each row of targets."""
    data = {"targets-TOTAL_FORMS": len(rows), "targets-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"targets-{number}-{name}": value for name, value in ({"year": "2026", "value": "90"} | row).items()}
    forms = MetricForms(data, metric or OutcomeMetricFactory())
    forms.targets.is_valid()
    return [said(form) for form in forms.targets.forms]


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ({}, {}),
        ({"value": "80,5"}, {}),
        ({"value": "0"}, {}),
        ({"year": ""}, {"year": REQUIRED}),
        ({"value": ""}, {"value": REQUIRED}),
        ({"value": "viele"}, {"value": ["Bitte eine Zahl eingeben."]}),
        ({"value": "-1"}, {"value": ["Ein Ziel ist nicht negativ."]}),
        ({"value": "80,55"}, {"value": ["Bitte sicherstellen, dass der Wert höchstens 1 Dezimalstelle enthält."]}),
        ({"year": "26"}, {"year": ["Bitte ein Jahr wie 2027 angeben."]}),
        ({"year": "2101"}, {"year": ["Bitte ein Jahr wie 2027 angeben."]}),
        ({"district": "999999"}, {"district": NO_CHOICE}),
        ({"offer": "999999"}, {"offer": NO_CHOICE}),
    ],
)
def test_a_target_is_a_number_of_a_year(row, errors):
    assert of_targets(row) == [errors]


def test_a_target_is_of_one_thing():
    venn, space, programme = DistrictFactory(), SocialSpaceFactory(), ProgrammeFactory()
    rows = [{"district": venn.pk, "programme": programme.pk}, {"district": venn.pk, "social_space": space.pk}]
    assert [list(row.values()) for row in of_targets(*rows)] == [
        [["Bitte nur eines: Gebiet, Sozialraum, Angebot oder Programm."]],
        [["Entweder ein Gebiet oder ein Sozialraum."]],
    ]


def test_of_two_targets_for_the_same_the_second_is_told():
    venn = DistrictFactory()
    again = {"year": ["Dafür gibt es in diesem Jahr schon ein Ziel."]}
    assert of_targets({}, {"value": "80"}) == [{}, again]
    assert of_targets({}, {"district": venn.pk}, {"year": "2027"}, {"district": venn.pk}) == [{}, {}, {}, again]


def test_offers_to_choose_from_are_those_for_which_something_is_counted():
    metric = OutcomeMetricFactory()
    OfferFactory()
    own = OutcomeRecordFactory(metric=metric, offer__title="Lotsin").offer
    assert MetricForms(None, metric).listed["offer"] == [(own.pk, "Lotsin")]


def test_a_target_of_a_district_that_was_closed_meanwhile_keeps_it():
    closed = DistrictFactory(name="Alt", valid_until=datetime.date(2020, 1, 1))
    target = OutcomeTargetFactory(district=closed, year=THIS_YEAR)
    select = MetricForms(None, target.metric).targets.initial_forms[0]["district"]
    assert [str(one.data["value"]) for one in select.subwidgets if one.data["selected"]] == [str(closed.pk)]


def test_an_offer_with_a_target_stays_to_be_chosen_though_nothing_is_counted_yet():
    target = OutcomeTargetFactory(offer=OfferFactory(title="Lotsin"))
    assert MetricForms(None, target.metric).listed["offer"] == [(target.offer_id, "Lotsin")]


def test_a_new_metric_lists_no_offer():
    OutcomeRecordFactory()
    assert MetricForms(None, OutcomeMetric()).listed["offer"] == []


def test_a_district_that_a_reform_closed_is_not_offered():
    DistrictFactory(name="Alt", valid_until=datetime.date(2020, 1, 1))
    venn = DistrictFactory(name="Venn")
    assert MetricForms(None, OutcomeMetric()).listed["district"] == [(venn.pk, f"Venn ({venn.level})")]


def test_old_targets_are_not_shown_and_stay():
    metric = OutcomeMetricFactory()
    for year in (THIS_YEAR - 3, THIS_YEAR - 2, THIS_YEAR + 1):
        OutcomeTargetFactory(metric=metric, year=year)
    shown = [form.instance.year for form in MetricForms(None, metric).targets.initial_forms]
    assert shown == [THIS_YEAR + 1, THIS_YEAR - 2]
    assert OutcomeTarget.objects.filter(metric=metric).count() == 3


# Outcomes


def of_outcome(record: OutcomeRecord, **fields) -> dict[str, list[str]]:
    good = {"year": LAST_YEAR, "part": "jahr", "area": "", "first": "40", "second": "20", "third": "10", "note": ""}
    return said(OutcomeForm(good | fields, instance=record, areas=area_choice(content_version())))


def record_of(metric: OutcomeMetric, **fields) -> OutcomeRecord:
    return OutcomeRecord(metric=metric, offer=OfferFactory(), **fields)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_last_year_can_be_counted(part):
    record = record_of(OutcomeMetricFactory())
    assert of_outcome(record, part=part) == {}
    assert ((record.first_month, record.last_month), part_of(record)) == (PARTS[part][1], part)


def test_an_empty_outcome_says_what_is_needed():
    form = OutcomeForm({}, instance=record_of(FunnelFactory()), areas=area_choice(content_version()))
    assert said(form) == dict.fromkeys(("year", "part", "first", "second", "third"), REQUIRED)


def test_a_kind_asks_for_as_many_numbers_as_it_counts():
    areas = area_choice(content_version())
    asked = [
        OutcomeForm(instance=record_of(make()), areas=areas).fields
        for make in (OutcomeMetricFactory, ShareFactory, FunnelFactory)
    ]
    columns = ("first", "second", "third")
    assert [[name for name in columns if name in fields] for fields in asked] == [
        ["first"],
        ["first", "second"],
        ["first", "second", "third"],
    ]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"first": "0", "second": "0", "third": "0"}, {}),
        ({"second": "40", "third": "40"}, {}),
        ({"second": "41"}, {"second": MORE_THAN_ABOVE}),
        ({"third": "21"}, {"third": MORE_THAN_ABOVE}),
        ({"second": ""}, {"second": REQUIRED}),
        ({"first": "4,5"}, {"first": ["Bitte eine ganze Zahl eingeben."]}),
        ({"note": "x" * 301}, {"note": too_long(300, 301)}),
        ({"area": "atlantis"}, {"area": ["Bitte eine gültige Auswahl treffen. atlantis ist keine gültige Auswahl."]}),
    ],
)
def test_a_funnel_never_widens(fields, errors):
    assert of_outcome(record_of(FunnelFactory()), **fields) == errors


@pytest.mark.parametrize("back", [-1, 6])
def test_years_to_come_and_long_ago_are_not_to_be_chosen(back):
    year = THIS_YEAR - back
    assert of_outcome(record_of(OutcomeMetricFactory()), year=year) == {
        "year": [f"Bitte eine gültige Auswahl treffen. {year} ist keine gültige Auswahl."]
    }


def test_the_year_of_an_old_outcome_stays_to_be_chosen():
    record = OutcomeRecordFactory(year=2010)
    form = OutcomeForm(instance=record, areas=area_choice(content_version()))
    assert [year for year, _label in form.fields["year"].choices][-1] == 2010
    assert (form.initial["year"], form.initial["part"], form.initial["version"]) == (2010, "jahr", 1)


def test_an_outcome_is_of_an_area_or_of_the_whole_city():
    venn, space = DistrictFactory(slug="venn"), SocialSpaceFactory(slug="venn")
    record = record_of(OutcomeMetricFactory())
    found = []
    for area in ("venn", "sozialraum:venn", ""):
        assert of_outcome(record, area=area) == {}
        found.append((record.district_id, record.social_space_id))
    assert found == [(venn.pk, None), (None, space.pk), (None, None)]


def test_the_area_of_an_outcome_is_shown_as_it_was_chosen():
    venn = DistrictFactory(slug="venn")
    areas = area_choice(content_version())
    shown = [
        OutcomeForm(instance=OutcomeRecordFactory(district=district), areas=areas).initial["area"]
        for district in (venn, None)
    ]
    assert shown == ["venn", ""]


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((1, 12), "2025"),
        ((1, 6), "1. Halbjahr 2025"),
        ((7, 12), "2. Halbjahr 2025"),
        ((4, 6), "2. Quartal 2025"),
        ((10, 12), "4. Quartal 2025"),
        ((2, 5), "Februar–Mai 2025"),
        ((3, 3), "März–März 2025"),
    ],
)
def test_months_are_told_in_words(months, words):
    record = OutcomeRecordFactory.build(
        metric=OutcomeMetricFactory.build(), offer=None, first_month=months[0], last_month=months[1]
    )
    assert period_of(record) == words


# Texts


def of_report(**fields) -> dict[str, list[str]]:
    return said(ReportForm({"version": "0"} | fields, instance=SuccessReport(year=LAST_YEAR)))


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"summary": "Gut."}, {}),
        ({"decisions": "Mehr Geld."}, {}),
        ({"summary": "x" * 6000}, {}),
        ({}, {"__all__": ["Bitte schreiben Sie wenigstens einen der Texte."]}),
        (
            {"summary": " \r\n ", "decisions": "\0"},
            {"__all__": ["Bitte schreiben Sie wenigstens einen der Texte."]},
        ),
        ({"summary": "x" * 6001}, {"summary": too_long(6000, 6001)}),
        ({"summary": "Gut.", "version": "x"}, {"version": ["Bitte eine ganze Zahl eingeben."]}),
        ({"summary": "Gut.", "version": "-1"}, {"version": ["Dieser Wert muss größer oder gleich 0 sein."]}),
    ],
)
def test_a_report_has_one_of_its_texts(fields, errors):
    assert of_report(**fields) == errors


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("Hier fehlt ein Treff.", {}),
        ("x" * 3000, {}),
        ("", {"text": ["Bitte schreiben Sie einen Kommentar."]}),
        (" \r\n\r\n ", {"text": ["Bitte schreiben Sie einen Kommentar."]}),
        ("x" * 3001, {"text": ["Bitte kürzen Sie den Kommentar auf höchstens 3.000 Zeichen."]}),
    ],
)
def test_a_comment_is_a_text_of_some_paragraphs(text, errors):
    assert said(CommentForm({"version": "0", "text": text})) == errors


def test_a_comment_knows_which_version_was_read():
    assert said(CommentForm({"text": "Gut."})) == {"version": REQUIRED}
