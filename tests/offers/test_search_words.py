"""All ways in which offers may say what somebody typed."""

import pytest
from django.http import QueryDict

from offers.filters import read
from offers.models import WordGroup
from offers.search import search
from offers.search.choices import read_choices
from tests.offers.days import days
from tests.offers.factories import OfferFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db


def ask(text: str):
    return read(asked(text), read_choices()).criteria


def asked(text: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query["q"] = text
    return query


def found(text: str) -> list[str]:
    return [hit.card["title"] for hit in search(ask(text)).hits]


def group(said: str, meant: str, name: str = "Gruppe") -> WordGroup:
    return WordGroup.objects.create(name=name, said=said.split("; "), meant=meant.split("; "))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Sprechstunde", "Hebammensprechstunde"),
        ("Hebamme", "Hebammensprechstunde"),
        ("Babyschwimmkurs", "Schwimmen mit Babys"),
        ("Schwimmen mit Babys", "Babyschwimmkurs"),
        ("Kinderturnen", "Turnen für Kinder"),
        ("Turnen Kinder", "Kinderturnen"),
        ("Beratung Erziehung", "Erziehungsberatungsstelle"),
        ("Erziehungsberatungsstelle", "Beratung zur Erziehung"),
        ("Vorbereitung auf die Geburt", "Geburtsvorbereitungskurs"),
        ("Papazeit", "Zeit mit Papa"),
        ("Krabbelgruppentreff", "Krabbelgruppe"),
        ("Musikkurs Kleinkind", "Kleinkindmusik"),
    ],
)
def test_compounds_are_found_both_ways(typed, title):
    OfferFactory(title=title)
    OfferFactory(title="Ganz anderes")
    assert found(typed) == [title]


@pytest.mark.parametrize("typed", ["Verstecktstadt", "Geheimweg", "Quittenstraße"])
def test_an_unknown_street_or_town_finds_nothing_although_its_last_part_is_known(typed):
    OfferFactory(title="Treff im Stadtteil")
    OfferFactory(title="Sicher auf dem Schulweg")
    OfferFactory(title="Straßenfest")
    assert found(typed) == []


@pytest.mark.parametrize(
    "typed", ["Eltern-Café", "Elterncafe", "Eltern Cafe", "ELTERNCAFÉ", "Eltern Kaffee", "Elterncafés"]
)
@pytest.mark.parametrize("title", ["Eltern-Café", "Elterncafé", "Café für Eltern"])
def test_hyphens_and_joined_or_separate_writing_are_one(typed, title):
    OfferFactory(title=title)
    assert found(typed) == [title]


@pytest.mark.parametrize("typed", ["Früförderung", "Fruehfoerderrung", "Frühföderung", "fruhforderug", "Vrühförderung"])
def test_one_or_two_wrong_letters_are_put_right_also_the_first(typed):
    OfferFactory(title="Frühförderung im Haus")
    criteria = ask(typed)
    assert (found(typed), criteria.asked.corrections) == (["Frühförderung im Haus"], ((typed, "Frühförderung"),))


@pytest.mark.parametrize("typed", ["Ebamme", "Hbeamme", "Hebbame", "Hebanme", "Gebamme"])
def test_a_short_word_may_have_one_wrong_letter_also_the_first(typed):
    OfferFactory(title="Hebamme im Haus")
    OfferFactory(title="Ganz anderes")
    assert found(typed) == ["Hebamme im Haus"]


def test_a_compound_with_a_wrong_part_is_put_right():
    OfferFactory(title="Massage für Babys")
    assert found("Babymasage") == ["Massage für Babys"]


def test_a_right_word_is_never_corrected():
    OfferFactory(title="Reiten")
    OfferFactory(title="Breiten")
    assert (found("Reiten"), ask("Reiten").asked.corrections) == (["Reiten"], ())


@pytest.mark.parametrize(
    "typed", ["Geldsorgen", "ich habe Geldsorgen", "Geldsorgn", "kein Geld", "habe kein Geld mehr", "borçlar"]
)
def test_what_families_say_leads_to_what_is_meant(typed):
    OfferFactory(title="Schuldnerberatung")
    OfferFactory(title="Ganz anderes")
    group("Geldsorgen; kein Geld; borçlar", "Schuldnerberatung")
    assert found(typed) == ["Schuldnerberatung"]


