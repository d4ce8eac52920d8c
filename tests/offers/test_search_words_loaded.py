"""The words that the search comes with: brought into any town, and never over what its staff have written."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from kit.history import through
from offers.actions.search_words import FILE, Loaded, groups_of_the_file, load_search_words
from offers.actions.word_groups import delete_word_group, save_word_group, state_of
from offers.models import WordGroup
from tests.network.factories import UserFactory
from tests.offers.factories import OfferFactory, WordGroupFactory
from tests.sozialraum.html import parsed, text_of

BASE = "/verwaltung/suchwoerter/"
ALL = len(list(groups_of_the_file()))


@pytest.fixture
def loaded(db):
    call_command("load_search_words", verbosity=0)


def again() -> Loaded:
    with through("search_words"):
        return load_search_words()


def changed_by_staff(name: str, /, **values) -> WordGroup:
    group = WordGroup.objects.get(name=name)
    seen = state_of(group)
    for field, value in values.items():
        setattr(group, field, value)
    save_word_group(group=group, seen=seen, by=UserFactory())
    return group


@pytest.mark.django_db
def test_the_command_brings_in_every_group_and_says_so(capsys):
    call_command("load_search_words")
    said = f"Wortgruppen: {ALL} angelegt, 0 geändert, 0 unverändert, 0 von Ihnen gepflegt und so gelassen\n"
    assert (capsys.readouterr().out, WordGroup.objects.count()) == (said, ALL)


def test_a_second_call_changes_nothing(loaded):
    assert again() == Loaded(0, 0, ALL, 0)


def test_what_families_say_is_found_in_a_town_that_is_not_the_example(client, municipality, loaded):
    OfferFactory(title="Schuldnerberatung")
    page = parsed(client.get("/angebote/?q=Geldsorgen"))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")] == ["Schuldnerberatung"]


def test_a_group_of_an_older_file_is_brought_to_this_one(loaded):
    with through("search_words"):
        WordGroup.objects.filter(name="Schulden").update(said=["Geldsorgen"])
    assert (again(), len(WordGroup.objects.get(name="Schulden").said) > 1) == (Loaded(0, 1, ALL - 1, 0), True)


def test_a_group_that_staff_have_changed_stays_theirs(loaded):
    changed_by_staff("Schulden", said=["Miese"])
    assert (again(), WordGroup.objects.get(name="Schulden").said) == (Loaded(0, 0, ALL - 1, 1), ["Miese"])


def test_a_group_that_staff_have_renamed_does_not_come_a_second_time(loaded):
    changed_by_staff("Schulden", name="Geld")
    assert (again(), WordGroup.objects.filter(name="Schulden").exists()) == (Loaded(0, 0, ALL - 1, 1), False)


def test_a_group_that_staff_have_deleted_stays_away(loaded):
    delete_word_group(group=WordGroup.objects.get(name="Schulden"), by=UserFactory())
    assert (again(), WordGroup.objects.filter(name="Schulden").exists()) == (Loaded(0, 0, ALL - 1, 1), False)


@pytest.mark.django_db
def test_a_group_of_the_same_name_that_staff_wrote_before_stays_theirs():
    WordGroupFactory(name="Schulden", said=["Miese"])
    assert (again(), WordGroup.objects.get(name="Schulden").said) == (Loaded(ALL - 1, 0, 0, 1), ["Miese"])


@pytest.mark.django_db
def test_the_list_without_groups_offers_them_and_takes_them_over(client, steering):
    forms = [form.get("action") for form in parsed(client.get(BASE)).findall(".//form[@method='post']")]
    answer = client.post(f"{BASE}mitgelieferte/", follow=True)
    said = f"{ALL} mitgelieferte Wortgruppen sind neu dabei." in text_of(parsed(answer))
    assert (f"{BASE}mitgelieferte/" in forms, said, WordGroup.objects.count()) == (True, True, ALL)


def test_a_second_click_says_that_they_are_there(client, loaded, steering):
    said = text_of(parsed(client.post(f"{BASE}mitgelieferte/", follow=True)))
    assert ("Alle mitgelieferten Wortgruppen sind schon da." in said, f"{BASE}mitgelieferte/" in said) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_them_over_at_once_bring_in_each_group_once():
    done = []

    def take_over() -> None:
        done.append(again())
        connection.close()

    both = [threading.Thread(target=take_over) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert (sorted(one.created for one in done), WordGroup.objects.count()) == ([0, ALL], ALL)


def test_the_file_lies_where_every_installation_has_it():
    assert FILE.is_file()
