"""Records of the monitoring."""

import datetime
from decimal import Decimal

import factory

from monitoring.choices import ValueKind
from monitoring.models import (
    CompositeIndex,
    Equation,
    EquationTerm,
    IndexClass,
    IndexExclusion,
    IndexPart,
    Indicator,
    IndicatorField,
    IndicatorValue,
    NeedForAction,
    OutcomeMetric,
    OutcomeRecord,
    OutcomeTarget,
    ReleasedValue,
    SeriesBreak,
    ValueImport,
)
from tests.network.factories_of_networks import GoalFactory
from tests.offers.factories import OfferFactory
from tests.sozialraum.factories import DistrictFactory, DistrictLevelFactory

LAST_DAY = datetime.date(2025, 12, 31)


class IndicatorFieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndicatorField
        django_get_or_create = ("code",)

    code = "bevoelkerung"
    name = "Bevölkerung"


class CountFactory(factory.django.DjangoModelFactory):
    """A number of people."""

    class Meta:
        model = Indicator

    field = factory.SubFactory(IndicatorFieldFactory)
    code = factory.Sequence(lambda n: f"zahl-{n}")
    name = factory.Sequence(lambda n: f"Zahl {n}")
    question = "Wie viele Menschen leben hier?"
    kind = ValueKind.COUNT
    numerator_name = "Menschen mit Hauptwohnsitz"
    unit = "Menschen"
    decimals = 0
    source = "Melderegister"


class RateFactory(CountFactory):
    """A share in per cent."""

    code = factory.Sequence(lambda n: f"quote-{n}")
    name = factory.Sequence(lambda n: f"Quote {n}")
    kind = ValueKind.RATE
    denominator_name = "alle Menschen mit Hauptwohnsitz"
    per = 100
    unit = "%"
    decimals = 1


class EquationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Equation

    name = factory.Sequence(lambda n: f"Zusammenhang {n}")


class EquationTermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EquationTerm

    equation = factory.SubFactory(EquationFactory)
    indicator = factory.SubFactory(CountFactory)


class SeriesBreakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SeriesBreak

    indicator = factory.SubFactory(CountFactory)
    day = datetime.date(2023, 1, 1)
    reason = "neue Zählweise"


class ValueImportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ValueImport

    source = "Melderegister"
    file_name = "einwohner.csv"


class IndicatorValueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndicatorValue

    indicator = factory.SubFactory(CountFactory)
    district = factory.SubFactory(DistrictFactory)
    reference_date = LAST_DAY
    numerator = Decimal(1000)


class ReleasedValueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReleasedValue

    indicator = factory.SubFactory(CountFactory)
    district = factory.SubFactory(DistrictFactory)
    reference_date = LAST_DAY
    numerator = Decimal(1000)
    value = Decimal(1000)


class CompositeIndexFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompositeIndex

    code = factory.Sequence(lambda n: f"index-{n}")
    name = factory.Sequence(lambda n: f"Index {n}")
    question = "Wo brauchen Familien am meisten Unterstützung?"
    level = factory.SubFactory(DistrictLevelFactory)
    min_population = 0


class IndexPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndexPart

    index = factory.SubFactory(CompositeIndexFactory)
    indicator = factory.SubFactory(RateFactory, direction="unfavourable")


class IndexClassFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndexClass

    index = factory.SubFactory(CompositeIndexFactory)
    key = factory.Sequence(str)
    label = "mittel"


class IndexExclusionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndexExclusion

    index = factory.SubFactory(CompositeIndexFactory)
    district = factory.SubFactory(DistrictFactory)
    reason = "Eine große Unterkunft verzerrt alle Werte."


class OutcomeMetricFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutcomeMetric

    code = factory.Sequence(lambda n: f"messgroesse-{n}")
    name = factory.Sequence(lambda n: f"Messgröße {n}")
    kind = "count"
    description = "jede Familie einmal im Jahr"
    first_name = "Familien"


class FunnelFactory(OutcomeMetricFactory):
    kind = "funnel"
    first_name = "Kontakte"
    second_name = "mit Bedarf"
    third_name = "vermittelt"


class ShareFactory(OutcomeMetricFactory):
    kind = "share"
    first_name = "alle Praxen"
    second_name = "kooperierende Praxen"


class OutcomeRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutcomeRecord

    metric = factory.SubFactory(OutcomeMetricFactory)
    kind = factory.LazyAttribute(lambda record: record.metric.kind)
    offer = factory.SubFactory(OfferFactory)
    year = 2025
    first = 40
    second = factory.LazyAttribute(lambda record: None if record.kind == "count" else 20)
    third = factory.LazyAttribute(lambda record: 10 if record.kind == "funnel" else None)


class OutcomeTargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutcomeTarget

    metric = factory.SubFactory(OutcomeMetricFactory)
    year = 2025
    value = Decimal(50)


class NeedForActionFactory(factory.django.DjangoModelFactory):
    """About the whole city; give a district or a social space."""

    class Meta:
        model = NeedForAction

    indicator = factory.SubFactory(CountFactory)
    finding = "Hier fehlen Plätze."
    goal = factory.SubFactory(GoalFactory)
    noted_on = datetime.date(2026, 3, 1)
