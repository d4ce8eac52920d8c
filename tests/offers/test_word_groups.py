"""The thesaurus of the search as staff keep it."""

import threading

import pytest
from django.db import connection

from kit.history import events_of
from offers.actions.word_groups import ChangedMeanwhileError, save_word_group, state_of
from offers.models import WordGroup
from tests.network.factories import NetworkFactory, PartnerFactory, UserFactory, person
from tests.offers.factories import OfferFactory, WordGroupFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipality")]
BASE = "/verwaltung/suchwoerter/"


def sent(**more: str) -> dict[str, str]:
    return {
        "name": "Schulden",
        "said": "Geldsorgen\r\nkein Geld",
        "said_elsewhere": "borç",
        "meant": "Schuldnerberatung",
    } | more


def seen(client, group: WordGroup) -> str:
    return parsed(client.get(f"{BASE}{group.pk}/")).find(".//input[@name='seen']").get("value")


def names(client, query: str = "") -> list[str]:
    return [text_of(cell) for cell in parsed(client.get(BASE + query)).findall(".//tbody/tr/th")]


def table(answer) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in parsed(answer).findall(".//tbody/tr")]


def test_a_group_is_entered_in_lines_and_listed(client, steering):
    answer = client.post(f"{BASE}neu/", sent(said=" Geldsorgen \r\n\r\nkein  Geld\nGeldsorgen"))
    group = WordGroup.objects.get()
    assert (answer.url, group.said, group.said_elsewhere, group.meant, names(client)) == (
        BASE,
        ["Geldsorgen", "kein Geld"],
        ["borç"],
        ["Schuldnerberatung"],
        ["Schulden"],
    )


def test_the_next_search_finds_by_it(client, steering):
    OfferFactory(title="Schuldnerberatung")
    client.get("/angebote/?q=Geldsorgen")
    client.post(f"{BASE}neu/", sent())
    page = parsed(client.get("/angebote/?q=Geldsorgen"))
    assert [text_of(one) for one in page.findall(".//ol[@id='ergebnisse']/li/h2")] == ["Schuldnerberatung"]


def test_the_preview_tells_what_would_change_and_saves_nothing(client, steering):
    OfferFactory(title="Schuldnerberatung")
    answer = client.post(f"{BASE}neu/", sent(vorschau="1"))
    assert (table(answer), WordGroup.objects.count()) == (
        [
            ["Geldsorgen", "nichts", "Schuldnerberatung", "neu: Schuldnerberatung"],
            ["kein Geld", "nichts", "Schuldnerberatung", "neu: Schuldnerberatung"],
            ["borç", "nichts", "Schuldnerberatung", "neu: Schuldnerberatung"],
        ],
        0,
    )


def test_the_preview_of_a_change_tells_what_goes_and_keeps_what_was_written(client, steering):
    OfferFactory(title="Schuldnerberatung")
    OfferFactory(title="Sparkurs")
    group = WordGroupFactory()
    answer = client.post(
        f"{BASE}{group.pk}/",
        sent(said="Geldsorgen", said_elsewhere="", meant="Sparkurs", vorschau="1", seen=seen(client, group)),
    )
    told = ["Geldsorgen", "Schuldnerberatung", "Sparkurs", "neu: Sparkursnicht mehr vorn: Schuldnerberatung"]
    written = text_of(parsed(answer).find(".//textarea[@name='meant']"))
    assert (table(answer), written, WordGroup.objects.get().meant) == ([told], "Sparkurs", ["Schuldnerberatung"])


def test_a_group_is_changed_and_its_history_tells_by_whom(client, steering):
    group = WordGroupFactory()
    client.post(f"{BASE}{group.pk}/", sent(meant="Sparkurs\nHaushaltsbuch", seen=seen(client, group)))
    new = ["Sparkurs", "Haushaltsbuch"]
    changes = events_of(WordGroup).objects.filter(pgh_label="update")
    told = [event.pgh_context.metadata["user"] for event in changes]
    assert (WordGroup.objects.get().meant, told) == (new, [steering.pk])


