"""Nothing that can stand in an address gets an error page, and counts are the same whichever way they are reached."""

import string
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.filters import address, read
from offers.models import Refresh
from offers.search import search
from offers.search.choices import read_choices
from tests.network.factories import FacilityFactory
from tests.offers.factories import (
    AgeStepFactory,
    FeeFactory,
    HomeVisitFactory,
    LanguageFactory,
    OfferFactory,
    ScheduleFactory,
    TopicFactory,
)
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, MunicipalityFactory, PostcodeFactory, centre

pytestmark = pytest.mark.django_db

NAMES = [
    *("q", "stadtteil", "sozialraum", "plz", "umkreis", "alter", "monate", "thema", "art", "zielgruppe", "lebenslage"),
    *("sprache", "wochentag", "tageszeit", "zugang", "kostenlos", "barrierefrei", "ohne-anmeldung", "sort", "seite"),
]
KNOWN = {
    "q": ["angebot", "Treffn", "der die das"],
    "stadtteil": ["eicken", "windberg", "nord"],
    "plz": ["41061"],
    "umkreis": ["1", "50", "3 km"],
    "alter": ["1-jahr", "6-9-jahre"],
    "monate": ["-9", "0", "13", "324"],
    "thema": ["schlafen", "essen"],
    "art": ["elterncafe"],
    "sprache": ["ar"],
    "wochentag": ["mo", "mi", "so"],
    "tageszeit": ["vormittag", "abend"],
    "zugang": ["vor-ort", "zuhause"],
    "kostenlos": ["1"],
    "barrierefrei": ["1"],
    "ohne-anmeldung": ["1"],
    "sort": ["relevanz", "naehe", "name", "bestaetigt"],
    "seite": ["1", "2", "-1", "9999999999999999999999"],
}
HOSTILE = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=string.punctuation + "'\"\\%_:*&|!()<>\x00\ud800", max_size=20),
    st.sampled_from(
        ["\x00", "' OR 1=1 --", "<script>alert(1)</script>", "%00", "٣", "-0", "1e9", "NaN", "∞", "🍼" * 300]
    ),
)
KNOWN_PAIRS = st.sampled_from([(name, value) for name, found in KNOWN.items() for value in found])
QUIET = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def city():
    MunicipalityFactory()
    nord = BoroughFactory(name="Nord", slug="nord")
    eicken = DistrictFactory(name="Eicken", slug="eicken", column=0, parent=nord)
    windberg = DistrictFactory(name="Windberg", slug="windberg", column=1)
    PostcodeFactory(code="41061", centre=centre(0)).districts.add(eicken, windberg)
    AgeStepFactory(code="1-jahr", ages=(12, 24))
    AgeStepFactory(code="6-9-jahre", ages=(72, 120))
    sleep, food = TopicFactory(code="schlafen"), TopicFactory(code="essen")
    house = FacilityFactory(point=centre(0))
    offers = [
        OfferFactory(facility=house, topics=[sleep], ages=(0, 36)),
        OfferFactory(district=windberg, topics=[food], ages=(60, 100), catchment_districts=[eicken]),
        OfferFactory(is_citywide=True, all_ages=True, ages=None, topics=[sleep, food], cost=FeeFactory()),
        OfferFactory(access_modes=[HomeVisitFactory()], ages=(-9, 13)),
        OfferFactory(district=eicken, is_citywide=True, ages=(12, 80)),
    ]
    offers[0].languages.add(LanguageFactory(code="ar"))
    for weekday, offer in enumerate(offers):
        ScheduleFactory(offer=offer, weekday=weekday)
        ScheduleFactory(offer=offer, weekday=6 - weekday, starts="17:30", ends="19:00")


@QUIET
@given(pairs=st.lists(st.tuples(st.sampled_from(NAMES), HOSTILE) | KNOWN_PAIRS, max_size=6))
def test_no_value_of_any_parameter_breaks_list_or_map(client, city, pairs):
    query = urlencode([(name, value.encode("utf-8", "replace")) for name, value in pairs])
    statuses = [client.get(f"{path}?{query}").status_code for path in ("/angebote/", "/angebote/karte/")]
    statuses.append(client.get(f"/angebote/karte/orte.json?{query}").status_code)
    assert statuses == [200, 200, 200]


@QUIET
@given(pairs=st.lists(KNOWN_PAIRS, max_size=5))
def test_kept_counts_are_the_counts_of_the_list(city, pairs):
    question = read(QueryDict(urlencode(pairs)), read_choices())
    kept = search(question.criteria)
    Refresh.objects.update(day="2020-01-01")
    counted = search(question.criteria)
    Refresh.objects.update(day=timezone.localdate())
    without_zeros = {facet: number for facet, number in kept.counts.items() if number}
    assert (kept.total, without_zeros) == (counted.total, counted.counts)


@QUIET
@given(pairs=st.lists(KNOWN_PAIRS, max_size=5))
def test_a_choice_gives_as_many_offers_as_the_number_beside_it_says(city, pairs):
    choices = read_choices()
    criteria = read(QueryDict(urlencode(pairs)), choices).criteria
    result = search(criteria)
    for name in ("thema", "wochentag", "tageszeit", "zugang", "kostenlos"):
        others = criteria.without_facet(name)
        for choice in choices.named(name):
            chosen = read(QueryDict(address("", others).lstrip("?")), choices).criteria
            alone = replace(chosen, facets=(*chosen.facets, choice))
            if not result.is_relaxed:
                assert (name, choice.value, result.counts.get(choice.facet, 0)) == (
                    name,
                    choice.value,
                    search(alone).total,
                )


@QUIET
@given(pairs=st.lists(KNOWN_PAIRS, max_size=6))
def test_an_address_that_is_read_and_written_means_the_same(city, pairs):
    choices = read_choices()
    once = read(QueryDict(urlencode(pairs)), choices).criteria
    again = read(QueryDict(address("", once).lstrip("?")), choices).criteria
    assert again == once
