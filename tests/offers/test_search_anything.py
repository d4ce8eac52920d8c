"""Whatever somebody types, the list is a helpful page: never an error, and never a word of the database."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.models import WordGroup
from tests.offers.factories import AgeStepFactory, OfferFactory
from tests.sozialraum.factories import DistrictFactory, PostcodeFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db
LIST = "/angebote/"
ODD = [
    *("", " ", "a", "ß", "0", "für die", "und oder", "?", "???", "x" * 500, "Donaudampfschifffahrt" * 20, "a " * 250),
    *(
        "👶",
        "👩‍👧 Kurs",
        "'; DROP TABLE offers_offer; --",
        "' OR 1=1",
        "%_%",
        "a|b & !c:*",
        "<->",
        "(((",
        "\\",
        "\\u0000",
        ".*+?[^",
        "<b>Hebamme",
    ),
    *(
        "قابلة",
        "قابلة Hebamme",
        "\u200fروضة\u200e",
        "акушерка",
        "Hebamme акушерка ebe",
        "中文",
        "ﬁ",
        "İ",
        "e\u0301",
        "\u0301",
        "\uff10\uff11",
    ),
    *(
        "unter 3",
        "bis",
        "unter",
        "ab",
        "0-3",
        "3-0",
        "99-100",
        "unter 99",
        "5 bis",
        "Mai",
        "Montag",
        "Isarstraße 3-5",
        "12345",
        "ab 18 Uhr",
    ),
]
WORDS = [
    "Hebamme",
    "Baby",
    "Kurs",
    "2",
    "3-5",
    "unter",
    "Jahre",
    "Eicken",
    "41061",
    "montags",
    "kostenlos",
    "Elterncafé",
    "schreit",
    "Teenie",
    "am",
    "U3",
]


@pytest.fixture
def city(municipality):
    DistrictFactory(name="Eicken", slug="eicken", code="0101")
    PostcodeFactory(code="41061")
    AgeStepFactory(code="1-jahr", name="1 Jahr", ages=(12, 24))
    OfferFactory(title="Hebamme im Café", summary="Baby schreit: Kurs für Eltern", is_citywide=True)
    OfferFactory(title="Girls' Day", summary="Pe Kip Beratung zum Schwimmen", is_citywide=True)
    WordGroup.objects.create(name="Schreien", said=["Baby schreit", "قابلة"], meant=["Schreiambulanz", "Hebamme"])


def said(client, text: str) -> tuple[int, str]:
    answer = client.get(LIST, {"q": text}, follow=True)
    page = parsed(answer)
    return answer.status_code, page.find(".//p[@role='status'][@data-count]").get("data-count")


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_get_a_list(client, city, text):
    status, count = said(client, text)
    assert (status, count.isdigit()) == (200, True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)))
def test_any_text_gets_a_list(client, city, text):
    status, count = said(client, text)
    assert (status, count.isdigit()) == (200, True)


def test_a_word_of_which_only_a_part_leads_somewhere_does_not_break_the_order(client, city):
    """What loose words alone would answer has no place in a search for all words."""
    page = parsed(client.get(LIST, {"q": "Hebamme Probeschwimmtermin"}))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")][:1] == ["Hebamme im Café"]


def test_a_page_without_an_answer_says_what_else_would_help(client, city):
    page = parsed(client.get(LIST, {"q": "Quantenphysik Eicken", "woertlich": "1"}))
    links = [one.get("href") for one in page.find(".//main").iter("a")]
    assert (page.find(".//p[@data-count]").get("data-count"), bool(links)) == ("0", True)
