"""Indicators in the administration: entered, changed, and what follows for what may be seen."""

from decimal import Decimal

import pytest
from django.urls import reverse

from monitoring.admin.indicators import IndicatorAdmin
from monitoring.models import Equation, Indicator, ReleasedValue
from monitoring.releasing import release
from tests.monitoring.factories import CountFactory, EquationTermFactory, IndicatorFieldFactory, IndicatorValueFactory
from tests.network.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def operator(client, municipality):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def shown(indicator: Indicator) -> list[str]:
    rows = ReleasedValue.objects.filter(indicator=indicator, district__isnull=False).order_by("district__code")
    return list(rows.values_list("withheld", flat=True))


def filled(client, url: str, **changes: str) -> dict[str, str]:
    """Return what the form at `url` would send, with some fields changed."""
    form = client.get(url).context["adminform"].form
    inlines = client.get(url).context["inline_admin_formsets"]
    data = {name: form[name].value() for name in form.fields}
    for inline in inlines:
        data |= {f"{inline.formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {name: "" if value is None else value for name, value in data.items() if value is not False} | changes


@pytest.mark.parametrize("name", ["indicatorfield", "indicator", "equation"])
@pytest.mark.ignore_template_errors  # Django's own templates ask for what need not be there
def test_lists_and_forms_open(client, name):
    EquationTermFactory()
    assert client.get(reverse(f"admin:monitoring_{name}_changelist"), {"q": "x"}).status_code == 200
    assert client.get(reverse(f"admin:monitoring_{name}_add")).status_code == 200


@pytest.mark.ignore_template_errors
def test_a_new_indicator_is_entered(client):
    field = IndicatorFieldFactory()
    url = reverse("admin:monitoring_indicator_add")
    sent = filled(
        client,
        url,
        name="Babys",
        code="babys",
        question="Wie viele?",
        field=field.pk,
        kind="count",
        numerator_name="Babys",
        unit="Kinder",
        source="Melderegister",
    )
    assert client.post(url, sent).status_code == 302
    assert Indicator.objects.get(code="babys").min_cases == 3


@pytest.mark.ignore_template_errors
def test_a_stricter_rule_takes_numbers_away_at_once(client):
    indicator = CountFactory()
    for number in (4, 5, 40, 50):
        IndicatorValueFactory(indicator=indicator, numerator=Decimal(number))
    release()
    assert shown(indicator) == ["", "", "", ""]
    url = reverse("admin:monitoring_indicator_change", args=[indicator.pk])
    assert client.post(url, filled(client, url, min_cases=10)).status_code == 302
    # From the city's sum 4 and 5 together are 9, which tells too much of either: a third one goes with them.
    assert shown(indicator) == ["confidential", "confidential", "confidential", ""]


@pytest.mark.ignore_template_errors
def test_another_wording_decides_nothing_anew(client):
    indicator = CountFactory()
    IndicatorValueFactory(indicator=indicator)
    url = reverse("admin:monitoring_indicator_change", args=[indicator.pk])
    assert client.post(url, filled(client, url, name="Kinder unter drei", is_public="on")).status_code == 302
    assert Indicator.objects.get(pk=indicator.pk).name == "Kinder unter drei"
    assert shown(indicator) == []


def test_every_other_field_of_an_indicator_decides_what_may_be_seen():
    fields = {field.name for field in Indicator._meta.fields} - IndicatorAdmin.wording
    assert fields == {
        "id",
        "code",
        "kind",
        "denominator",
        "per",
        "unit",
        "pooling_years",
        "min_population",
        "min_cases",
        "min_denominator",
        "rounding",
    }


@pytest.mark.ignore_template_errors
def test_a_rate_without_a_denominator_comes_back_with_a_sentence(client):
    indicator = CountFactory()
    url = reverse("admin:monitoring_indicator_change", args=[indicator.pk])
    page = client.post(url, filled(client, url, kind="rate"))
    assert "Bitte angeben, worauf sich die Quote bezieht." in page.content.decode()
    assert Indicator.objects.get(pk=indicator.pk).kind == "count"


@pytest.mark.ignore_template_errors
def test_deleting_a_sum_decides_anew(client):
    term = EquationTermFactory()
    IndicatorValueFactory(indicator=term.indicator)
    url = reverse("admin:monitoring_equation_delete", args=[term.equation_id])
    assert client.post(url, {"post": "yes"}).status_code == 302
    assert Equation.objects.count() == 0
    assert shown(term.indicator) == [""]


def test_staff_without_operating_stay_out(client, operator):
    client.force_login(UserFactory(is_staff=False))
    assert client.get(reverse("admin:monitoring_indicator_changelist")).status_code == 302
