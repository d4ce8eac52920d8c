"""Numbers as they are read and shown."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from monitoring import figures
from monitoring.areas import CITY, Area, areas_of, levels
from monitoring.choices import ValueStatus, Withheld
from monitoring.figures import NOTHING, Figure
from sozialraum.pages import content_version
from tests.monitoring.factories import LAST_DAY, CountFactory, ReleasedValueFactory
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, SocialSpaceFactory

YEAR = datetime.timedelta(days=365)


@pytest.mark.parametrize(
    ("figure", "decimals", "text", "data", "word"),
    [
        (Figure(Decimal("12.345"), withheld=""), 1, "12,3", "12.3", ""),
        (Figure(Decimal("12.25"), withheld=""), 1, "12,3", "12.3", ""),
        (Figure(Decimal("-0.25"), withheld=""), 1, "−0,3", "-0.3", ""),
        (Figure(Decimal(1234567), withheld=""), 0, "1.234.567", "1234567", ""),
        (Figure(Decimal("0.04"), withheld=""), 1, "0,0", "0", ""),
        (Figure(Decimal(0), withheld=""), 1, "–", "0", "null"),
        (Figure(withheld=Withheld.CONFIDENTIAL), 1, "•", "", "geheim: der Schutz einzelner Menschen geht vor"),
        (Figure(withheld=Withheld.FEW), 1, "( )", "", "zu wenige Fälle für eine verlässliche Quote"),
        (NOTHING, 1, "…", "", "kein Wert"),
    ],
)
def test_a_figure_is_shown_as_german_statistics_show_it(figure, decimals, text, data, word):
    assert (figure.text(decimals), figure.data(decimals), figure.word()) == (text, data, word)


def shown(figure: Figure) -> str:
    return Template("{% load figures %}{% figure number 1 %}").render(Context({"number": figure}))


def test_a_cell_carries_the_plain_number():
    assert shown(Figure(Decimal("12.34"), withheld="")) == '<td data-value="12.3">12,3</td>'


def test_a_withheld_cell_says_why_and_carries_no_number():
    word = "geheim: der Schutz einzelner Menschen geht vor"
    assert shown(Figure(withheld=Withheld.CONFIDENTIAL)) == (
        f'<td data-value="" data-withheld="confidential"><abbr title="{word}" aria-label="{word}">•</abbr></td>'
    )


def test_what_is_not_final_is_marked():
    number = Figure(Decimal(3), withheld="", status=ValueStatus.PROVISIONAL, is_converted=True)
    assert shown(number) == (
        '<td data-value="3">3,0 <abbr class="mark" title="vorläufig">p</abbr>'
        ' <abbr class="mark" title="auf neue Grenzen umgerechnet">u</abbr></td>'
    )


def test_the_legend_tells_every_sign():
    legend = Template("{% load figures %}{% legend_of_signs %}").render(Context())
    signs = ["–", "•", "( )", "…", "p", "s", "u"]
    assert [sign for sign in signs if f"<dt>{sign}</dt>" not in legend] == []


@pytest.mark.django_db
def test_figures_of_a_day_are_found_by_their_area():
    mine = ReleasedValueFactory()
    ReleasedValueFactory(indicator=mine.indicator, district=None, value=Decimal(9000))
    ReleasedValueFactory(indicator=mine.indicator, reference_date=LAST_DAY - YEAR)
    found = figures.at(mine.indicator, LAST_DAY)
    assert {area: figure.value for area, figure in found.items()} == {
        ("district", mine.district_id): Decimal(1000),
        CITY: Decimal(9000),
    }


@pytest.mark.django_db
def test_a_series_runs_with_time(django_assert_num_queries):
    last = ReleasedValueFactory()
    ReleasedValueFactory(
        indicator=last.indicator, district=last.district, reference_date=LAST_DAY - YEAR, value=Decimal(900)
    )
    ReleasedValueFactory(indicator=last.indicator)
    ReleasedValueFactory(district=last.district)
    with django_assert_num_queries(1):
        found = figures.series([last.indicator], [last.area])
    days = found[last.indicator_id, last.area]
    assert [(day.year, figure.value) for day, figure in days.items()] == [(2024, 900), (2025, 1000)]
    assert len(found) == 1
    assert figures.days_of(last.indicator) == [LAST_DAY, LAST_DAY - YEAR]


@pytest.mark.django_db
def test_social_spaces_and_the_city_have_series_of_their_own():
    indicator, space = CountFactory(), SocialSpaceFactory()
    ReleasedValueFactory(indicator=indicator, district=None, social_space=space)
    ReleasedValueFactory(indicator=indicator, district=None)
    ReleasedValueFactory(indicator=indicator)
    found = figures.series([indicator], [("space", space.pk), CITY])
    assert {area for _indicator, area in found} == {("space", space.pk), CITY}


@pytest.mark.django_db
def test_areas_are_those_of_their_time():
    borough = BoroughFactory()
    now = DistrictFactory(name="Venn", slug="venn", parent=borough, valid_from=LAST_DAY)
    past = DistrictFactory(name="Alt-Venn", slug="alt-venn", valid_until=LAST_DAY)
    assert areas_of(content_version(), "stadtteil", LAST_DAY) == (
        Area(("district", now.pk), now.code, "Venn", "venn", ("district", borough.pk)),
    )
    assert areas_of(content_version(), "stadtteil", LAST_DAY - YEAR) == (
        Area(("district", past.pk), past.code, "Alt-Venn", "alt-venn", CITY),
    )


@pytest.mark.django_db
def test_levels_run_from_the_finest_to_the_social_spaces():
    BoroughFactory()
    DistrictFactory()
    space = SocialSpaceFactory()
    assert [level.code for level in levels(content_version())] == ["stadtteil", "stadtbezirk", "sozialraum"]
    assert [area.key for area in areas_of(content_version(), "sozialraum", LAST_DAY)] == [("space", space.pk)]
