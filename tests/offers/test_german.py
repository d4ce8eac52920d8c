"""What the search knows of the German language, without any offer."""

import pytest
from django.db import connection

from offers.search.german.building import building_words, kin, light_stems, stop_words
from offers.search.german.folding import fold, folded_words
from offers.search.german.sounds import sound
from offers.search.german.splitting import Splitter
from offers.search.german.stems import stem


@pytest.fixture(scope="module")
def splitter():
    return Splitter(building_words())


@pytest.mark.parametrize("written", ["Rückbildung", "Rueckbildung", "RUCKBILDUNG", "rückbildung"])
def test_umlauts_in_every_spelling_are_one(written):
    assert fold(written) == "ruckbildung"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Frauen", "frauen"),
        ("neue Quelle", "neue quelle"),
        ("Straße", "strasse"),
        ("Café", "cafe"),
        ("Łódź", "lodz"),
        ("borç danışmanlığı", "borc danismanligi"),  # noqa: RUF001 (Turkish)
        ("القابلة", "قابله"),
        ("Мій", "мій"),
    ],
)
def test_what_is_no_umlaut_stays_and_marks_go(written, folded):
    assert fold(written) == folded


def test_hyphens_and_points_part_words():
    assert folded_words("Eltern-Café: U3/OGS") == ["eltern", "cafe", "u3", "ogs"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written", ["Väter-Café für Frauen", "Neue Bäuerin", "Übergröße", "Querflöte Israel", "Ärztin"]
)
def test_the_database_spells_as_the_search_asks(written):
    with connection.cursor() as cursor:
        cursor.execute("SELECT offers_spelling(%s)", [written])
        assert cursor.fetchone() == (fold(written),)


@pytest.mark.parametrize(
    "forms",
    [
        ("hebamme", "hebammen"),
        ("kind", "kinder", "kindern", "kindes"),
        ("vater", "vatern", "vaters"),
        ("beratung", "beratungen"),
        ("frau", "frauen"),
        ("turnen", "turn"),
        ("oma", "omas"),
        ("spielgruppe", "spielgruppen"),
        ("jugendliche", "jugendlichen", "jugendlicher"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("kurs", "kur"), ("haus", "haut"), ("mutter", "mut"), ("beratung", "berater")]
)
def test_other_words_have_other_stems(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("hebammensprechstunde", ["hebamme", "sprechstunde"]),
        ("babyschwimmkurs", ["baby", "schwimm", "kurs"]),
        ("schwangerschaftsgymnastik", ["schwangerschaft", "gymnastik"]),
        ("erziehungsberatungsstelle", ["erziehung", "beratung", "stelle"]),
        ("elterncafe", ["eltern", "cafe"]),
        ("kinderturngruppe", ["kinder", "turnen", "gruppe"]),
        ("papazeit", ["papa", "zeit"]),
        ("grosselternkurs", ["grosseltern", "kurs"]),
        ("geburtsvorbereitungskurs", ["geburt", "vorbereitung", "kurs"]),
        ("nachbarschaftshilfe", ["nachbarschaft", "hilfe"]),
    ],
)
def test_compounds_are_taken_apart(splitter, word, parts):
    assert [stem(part) for part in splitter.split(word)] == [stem(part) for part in parts]


@pytest.mark.parametrize("word", ["mutter", "beratung", "gruppe", "familie", "kinder", "x" * 200, "", "kur"])
def test_a_word_that_is_no_compound_stays_whole(splitter, word):
    assert splitter.split(word) == ()


def test_a_new_word_becomes_a_part_of_compounds():
    splitter = Splitter(["treff"])
    assert splitter.split("griffbereittreff") == ()
    splitter.add("griffbereit")
    assert splitter.split("griffbereittreff") == ("griffbereit", "treff")


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("trotzfase", "trotzphase"),
        ("babischwimmen", "babyschwimmen"),
        ("babymassasche", "babymassage"),
        ("fusbal", "fussball"),
        ("geburtsforbereitung", "geburtsvorbereitung"),
        ("elternkafe", "elterncafe"),
        ("ergoterapie", "ergotherapie"),
        ("wilkommen", "willkommen"),
    ],
)
def test_what_sounds_the_same_is_the_same(heard, meant):
    assert sound(heard) == sound(meant)


def test_other_words_sound_otherwise():
    words = ["hebamme", "babymassage", "fussball", "turnen", "elterncafe", "logopadie", "stillen", "spielen"]
    assert len({sound(word) for word in words}) == len(words)


def test_the_built_in_words_are_many_and_comparable():
    assert len(building_words()) > 400
    assert [word for word in building_words() | stop_words() if word != fold(word)] == []


def test_like_words_stand_for_each_other_both_ways():
    pairs = [(one, other) for one, others in kin().items() for other in others]
    assert [pair for pair in pairs if pair[::-1] not in set(pairs)] == []
    assert {stem("gruppe"), stem("treff")} <= light_stems()


def test_a_long_compound_with_an_unknown_middle_is_known_by_both_ends():
    splitter = Splitter(["schule", "untersuchung", "beratung"])
    assert splitter.known_parts("schuleingangsuntersuchung") == [("untersuchung", True), ("schul", False)]


def test_a_noun_from_a_verb_begins_compounds_without_its_end():
    assert Splitter(["impfung", "beratung"]).split("impfberatung") == ("impfung", "beratung")
