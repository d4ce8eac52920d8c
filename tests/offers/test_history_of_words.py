"""The history of the words with which records are described: read by the operators, in the reader of all other histories."""

import pytest
from django.contrib import admin
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.urls import reverse

from kit.terms import TermModel
from offers.history import KINDS
from offers.history.kinds import WORD_LISTS
from offers.models import AgeStep, Guide, Topic
from tests.network.factories import person
from tests.offers.history import edit, new_word, versions
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def operator(client):
    user = person("operator")
    client.force_login(user)
    return user


def told(client, path: str) -> list[list[tuple[str, str]]]:
    """Return of each version on a page, the newest first, what changed as (label, words)."""
    items = parsed(client.get(path)).findall(".//ol[@data-versions]/li")
    pairs = [zip(item.findall(".//dt"), item.findall(".//dd"), strict=True) for item in items]
    return [[(text_of(term), text_of(words)) for term, words in found] for found in pairs]


def test_every_list_of_words_has_a_history():
    lists = {
        model
        for model in admin.site._registry
        if issubclass(model, TermModel) and model._meta.app_label != "monitoring"
    }
    # A page for a situation has words of its own, and its own history.
    assert lists - {Guide} == set(WORD_LISTS.values())


@pytest.mark.parametrize("code", WORD_LISTS)
def test_whoever_renames_a_word_leaves_a_version(client, operator, code):
    word = new_word(KINDS[code].model, name="Alt")
    edit(word, name="Neu")
    assert told(client, f"/verwaltung/verlauf/{code}/{word.pk}/") == [[("Bezeichnung", "„Alt“ → „Neu“")], []]


def test_the_administration_leads_to_it_and_names_who_changed_a_word(client, operator):
    topic = new_word(Topic, name="Schlaf")
    change = reverse("admin:offers_topic_change", args=[topic.pk])
    sent = {"code": topic.code, "name": "Schlaf und Ruhe", "order": 0, "field_of_action": topic.field_of_action_id}
    client.post(change, sent)
    page = parsed(client.get(reverse("admin:offers_topic_history", args=[topic.pk]), follow=True))
    newest = page.findall(".//ol[@data-versions]/li")[0]
    assert text_of(newest.find(".//span[@class='meta']")) == f"{operator}, Administration"


def test_ages_and_the_word_above_are_told_as_people_say_them(client, operator):
    step, topic = new_word(AgeStep), new_word(Topic)
    field = new_word(type(topic.field_of_action), name="Gesundheit")
    edit(step, ages=NumericRange(12, 36))
    edit(topic, field_of_action=field)
    assert told(client, f"/verwaltung/verlauf/altersschritte/{step.pk}/")[0] == [
        ("Alter in Monaten", "„für Kinder unter 1 Jahr“ → „für Kinder von 1 bis unter 3 Jahren“")
    ]
    assert told(client, f"/verwaltung/verlauf/themen/{topic.pk}/")[0] == [
        ("Handlungsfeld", "„Ein Wort“ → „Gesundheit“")
    ]


def test_an_earlier_version_is_read_and_never_brought_back(client, operator):
    topic = new_word(Topic, name="Alt")
    edit(topic, name="Neu")
    newest, first = versions(topic)
    path = reverse("record_version", args=["themen", topic.pk, first.key])
    page = parsed(client.get(path))
    sent = client.post(path, {"stand": newest.key})
    topic.refresh_from_db()
    assert (page.findall(".//main//form"), sent.status_code, topic.name) == ([], 404, "Neu")


@pytest.mark.parametrize("role", ["steering", "planner"])
def test_to_all_others_there_is_no_such_history(client, role):
    topic = new_word(Topic)
    client.force_login(person(role))
    assert client.get(f"/verwaltung/verlauf/themen/{topic.pk}/").status_code == 404
