"""What taking an import back would come to, seen through beforehand: at once where it is short, by the process where it is long."""

import pytest

from offers.imports import steps, weighing
from offers.models import Import, Offer
from tests.network.factories import person
from tests.offers.imports import applied, worked
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
ROWS = [{"id": f"k-{number}", "title": f"Kurs {number}", "phone": "1"} for number in range(3)]


@pytest.fixture
def steering(client):
    user = person("steering")
    client.force_login(user)
    return user


@pytest.fixture
def owner(steering):
    """Return an import with its partner: four rows of which one was corrected since, so that the partner stays, too."""
    owner = applied(*ROWS, by=steering)
    Offer.objects.filter(external_id="k-1").update(phone="9")
    return owner


@pytest.fixture
def long(owner, monkeypatch) -> str:
    """Return the address at which that import is taken back, had it more rows than are looked through at once."""
    monkeypatch.setattr(weighing, "AT_ONCE", 3)
    return f"/verwaltung/importe/{owner.pk}/zuruecknehmen/"


def buttons(response) -> list[str]:
    return [text_of(one) for one in parsed(response).findall(".//main//form//button")]


def test_it_is_plain_data_and_changes_nothing(owner, steering):
    found = weighing.weigh(owner, by=steering)
    assert (found["back"], found["gone"], found["stays"], found["more"]) == (0, 2, 2, 0)
    assert [(one["line"], one["label"], one["why"]) for one in found["named"]] == [
        (3, "Kurs 1", ["Seither geändert: Telefon."]),
        (2, "Caritas", ["Wird inzwischen gebraucht: Angebote."]),
    ]
    assert (Import.objects.get().state, Offer.objects.filter(status="archived").count()) == ("applied", 0)


def test_what_stays_is_named_up_to_a_number_and_counted_beyond(owner, steering, monkeypatch):
    monkeypatch.setattr(weighing, "NAMED", 1)
    found = weighing.weigh(owner, by=steering)
    assert (len(found["named"]), found["stays"], found["more"]) == (1, 2, 1)


def test_a_short_import_shows_it_at_once(client, owner):
    assert buttons(client.get(f"/verwaltung/importe/{owner.pk}/zuruecknehmen/")) == ["Import zurücknehmen"]


def test_a_long_one_is_seen_through_by_the_process_first(client, owner, long):
    assert buttons(client.get(long)) == ["Durchsehen, was geschieht"]
    assert client.post(long, {"schritt": "durchsehen"}).url == long
    page = parsed(client.get(long))
    assert text_of(page.find(".//main//p[@role='status']")).startswith("Der Import wird durchgesehen")
    owner = worked(owner)
    assert (owner.state, owner.preview["gone"]) == ("applied", 2)
    response = client.get(long)
    assert buttons(response) == ["Import zurücknehmen", "Noch einmal durchsehen"]
    assert "2 neue Datensätze verschwinden" in text_of(parsed(response).find(".//main"))
    client.post(long)
    assert (worked(owner).state, Offer.objects.filter(status="archived").count()) == ("undone", 2)


def test_what_one_person_saw_through_is_not_shown_to_another(client, owner, long):
    client.post(long, {"schritt": "durchsehen"})
    worked(owner)
    client.force_login(person("steering"))
    assert buttons(client.get(long)) == ["Durchsehen, was geschieht"]


def test_what_happens_after_it_was_seen_through_stays_all_the_same(client, owner, long):
    client.post(long, {"schritt": "durchsehen"})
    worked(owner)
    Offer.objects.filter(external_id="k-2").update(phone="9")
    client.post(long)
    worked(owner)
    assert Offer.objects.filter(status="archived").get().external_id == "k-0"


def test_seeing_it_through_for_an_account_that_is_gone_fails_with_a_reason(owner, steering):
    steps.weigh(owner, by=steering)
    Import.objects.update(undone_by=None)
    owner = worked(owner)
    assert (owner.state, owner.preview, owner.problem) == (
        "applied",
        {},
        "Das Konto, das den Import zurücknehmen wollte, gibt es nicht mehr.",
    )


def test_only_what_is_applied_is_seen_through(owner, steering):
    assert (steps.weigh(owner, by=steering), steps.weigh(owner, by=steering)) == (True, False)
    assert steps.undo(owner, by=steering) is False


def test_the_page_of_a_long_import_costs_the_same_for_few_and_many_rows(client, long, django_assert_max_num_queries):
    client.post(long, {"schritt": "durchsehen"})
    worked(Import.objects.get())
    client.get(long)
    with django_assert_max_num_queries(9):
        client.get(long)