@pytest.mark.parametrize(
    "typed", ["mein Kind spricht nicht", "Tochter spricht noch nicht", "Sohn spricht nicht richtig"]
)
def test_a_phrase_is_found_whoever_the_child_is(typed):
    OfferFactory(title="Logopädie")
    group("Kind spricht nicht", "Logopädie")
    assert found(typed)[0] == "Logopädie"


def test_of_a_phrase_all_words_are_needed():
    OfferFactory(title="Logopädie")
    group("Kind spricht nicht", "Logopädie")
    assert found("Kind schläft nicht") == []


def test_the_longest_phrase_wins():
    OfferFactory(title="Schreiambulanz")
    OfferFactory(title="Kummertelefon")
    group("weint", "Kummertelefon", "kurz")
    group("Baby weint", "Schreiambulanz", "lang")
    assert found("Baby weint") == ["Schreiambulanz"]


def test_the_word_itself_is_better_than_what_stands_for_it():
    OfferFactory(title="A Schuldnerberatung")
    OfferFactory(title="Z Geldsorgen teilen")
    group("Geldsorgen", "Schuldnerberatung")
    assert found("Geldsorgen") == ["Z Geldsorgen teilen", "A Schuldnerberatung"]


def test_the_first_meaning_is_better_than_the_second():
    OfferFactory(title="A Zweites")
    OfferFactory(title="Z Erstes")
    group("Dings", "Erstes; Zweites")
    assert found("Dings") == ["Z Erstes", "A Zweites"]


def test_what_others_say_for_the_same_is_found_too_and_after_what_is_meant():
    group("LRS; Legasthenie; Buchstaben verdrehen", "Schulberatung")
    titles = ["Legasthenie erkennen", "Schulberatung", "Töpfern"]
    for title in titles:
        OfferFactory(title=title)
    assert found("LRS") == ["Schulberatung", "Legasthenie erkennen"]


def test_short_and_vague_words_beside_a_phrase_are_not_looked_for():
    group("Papierkram; Amt; Kinder; Hilfe", "Sozialberatung")
    for title in ["Amt", "Kinder", "Hilfe", "Sozialberatung"]:
        OfferFactory(title=title, summary="Für alle.")
    assert found("Papierkram") == ["Sozialberatung"]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Logopädie", "Logopädische Praxis"),
        ("logopädisch", "Logopädie"),
        ("Heilpädagogik", "Heilpädagogische Tagesstätte"),
        ("Logopädie", "Beim Logopäden"),
        ("stottert", "Hilfe beim Stottern"),
    ],
)
def test_an_art_its_adjective_and_who_practises_it_are_one(typed, title):
    OfferFactory(title=title)
    OfferFactory(title="Ganz anderes")
    assert found(typed) == [title]


def test_more_wrong_letters_are_forgiven_where_else_nothing_would_be_found():
    OfferFactory(title="Judo")
    OfferFactory(title="Trampolin")
    assert (found("Drampulien"), found("Qwxzvbqp")) == (["Trampolin"], [])


def test_of_a_compound_the_part_that_offers_say_counts_and_not_what_the_thesaurus_makes_of_it():
    group("Klavier; Geige", "Musik")
    for title in ["Klavier für Anfänger", "Musik im Park"]:
        OfferFactory(title=title)
    assert found("Klavierlehrer") == ["Klavier für Anfänger"]


def test_a_word_in_another_script_finds_german_offers():
    OfferFactory(title="Hebamme im Haus")
    WordGroup.objects.create(
        name="Hebamme", said=["Hebamme"], said_elsewhere=["акушерка", "قابلة", "položná"], meant=["Hebamme"]
    )
    assert [found(typed) for typed in ("акушерка", "القابلة", "polozna")] == [["Hebamme im Haus"]] * 3


