"""The words of a row: kinds, topics, languages, cost, registration."""

import pytest

from kit.german import fold
from kit.importing import RefusedError, Report
from network.models import AccessibilityFeature
from offers.imports.words import Vocabulary, standard_code
from offers.models import AccessMode, CostKind, Language, Offer, OfferType, RegistrationKind, Topic
from tests.network.factories import AccessibilityFeatureFactory
from tests.offers.factories import (
    AccessModeFactory,
    CostKindFactory,
    HomeVisitFactory,
    LanguageFactory,
    OfferTypeFactory,
    OnlineFactory,
    TopicFactory,
)
from tests.offers.importing import import_rows, remarks

pytestmark = pytest.mark.django_db


@pytest.fixture
def vocabulary():
    return Vocabulary(Report())


def taken(tmp_path, **row) -> tuple[Offer, list[str]]:
    """Return the one offer of a row and what was said about the row."""
    output = import_rows(tmp_path, {"summary": "Kurz", "catchment": "city"} | row)[1]
    return Offer.objects.get(), [text for text in remarks(output) if "neu angelegt" not in text]


@pytest.mark.parametrize("text", ["elterncafe", "Elterncafé", "ELTERN-CAFE"])
def test_a_word_is_known_by_code_and_by_name(vocabulary, text):
    kind = OfferTypeFactory(code="elterncafe", name="Elterncafé")

    assert vocabulary.find(OfferType, text) == kind.pk


def test_a_language_is_known_by_its_own_name_too(vocabulary):
    language = LanguageFactory(code="tr", name="Türkisch", native_name="Türkçe")

    assert [vocabulary.find(Language, text) for text in ("tr", "Türkisch", "Türkçe")] == [language.pk] * 3


def test_an_unknown_word_brings_those_that_are_spelled_alike(vocabulary):
    OfferTypeFactory(code="elterncafe", name="Elterncafé")
    with pytest.raises(RefusedError, match="Angebotstyp „Elternkaffee“ gibt es nicht; gemeint vielleicht: Elterncafé"):
        vocabulary.one(OfferType, "Elternkaffee")


@pytest.mark.parametrize("text", ["spielen|schlaf", "Spielen, Schlaf", "spielen;schlaf", "schlaf|spielen|spielen"])
def test_several_words_stand_between_bars_or_known_ones_between_commas(vocabulary, text):
    topics = {TopicFactory(code="spielen", name="Spielen").pk, TopicFactory(code="schlaf", name="Schlaf").pk}

    assert (vocabulary.several(Topic, text, 2), vocabulary.report.remarks) == (topics, [])


def test_a_name_with_a_comma_is_one_word(vocabulary):
    topic = TopicFactory(code="trennung", name="Partnerschaft, Trennung")
    TopicFactory(code="x", name="Trennung")

    assert vocabulary.several(Topic, "Partnerschaft, Trennung", 2) == {topic.pk}


def test_unknown_words_of_several_are_left_out_and_said(vocabulary):
    topic = TopicFactory(code="spielen", name="Spielen")

    assert vocabulary.several(Topic, "Spielen|Raumfahrt|Mond, Sterne", 7) == {topic.pk}
    assert [(remark.line, remark.text) for remark in vocabulary.report.remarks] == [
        (7, "nicht bekannt und nicht übernommen (Themen): Raumfahrt, Mond, Sterne"),
    ]


@pytest.mark.parametrize(
    ("model", "text", "code"),
    [
        (AccessMode, "aufsuchend", "zuhause"),
        (AccessMode, "telefonisch", "telefon"),
        (CostKind, "0 €", "free"),
        (CostKind, "Ermäßigung möglich", "reduced"),
        (RegistrationKind, "nicht erforderlich", "none"),
        (RegistrationKind, "über Fachkräfte", "professional"),
        (CostKind, "viel", ""),
        (Topic, "free", ""),
    ],
)
def test_usual_words_mean_standard_ones(model, text, code):
    assert standard_code(model, fold(text)) == code


def test_a_standard_word_is_made_once_and_said(vocabulary):
    first, second = (vocabulary.standard(OfferType, "weitere") for _ in range(2))

    assert first == second
    assert [remark.text for remark in vocabulary.report.remarks] == [
        "Gruppe von Angebotstypen „Weitere Angebote“ angelegt",
        "Angebotstyp „weiteres Angebot“ angelegt",
    ]


def test_a_standard_word_of_the_municipality_keeps_its_name(vocabulary):
    kind = CostKindFactory(code="free", name="gratis für alle")

    assert vocabulary.find(CostKind, "kostenlos") == kind.pk


def test_access_is_remote_only_where_nothing_needs_a_place(vocabulary):
    here, home, online = AccessModeFactory().pk, HomeVisitFactory().pk, OnlineFactory().pk
    accesses = [vocabulary.access(modes) for modes in ({online}, {online, here}, {home, here}, set())]

    assert [(access.is_remote, access.comes_home) for access in accesses] == [
        (True, False),
        (False, False),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("text", "codes"), [("ja", {"stufenlos"}), ("Rollstuhlgerecht", {"stufenlos"}), ("nein", set())]
)
def test_accessible_without_more_words_means_without_steps(vocabulary, text, codes):
    AccessibilityFeatureFactory(code="leichte-sprache", name="Leichte Sprache", is_step_free=False)
    AccessibilityFeatureFactory(code="stufenlos")
    found = vocabulary.several(AccessibilityFeature, text, 2)

    assert set(AccessibilityFeature.objects.filter(pk__in=found).values_list("code", flat=True)) == codes
    assert vocabulary.report.remarks == []


@pytest.mark.parametrize(
    ("cells", "code", "note", "said"),
    [
        ({"cost": "free"}, "free", "", []),
        ({"cost": "reduced", "cost_note": "mit Familienkarte"}, "reduced", "mit Familienkarte", []),
        (
            {"cost": "5 € im Monat"},
            "fee",
            "5 € im Monat",
            ["Hinweis: „5 € im Monat“ steht jetzt beim Hinweis zu den Kosten"],
        ),
        (
            {"cost": "auf Anfrage", "cost_note": "oder BuT"},
            "ask",
            "auf Anfrage – oder BuT",
            ["Hinweis: „auf Anfrage“ steht jetzt beim Hinweis zu den Kosten"],
        ),
        ({"cost": ""}, "ask", "", []),
        (
            {"cost": "fee", "cost_note": "x" * 201},
            "fee",
            "x" * 198 + " …",
            ["repariert: der Hinweis zu den Kosten ist gekürzt"],
        ),
    ],
)
def test_the_cost_is_a_kind_and_what_else_is_said(tmp_path, cells, code, note, said):
    offer, remarks_of_row = taken(tmp_path, **cells)

    assert (offer.cost.code, offer.cost_note, remarks_of_row) == (code, note, said)


@pytest.mark.parametrize(
    ("text", "code", "note"),
    [
        ("none", "none", ""),
        ("ja", "required", ""),
        ("Fachkraft", "professional", ""),
        ("", "ask", ""),
        ("telefonisch bis Montag", "required", "telefonisch bis Montag"),
    ],
)
def test_the_registration_is_a_kind_and_how(tmp_path, text, code, note):
    offer, _said = taken(tmp_path, registration=text)

    assert (offer.registration.code, offer.registration_note) == (code, note)


def test_an_offer_of_no_type_is_one_of_the_others(tmp_path):
    assert taken(tmp_path, type="")[0].type.group.name == "Weitere Angebote"
