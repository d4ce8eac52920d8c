"""What the example city offers: rules of content that no constraint can hold."""

import json
import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connection

from offers.example_city.load import FOLDER, load_city
from offers.models import Entry, Reach
from sozialraum.models import District

OFFER_FILES = sorted(FOLDER.glob("offers_*.toml"))
FIRST_LINE = "# Beispieldaten: erfundene Zeiten, Preise und Kontakte"
FICTITIOUS_PHONE = re.compile(r"(0221 4710-\d{3}|030 23125-\d{3})")
EXAMPLE_URL = re.compile(r"https://www\.example\.org/[a-z0-9/-]*")
PERSON = re.compile(r"\b(Frau|Herrn?|Dr\.|Prof\.) [A-ZÄÖÜ]")
# Words that put people in a box, and words of offices that no tired parent reads.
HURTFUL = (
    "sozial schwach|bildungsfern|problemfamil|brennpunkt|ausländer|hartz|risikofamil|verhaltensauff|migrationshinter"
    "|flüchtling|asylant|sorgenkind|schwer erziehbar|überfordert|junkie|leidet an|rollstuhl gefesselt|unterschicht"
    "|versager|benachteiligt|bedürftig|behinderte\\b|taubstumm|zigeuner|asozial|normale familie"
)
OFFICIAL = (
    "niedrigschwellig|prävent|klient|adressat|resilienz|partizipation|aufsuchend|\\bsgb\\b|multiplikator|sozialraum"
    "|ressource|maßnahme|intervention|erziehungsberechtigt|personensorge|zielgruppe|setting|kompetenz|bedarfsgerecht"
)
FAMILIAR = r"\b(du|dein\w*|dir|euch|euer\w*)\b"


def tables(name: str) -> dict[str, list[dict]]:
    return tomllib.loads((FOLDER / name).read_text("utf8"))


def offers_in(path: Path) -> list[dict]:
    return tables(path.name)["offer"]


OFFERS = [offer for path in OFFER_FILES for offer in offers_in(path)]
PUBLISHED = [offer for offer in OFFERS if offer.get("status", "published") == "published"]
WORDS = tables("taxonomies.toml")
FACILITIES = {facility["slug"]: facility for facility in tables("facilities.toml")["facility"]}
SPACES = {space["code"]: space["districts"] for space in tables("social_spaces.toml")["social_space"]}
DISTRICTS = {
    feature["properties"]["code"]: feature["properties"]["borough"]
    for feature in json.loads((FOLDER / "districts.geojson").read_text("utf8"))["features"]
}


def codes(table: str) -> set[str]:
    return {word["code"] for word in WORDS[table]}


def used(key: str) -> Counter[str]:
    values = (offer.get(key, []) for offer in OFFERS)
    return Counter(code for value in values for code in ([value] if isinstance(value, str) else value))


def text_of(offer: dict) -> str:
    keys = ("title", "summary", "description", "place_note", "time_note", "cost_note", "registration_note")
    return "\n".join(offer.get(key, "") for key in keys)


def held_in(offer: dict) -> str | None:
    return FACILITIES[offer["facility"]]["district"] if "facility" in offer else offer.get("district")


def reached(offer: dict) -> set[str]:
    """Return the codes of the districts that an offer names, by its place or its catchment."""
    named = set(offer.get("catchment", []))
    for space in offer.get("social_spaces", []):
        named |= set(SPACES[space])
    return {code for code, borough in DISTRICTS.items() if code in named | {held_in(offer)} or borough in named}


def titles(offers: list[dict]) -> list[str]:
    return [offer["title"] for offer in offers]


