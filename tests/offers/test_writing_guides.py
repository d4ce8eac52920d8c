"""Pages for situations: who writes them, and two who write at once."""

import threading

import pytest
from django.db import connection

from offers.actions.guides import GuideChangedError, save_guide, version_of_guide
from offers.models import Guide
from tests.network.factories import PartnerFactory, person
from tests.offers.factories import GuideFactory, TopicFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = "/verwaltung/lebenslagen/"
TOLD = {
    "name": "Trennung",
    "lead": "Sie sind nicht allein.",
    "text": "Eine Trennung tut weh.",
    "steps": "Anrufen",
    "order": "5",
}


def shown(page) -> dict[str, str]:
    """Return the values of the form's hidden fields."""
    fields = page.findall(".//main//form//input[@type='hidden']")
    return {one.get("name"): one.get("value") for one in fields}


def test_the_steering_writes_a_page_that_families_read(client, steering):
    topic = TopicFactory(name="Familie")
    answer = client.post(f"{LIST}neu/", TOLD | {"topics": topic.pk, "is_shown": "on", "version": ""})
    guide = Guide.objects.get()
    assert (answer.url, guide.code, list(guide.topics.all())) == (LIST, "trennung", [topic])
    assert "Sie sind nicht allein." in client.get("/lebenslagen/trennung/").content.decode()


def test_a_page_keeps_its_address_when_its_name_changes_and_two_names_have_two(client, steering):
    guide = GuideFactory(code="trennung", name="Trennung")
    page = parsed(client.get(f"{LIST}{guide.pk}/"))
    client.post(f"{LIST}{guide.pk}/", TOLD | {"name": "Neuanfang", "version": shown(page)["version"]})
    client.post(f"{LIST}neu/", TOLD | {"version": ""})
    assert list(Guide.objects.order_by("pk").values_list("code", "name", "is_shown")) == [
        ("trennung", "Neuanfang", False),
        ("trennung-2", "Trennung", False),
    ]


@pytest.mark.parametrize("name", ["name", "lead", "text", "steps"])
def test_what_is_missing_is_asked_for_and_nothing_is_lost(client, steering, name):
    page = parsed(client.post(f"{LIST}neu/", TOLD | {name: "  ", "version": ""}))
    assert [error.partition(" – ")[2] for error in errors(page)] == ["Dieses Feld ist zwingend erforderlich."]
    kept = "lead" if name != "lead" else "name"
    assert page.find(f".//input[@id='id_{kept}']").get("value") == TOLD[kept]
    assert not Guide.objects.exists()


def test_nobody_writes_over_another_s_work_unseen(client, steering):
    guide = GuideFactory()
    seen = shown(parsed(client.get(f"{LIST}{guide.pk}/")))["version"]
    Guide.objects.filter(pk=guide.pk).update(lead="Von jemand anderem.")
    page = parsed(client.post(f"{LIST}{guide.pk}/", TOLD | {"version": seen}))
    assert "Jemand anderes hat diese Seite gerade geändert." in " ".join(errors(page))
    assert page.find(".//input[@id='id_lead']").get("value") == TOLD["lead"]
    client.post(f"{LIST}{guide.pk}/", TOLD | {"version": shown(page)["version"]})
    assert Guide.objects.get().lead == TOLD["lead"]


@pytest.mark.parametrize("role", ["planner", "operator", "partner_lead"])
def test_only_steering_and_operators_write(client, role):
    guide = GuideFactory()
    client.force_login(person(role, **({"partner": PartnerFactory()} if role == "partner_lead" else {})))
    expected = 200 if role == "operator" else 403
    assert [client.get(path).status_code for path in (LIST, f"{LIST}neu/", f"{LIST}{guide.pk}/")] == [expected] * 3


def test_a_page_that_is_not_there_is_not_found(client, steering):
    assert client.get(f"{LIST}999999/").status_code == 404


@pytest.mark.parametrize("number", [0, 20])
def test_the_list_asks_the_database_equally_often(client, steering, django_assert_max_num_queries, number):
    for place in range(number):
        GuideFactory(code=f"seite-{place}")
    with django_assert_max_num_queries(15):
        page = parsed(client.get(LIST))
    assert ("Noch ist keine Seite geschrieben." in text_of(page.find(".//main"))) == (number == 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_hears_of_the_other():
    guide, user, barrier = GuideFactory(), person("steering"), threading.Barrier(2)
    version, outcomes = version_of_guide(guide), []
    texts = {"name": "Neu", "text": "Text", "steps": "Schritt", "order": 1, "is_shown": True}

    def save(lead: str) -> None:
        barrier.wait(timeout=10)
        try:
            save_guide(pk=guide.pk, texts=texts | {"lead": lead}, links={}, version=version, by=user)
            outcomes.append("gespeichert")
        except GuideChangedError:
            outcomes.append("gewarnt")
        connection.close()

    threads = [threading.Thread(target=save, args=[lead]) for lead in ("Eins", "Zwei")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["gespeichert", "gewarnt"]
