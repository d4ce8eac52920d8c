"""Planners make, change and delete indices in the workspace."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kit.history import events_of
from monitoring.models import CompositeIndex, IndexClass, IndexExclusion, IndexPart
from tests.monitoring import city
from tests.monitoring.factories import CountFactory, IndexPartFactory, RateFactory
from tests.network.factories import NetworkFactory, person
from tests.sozialraum.factories import DistrictFactory, DistrictLevelFactory, MunicipalityFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = [pytest.mark.usefixtures("municipality"), pytest.mark.django_db]
NEW = "/verwaltung/indizes/neu/"
ROWS = ("parts", "classes", "exclusions")
CLASSES = [{"key": "1", "label": "niedrig", "upper": "0", "attention": "never"}, {"key": "2", "label": "hoch", "upper": "", "attention": "always"}]  # fmt: skip


@pytest.fixture
def planner(client):
    client.force_login(person("planner"))
    return client


def sent(
    index: CompositeIndex | None = None, seen: str = "", rows: dict[str, list[dict]] | None = None, **fields
) -> dict:
    """Return what the form sends: an index with two parts and two classes, or the rows given."""
    own = {"code": "bedarf", "name": "Bedarf", "question": "Wo?", "level": DistrictLevelFactory().pk, "seen": seen}
    own |= {"method": "z", "summing": "sum", "limits": "sd", "min_population": "0", "order": "0"} | fields
    given = {"parts": [], "classes": [], "exclusions": []} | (rows or {})
    for name in ROWS:
        old = sum(1 for row in given[name] if "id" in row)
        own |= {f"{name}-TOTAL_FORMS": len(given[name]), f"{name}-INITIAL_FORMS": old}
        for number, row in enumerate(given[name]):
            own |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    return own


def part(direction: str = "unfavourable", **more) -> dict:
    return {"indicator": RateFactory(direction=direction).pk, "weight": "1", "order": "0"} | more


def address(index: CompositeIndex) -> str:
    return reverse("staff_index", args=[index.pk])


def shown(client, index: CompositeIndex) -> dict:
    """Return what the form of an index sends when nothing is changed."""
    page = parsed(client.get(address(index)))
    data = {}
    for field in page.findall(".//main//form//input"):
        if field.get("type") != "checkbox" or field.get("checked") is not None:
            data[field.get("name")] = field.get("value", "")
    for field in page.findall(".//main//form//select"):
        chosen = field.find(".//option[@selected]")
        data[field.get("name")] = "" if chosen is None else chosen.get("value", "")
    for field in page.findall(".//main//form//textarea"):
        data[field.get("name")] = (field.text or "").strip("\n")
    return data


def test_an_index_is_made_with_all_that_belongs_to_it(planner):
    rows = {
        "parts": [part(weight="0.5"), part("favourable", order="1")],
        "classes": CLASSES,
        "exclusions": [{"district": DistrictFactory().pk, "reason": "Hafen", "year": "2024"}],
    }
    response = planner.post(NEW, sent(rows=rows))
    assert (response.status_code, response.get("Location")) == (302, "/monitoring/indizes/bedarf/")
    made = CompositeIndex.objects.for_computing().get()
    assert [(float(one.weight), one.sign) for one in made.parts.all()] == [(0.5, 1), (1, -1)]
    assert [one.key for one in made.classes.all()] == ["1", "2"]
    assert [(one.reason, one.year) for one in made.exclusions.all()] == [("Hafen", 2024)]


def test_the_empty_form_opens_and_asks_for_what_it_needs(planner):
    assert planner.get(NEW).status_code == 200
    page = parsed(planner.post(NEW, sent(name="", code="", rows={"parts": [part(weight="0")]})))
    assert len(errors(page)) == 2
    assert "Bei den Indikatoren stimmt etwas noch nicht." in text_of(page.find(".//main"))
    assert "Das Gewicht ist größer als 0." in text_of(page.find(".//main"))
    assert CompositeIndex.objects.count() == 0


def test_a_saved_form_without_a_change_changes_nothing(planner):
    town = city.small_town()
    index = town.indices["bedarf"]
    before = [list(model.objects.order_by("pk").values()) for model in (CompositeIndex, IndexPart, IndexClass)]
    assert planner.post(address(index), shown(planner, index)).status_code == 302
    assert [list(model.objects.order_by("pk").values()) for model in (CompositeIndex, IndexPart, IndexClass)] == before


def test_rows_are_changed_and_taken_away(planner):
    index = city.small_town().indices["bedarf"]
    data = shown(planner, index)
    data |= {"name": "Neuer Name", "parts-0-weight": "3", "parts-1-DELETE": "on", "classes-0-public_label": "gut"}
    assert planner.post(address(index), data).status_code == 302
    index.refresh_from_db()
    assert (index.name, [float(one.weight) for one in index.parts.all()]) == ("Neuer Name", [3])
    assert index.classes.first().public_label == "gut"
    assert events_of(IndexPart).objects.filter(index_id=index.pk, pgh_label="delete").count() == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"classes": [{**one, "upper": ""} for one in CLASSES]}, "Zwei Klassen reichen nicht gleich weit; nur die oberste hat keine Grenze."),
        ({"classes": [{**CLASSES[0], "key": "<b>"}]}, "Bitte ein bis acht Buchstaben, Ziffern oder + − / benutzen."),
        ({"exclusions": [{"reason": "Hafen"}]}, "Bitte ein Gebiet oder einen Sozialraum angeben."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_its_row_and_nothing_is_lost(planner, rows, message):
    page = parsed(planner.post(NEW, sent(name="Bleibt stehen", rows=rows)))
    assert message in text_of(page.find(".//main"))
    assert page.find(".//input[@name='name']").get("value") == "Bleibt stehen"
    assert CompositeIndex.objects.count() == 0


def test_rules_of_the_index_itself_are_told_at_their_fields(planner):
    page = parsed(planner.post(NEW, sent(method="fixed", min_population="300", change_years="40")))
    assert errors(page) == [
        "Veränderung über Jahre – Verglichen wird über ein bis zwanzig Jahre.",
        "Basisjahr – Ein Basisjahr gehört zum z-Wert gegenüber einem Basisjahr, und nur zu ihm.",
        "Bevölkerung nach Indikator – Bitte angeben, welcher Indikator die Bevölkerung zählt.",
    ]


def test_what_is_never_valued_is_not_to_be_chosen(planner):
    RateFactory(name="Armut", direction="unfavourable")
    context = CountFactory(name="Menschen")
    page = parsed(planner.get(NEW))
    offered = [text_of(one) for one in page.find(".//select[@name='parts-0-indicator']").iter("option")]
    assert offered == ["–", "Armut (Bevölkerung)"]
    rows = {"parts": [part(indicator=context.pk)]}
    assert "zählt darum in keinem Index" in text_of(parsed(planner.post(NEW, sent(rows=rows))).find(".//main"))


def test_who_saves_after_somebody_else_is_told_and_may_decide(planner):
    index = city.small_town().indices["bedarf"]
    mine = shown(planner, index) | {"name": "Meine Fassung"}
    CompositeIndex.objects.filter(pk=index.pk).update(name="Andere Fassung")
    page = parsed(planner.post(address(index), mine))
    assert errors(page) == [
        "Inzwischen hat jemand anderes diesen Index geändert. Ihre Eingaben stehen noch hier; wenn Sie noch einmal speichern, gelten sie."
    ]
    again = mine | {"seen": page.find(".//input[@name='seen']").get("value")}
    assert planner.post(address(index), again).status_code == 302
    index.refresh_from_db()
    assert index.name == "Meine Fassung"


def test_an_index_is_deleted_and_its_numbers_stay(planner):
    part = IndexPartFactory(index__name="Alt")
    assert planner.get(reverse("staff_index_delete", args=[part.index_id])).status_code == 405
    response = planner.post(reverse("staff_index_delete", args=[part.index_id]), follow=True)
    assert "Der Index „Alt“ ist gelöscht. Die Zahlen seiner Indikatoren bleiben." in response.content.decode()
    assert (CompositeIndex.objects.count(), type(part.indicator).objects.count()) == (0, 1)


@pytest.mark.parametrize(("role", "may"), [("planner", True), ("steering", True), ("coordinator", False)])
def test_who_keeps_the_monitoring_finds_the_way_to_the_form(client, role, may):
    index = city.small_town().indices["bedarf"]
    client.force_login(person(role, **({"network": NetworkFactory()} if role == "coordinator" else {})))
    pages = [client.get(page).content.decode() for page in ("/monitoring/indizes/", "/monitoring/indizes/bedarf/")]
    assert [f'href="{one}"' in page for one, page in zip((NEW, address(index)), pages, strict=True)] == [may, may]


def test_the_form_asks_the_same_of_the_database_for_two_parts_and_for_ten(planner, django_assert_max_num_queries):
    index = city.small_town().indices["bedarf"]
    asked = []
    for more in (0, 8):
        for _part in range(more):
            IndexPartFactory(index=index)
            IndexExclusion.objects.create(index=index, district=DistrictFactory(), reason="Hafen")
        with django_assert_max_num_queries(25) as found:
            assert planner.get(address(index)).status_code == 200
        asked.append(len(found))
    assert asked[0] == asked[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told():
    MunicipalityFactory()
    index = city.small_town().indices["bedarf"]
    clients = [Client(), Client()]
    for one in clients:
        one.force_login(person("planner"))
    data = shown(clients[0], index)
    start, answers = threading.Barrier(2), []

    def save(number: int) -> None:
        start.wait()
        answers.append(clients[number].post(address(index), data | {"name": f"Fassung {number}"}).status_code)
        connection.close()

    threads = [threading.Thread(target=save, args=[number]) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 302]