def found(pattern: str, offers: list[dict] = OFFERS) -> list[tuple[str, str]]:
    """Return the titles of the offers whose words match `pattern`, each with the match."""
    matches = ((offer["title"], re.search(pattern, text_of(offer), re.IGNORECASE)) for offer in offers)
    return [(title, match.group()) for title, match in matches if match]


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", sorted(set(WORDS) - {"life_phase", "language"}))
def test_codes_read_well_in_an_address(table):
    assert [code for code in codes(table) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []


@pytest.mark.parametrize("table", sorted(WORDS))
def test_no_word_stands_twice(table):
    names = [word["name"] for word in WORDS[table]]
    assert (len(set(names)), len(codes(table))) == (len(names), len(names))


def test_age_steps_are_those_of_the_addresses_and_leave_no_gap():
    steps = WORDS["age_step"]
    assert [step["code"] for step in steps] == [
        "schwangerschaft",
        "0-3-monate",
        "4-12-monate",
        "1-jahr",
        "2-jahre",
        "3-5-jahre",
        "6-9-jahre",
        "10-13-jahre",
        "14-17-jahre",
    ]
    assert [a["ages"][1] for a, _b in pairwise(steps)] == [b["ages"][0] for _a, b in pairwise(steps)]
    assert (steps[0]["ages"][0], steps[-1]["ages"][1]) == (-9, 216)


def test_life_phases_run_from_pregnancy_to_the_first_job_without_gap():
    phases = WORDS["life_phase"]
    assert [a["ages"][1] for a, _b in pairwise(phases)] == [b["ages"][0] for _a, b in pairwise(phases)]
    assert (phases[0]["ages"][0], phases[-1]["ages"][1]) == (-9, 324)
    assert [phase["code"] for phase in phases if not phase.get("is_active", True)] == ["young_adult"]


def test_ways_to_an_offer_are_those_of_the_addresses():
    modes = {
        mode["code"]: (mode.get("comes_home", False), mode.get("is_remote", False)) for mode in WORDS["access_mode"]
    }
    assert modes == {
        "vor-ort": (False, False),
        "zuhause": (True, False),
        "online": (False, True),
        "telefon": (False, True),
    }


@pytest.mark.parametrize("table", ["topic", "target_group", "life_situation", "offer_type"])
def test_no_word_puts_people_in_a_box(table):
    names = [word["name"] for word in WORDS[table]]
    assert [name for name in names if re.search(f"{HURTFUL}|armut|arme |problem", name, re.IGNORECASE)] == []


def test_topics_can_be_listed_with_commas():
    assert [topic["name"] for topic in WORDS["topic"] if "," in topic["name"]] == []


def test_every_type_programme_and_life_situation_is_lived_somewhere():
    assert codes("offer_type") - set(used("type")) == set()
    assert codes("programme") - set(used("programme")) == set()
    assert codes("life_situation") - set(used("life_situations")) == set()
    assert codes("topic") - set(used("topics")) == set()
    assert codes("target_group") - set(used("target_groups")) == set()


# --- what and where ---------------------------------------------------------------------------------------------------


def test_there_is_enough_to_choose_from():
    assert len(PUBLISHED) >= 320


@pytest.mark.parametrize("path", OFFER_FILES, ids=lambda path: path.stem)
def test_every_file_says_first_that_it_is_invented(path):
    assert path.read_text("utf8").startswith(FIRST_LINE)


def test_no_title_stands_twice():
    assert [title for title, count in Counter(titles(OFFERS)).items() if count > 1] == []


def test_ages_are_whole_and_within_27_years():
    def is_valid(offer: dict) -> bool:
        if offer.get("all_ages"):
            return "ages" not in offer
        low, high = offer["ages"]
        return low < high and (low == -9 or low >= 0) and high <= 325

    assert [offer["title"] for offer in OFFERS if not is_valid(offer)] == []


def test_every_district_is_reached_and_two_without_a_place_only_from_elsewhere():
    assert set(DISTRICTS) - {code for offer in PUBLISHED for code in reached(offer)} == set()
    assert set(DISTRICTS) - {held_in(offer) for offer in PUBLISHED} == {"110", "301"}


def test_supply_is_uneven_as_in_real_life():
    held = Counter(held_in(offer) for offer in PUBLISHED)
    centres = ["101", "103", "303", "304", "313"]
    villages = ["204", "210", "314", "404", "407"]
    assert min(held[code] for code in centres) > 3 * max(held[code] for code in villages)


def test_a_list_is_not_filled_with_what_serves_the_whole_city():
    everywhere = [offer for offer in PUBLISHED if offer.get("citywide")]
    at_home = [offer for offer in PUBLISHED if "zuhause" in offer["access"]]
    assert 0.08 < len(everywhere) / len(PUBLISHED) < 0.18
    assert 0.05 < len(at_home) / len(PUBLISHED) < 0.12


def test_what_has_no_place_says_how_it_reaches_families():
    def is_reachable(offer: dict) -> bool:
        return bool(reached(offer)) or offer.get("citywide", False) or "zuhause" in offer["access"]

    assert [offer["title"] for offer in OFFERS if not is_reachable(offer)] == []


def test_a_confidential_place_tells_no_street():
    hidden = [offer for offer in OFFERS if offer.get("confidential")]
    assert len(hidden) >= 3
    assert [offer["title"] for offer in hidden if "street" in offer or "point" in offer] == []


@pytest.mark.parametrize("phase", WORDS["life_phase"], ids=lambda phase: phase["code"])
def test_every_phase_of_life_has_its_offers(phase):
    start, end = phase["ages"]
    own = [o for o in PUBLISHED if not o.get("all_ages") and o["ages"][0] < end and start < o["ages"][1]]
    assert len(own) >= 25


def test_working_parents_and_fathers_find_something():
    times = {offer["title"]: " ".join(offer.get("schedules", [])) for offer in PUBLISHED}
    assert sum(" sa " in text for text in times.values()) >= 30
    assert sum(bool(re.search(r" (17|18|19|20):\d\d-", text)) for text in times.values()) >= 40
    assert used("gender_focus")["fathers"] >= 5


def test_many_languages_are_spoken():
    spoken = used("languages")
    assert [
        language for language in ("tr", "ar", "uk", "ru", "pl", "bg", "ro", "fa", "en") if spoken[language] < 5
    ] == []
    assert sum(1 for count in spoken.values() if count) >= 20


# --- how it reads -----------------------------------------------------------------------------------------------------


def test_texts_have_the_length_of_a_card_and_a_page():
    limits = {
        "title": 160,
        "summary": 300,
        "place_note": 160,
        "time_note": 200,
        "cost_note": 200,
        "registration_note": 200,
    }
    long = [
        (offer["title"], key) for offer in OFFERS for key, limit in limits.items() if len(offer.get(key, "")) > limit
    ]
    assert long == []


def test_descriptions_are_two_to_six_sentences():
    ends = {offer["title"]: len(re.findall(r"[.!?][“\"]?(?=\s|$)", offer["description"])) for offer in OFFERS}
    assert {title: count for title, count in ends.items() if not 2 <= count <= 6} == {}


def test_no_text_hurts_anybody():
    assert found(HURTFUL) == []


def test_families_read_no_words_of_offices():
    public = [offer for offer in OFFERS if offer.get("visibility", "public") == "public"]
    assert found(OFFICIAL, public) == []


def test_everybody_is_addressed_politely():
    assert found(FAMILIAR) == []


def test_nobody_is_named():
    assert [offer["title"] for offer in OFFERS if PERSON.search(text_of(offer))] == []


def test_no_sentence_was_copied_from_another_offer():
    sentences = Counter(
        sentence
        for offer in OFFERS
        for sentence in re.split(r"(?<=[.!?])\s+", f"{offer['summary']} {offer['description']}")
        if len(sentence) > 40
    )
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


# --- what a family needs to go there ----------------------------------------------------------------------------------


def test_everybody_can_be_asked_and_nobody_real_is_called():
    contacts = [(offer["title"], offer.get("phone", ""), offer.get("email", "")) for offer in OFFERS]
    assert [title for title, phone, email in contacts if not (phone or email)] == []
    assert [title for title, phone, _email in contacts if phone and not FICTITIOUS_PHONE.fullmatch(phone)] == []
    assert [title for title, _phone, email in contacts if email and not email.endswith("@example.org")] == []


def test_links_lead_nowhere_real():
    links = [offer[key] for offer in OFFERS for key in ("url", "registration_url") if key in offer]
    assert len(links) >= 30
    assert [link for link in links if not EXAMPLE_URL.fullmatch(link)] == []


def test_every_offer_says_when():
    keys = ("schedules", "by_arrangement", "time_note")
    assert [offer["title"] for offer in PUBLISHED if not any(offer.get(key) for key in keys)] == []


def test_what_costs_money_says_how_much_and_what_is_free_asks_for_none():
    paid = [offer for offer in PUBLISHED if offer["cost"] != "free"]
    assert [offer["title"] for offer in paid if not offer.get("cost_note")] == []
    free = [offer for offer in PUBLISHED if offer["cost"] == "free"]
    assert [offer["title"] for offer in free if re.search(r"\d+ Euro", offer.get("cost_note", ""))] == []
    assert len(free) > 2 * len(paid)


def test_most_was_confirmed_within_a_year_and_some_was_not():
    days = [offer["confirmed_days_ago"] for offer in PUBLISHED]
    assert 0.01 < sum(age > 365 for age in days) / len(days) < 0.08
    assert min(days) >= 0


def test_some_offers_are_overdue_and_one_is_hidden():
    days = [offer["confirmed_days_ago"] for offer in PUBLISHED]
    assert (sum(365 < age <= 395 for age in days) > 5, sum(age > 395 for age in days)) == (True, 1)


def test_every_state_of_an_offer_can_be_seen():
    states = Counter(offer.get("status", "published") for offer in OFFERS)
    assert set(states) == {"published", "draft", "expired"}
    assert used("visibility")["professionals"] >= 4


# --- as the search finds them -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_search_finds_something_near_in_every_district():
    load_city()
    with connection.cursor() as cursor:
        # What a commit would do; a test's transaction never commits.
        cursor.execute("SET CONSTRAINTS offers_freshen IMMEDIATE")
    public = [offer for offer in PUBLISHED if offer.get("visibility", "public") == "public"]
    assert Entry.objects.count() == len(public)
    areas = [f"district:{pk}" for pk in District.objects.for_families().values_list("pk", flat=True)]
    assert len(areas) == len(DISTRICTS)
    near = Counter(Reach.objects.filter(area__in=areas, is_everywhere=False).values_list("area", flat=True))
    assert [area for area in areas if near[area] < 6] == []