def test_who_comes_second_changes_nothing_and_is_told(client, steering):
    group = WordGroupFactory()
    old = seen(client, group)
    WordGroup.objects.update(meant=["Anderes"])
    answer = client.post(f"{BASE}{group.pk}/", sent(seen=old))
    said = "Jemand anderes hat diese Wortgruppe inzwischen geändert."
    assert (said in text_of(parsed(answer)), WordGroup.objects.get().meant) == (True, ["Anderes"])


@pytest.mark.parametrize(
    ("field", "written", "sentence"),
    [
        ("name", "", "Dieses Feld ist zwingend erforderlich."),
        ("said", " \r\n ", "Dieses Feld ist zwingend erforderlich."),
        ("meant", "", "Dieses Feld ist zwingend erforderlich."),
        ("said", "x" * 81, f"„{'x' * 30} …“ ist zu lang: höchstens 80 Zeichen je Zeile."),
        ("meant", "\n".join(map(str, range(101))), "Bitte höchstens 100 Zeilen."),
    ],
    ids=["no name", "nothing said", "nothing meant", "long line", "many lines"],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(client, steering, field, written, sentence):
    answer = client.post(f"{BASE}neu/", sent(**{field: written}))
    page = parsed(answer)
    told = page.find(f".//*[@id='id_{field}_error']")
    kept = text_of(page.find(".//textarea[@name='said_elsewhere']"))
    assert (sentence in text_of(told), kept, WordGroup.objects.count()) == (True, "borç", 0)


def test_two_groups_of_one_name_are_refused(client, steering):
    WordGroupFactory(name="Schulden")
    assert (client.post(f"{BASE}neu/", sent()).status_code, WordGroup.objects.count()) == (200, 1)


def test_groups_are_found_by_each_of_their_words(client, steering):
    WordGroupFactory(name="A", said=["Geldsorgen"], said_elsewhere=["borç"], meant=["Schuldnerberatung"])
    WordGroupFactory(name="B", said=["Baby weint"], meant=["Schreiambulanz"])
    found = [names(client, f"?q={word}") for word in ("geldsorgen", "borç", "Ambulanz", "B", "xyz", "%")]
    assert found == [["A"], ["A"], ["B"], ["A", "B"], [], []]


def test_a_deleted_group_leads_nowhere_any_more(client, steering):
    group = WordGroupFactory()
    answer = client.post(f"{BASE}{group.pk}/loeschen/")
    assert (answer.url, WordGroup.objects.count()) == (BASE, 0)


def test_without_groups_the_list_says_what_the_search_does(client, steering):
    said = [text_of(one) for one in parsed(client.get(BASE)).findall(".//p[@class='empty-title']")]
    assert said == ["Noch gibt es keine Wortgruppe."]


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_costs_the_same_for_few_and_many(client, steering, django_assert_max_num_queries, number):
    WordGroupFactory.create_batch(number)
    with django_assert_max_num_queries(12):
        client.get(BASE)


@pytest.mark.parametrize(
    ("role", "status"), [("coordinator", 200), ("steering", 200), ("planner", 403), ("partner_editor", 403)]
)
def test_who_coordinates_keeps_the_words(client, role, status):
    where = {"coordinator": {"network": NetworkFactory}, "partner_editor": {"partner": PartnerFactory}}.get(role, {})
    client.force_login(person(role, **{name: make() for name, make in where.items()}))
    assert client.get(BASE).status_code == status


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_refused():
    group, by = WordGroupFactory(), UserFactory()
    before, barrier, refused = state_of(group), threading.Barrier(2), []

    def change(word: str) -> None:
        mine = WordGroup.objects.get(pk=group.pk)
        mine.meant = [word]
        barrier.wait(5)
        try:
            save_word_group(group=mine, seen=before, by=by)
        except ChangedMeanwhileError:
            refused.append(word)
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=[word]) for word in ("Eins", "Zwei")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (len(refused), WordGroup.objects.get().meant != refused) == (1, True)