def test_the_title_counts_more_than_the_summary_and_that_more_than_the_description():
    OfferFactory(title="A", description="Mit Yoga")
    OfferFactory(title="B", summary="Mit Yoga")
    OfferFactory(title="C Yoga")
    assert found("Yoga") == ["C Yoga", "B", "A"]


def test_where_no_offer_has_all_words_those_with_some_come():
    OfferFactory(title="Yoga für Väter")
    OfferFactory(title="Trommeln für Väter")
    result = search(ask("Yoga Trommeln"))
    assert (sorted(hit.card["title"] for hit in result.hits), result.is_relaxed) == (
        ["Trommeln für Väter", "Yoga für Väter"],
        True,
    )


def test_a_sentence_that_hardly_an_offer_has_in_full_also_finds_what_has_a_part_of_it(client, municipality):
    for title in ["Judo, Schwimmen, Geige", "Geige spielen", "Etwas anderes"]:
        OfferFactory(title=title)
    page = parsed(client.get("/angebote/", {"q": "Judo Schwimmen Geige"}))
    titles = [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")]
    said = "Alles zusammen haben nur wenige Angebote. Danach kommen solche, die einen Teil davon haben."
    assert (titles, said in text_of(page)) == (["Judo, Schwimmen, Geige", "Geige spielen"], True)


def test_two_things_that_few_offers_have_together_find_those_alone():
    for title in ["Judo und Geige", "Geige spielen"]:
        OfferFactory(title=title)
    assert found("Judo Geige") == ["Judo und Geige"]


def test_a_misspelt_word_is_put_right_by_what_the_thesaurus_means():
    group("Geldsorgen", "Schuldenberatung")
    OfferFactory(title="Beratung bei Schulden")
    OfferFactory(title="Schulberatung")
    assert found("Schuldenbratung") == ["Beratung bei Schulden"]


@pytest.mark.parametrize("typed", ["wer hilft beim Stillen", "I need help Stillen", "где помощь Stillen"])
def test_asking_for_help_is_no_more_than_asking(typed):
    for title in ["Stillen", "Eine Mediatorin hilft"]:
        OfferFactory(title=title)
    assert found(typed) == ["Stillen"]


def test_words_that_say_little_need_not_occur():
    OfferFactory(title="Yoga")
    OfferFactory(title="Angebot für Kinder")
    assert found("ich suche ein Angebot Yoga für mein Kind") == ["Yoga"]


def test_what_is_overdue_counts_less_but_what_fits_better_stays_before_what_hardly_fits():
    OfferFactory(title="A Yoga", confirmed_at=days(-380), review_months=12)
    OfferFactory(title="B Yoga", confirmed_at=days(0))
    OfferFactory(title="C", description="Yoga", confirmed_at=days(0))
    assert found("Yoga") == ["B Yoga", "A Yoga", "C"]


@pytest.mark.parametrize("typed", ["!!!", "' | 'x", "a & b:*", "\\", "für die", "'; DROP TABLE", "<script>", "ab"])
def test_nothing_that_is_typed_is_an_error(typed):
    OfferFactory(title="Yoga")
    assert isinstance(search(ask(typed)).total, int)


def test_of_very_many_no_more_than_five_hundred_are_shown_the_likeliest_first(client, municipality, monkeypatch):
    monkeypatch.setattr("offers.search.matching.MOST_WITH_WORDS", 5)
    for number in range(8):
        OfferFactory(title=f"Angebot {number}", description="Yoga")
    OfferFactory(title="Z Yoga")
    result = search(ask("Yoga"))
    assert (result.hits[0].card["title"], result.total, result.is_cut, result.counts) == ("Z Yoga", 5, True, {})
    page = text_of(parsed(client.get("/angebote/", {"q": "Yoga"})))
    assert ("mehr als 5 Angebote" in page, "Wir zeigen die ersten Angebote." in page) == (True, True)


def test_where_titles_answer_enough_no_other_text_is_looked_at(monkeypatch):
    monkeypatch.setattr("offers.search.matching.MOST_WITH_WORDS", 2)
    OfferFactory.create_batch(4, title="Yoga")
    OfferFactory(title="A", description="Yoga")
    assert set(found("Yoga")) == {"Yoga"}
