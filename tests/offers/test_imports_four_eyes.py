"""Four eyes on imports: whoever uploaded a table does not apply it where the municipality wants a second person."""

import threading

import pytest
from django.db import connection

from offers.history import kind_of, versions_of
from offers.imports import approving, steps
from offers.models import Import, Offer
from offers.permissions import imports_of, judges_of
from sozialraum.models import Municipality
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory, RoleFactory, UserFactory, person
from tests.offers.imports import applied, checked, uploaded, worked
from tests.sozialraum.html import errors, parsed, text_of

LIST = "/verwaltung/importe/"
ROW = {"id": "k-1", "title": "Krabbelgruppe", "phone": "0211 1"}


@pytest.fixture(autouse=True)
def four_eyes(municipality):
    Municipality.objects.update(four_eyes=True)


@pytest.fixture
def uploader():
    return RoleFactory(user=UserFactory(name="Kim Beispiel"), role="steering").user


@pytest.fixture
def second():
    return RoleFactory(user=UserFactory(name="Toni Muster"), role="steering").user


@pytest.fixture
def owner(uploader):
    return checked(uploaded(ROW, by=uploader))


def said(client, owner) -> str:
    return text_of(parsed(client.get(f"{LIST}{owner.pk}/")).find(".//main"))


def buttons(client, owner) -> list[str]:
    page = parsed(client.get(f"{LIST}{owner.pk}/"))
    return [text_of(one) for one in page.findall(".//main//*[@class]") if "button" in one.get("class").split()]


def on_the_board(client) -> dict[str, str]:
    links = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
    return {text_of(link): link.get("href") for link in links if "Import" in text_of(link)}


def test_who_uploaded_a_table_does_not_apply_it(owner, uploader):
    assert steps.apply(owner, by=uploader) is False
    approving.propose(owner, by=uploader)
    assert (steps.apply(owner, by=uploader), worked(owner).state, Offer.objects.count()) == (False, "checked", 0)


def test_nobody_applies_what_was_not_laid_before_them(owner, second):
    assert (steps.apply(owner, by=second), worked(owner).state) == (False, "checked")


def test_somebody_else_applies_what_was_laid_before_them(owner, uploader, second):
    assert approving.propose(owner, by=uploader) is True
    assert steps.apply(owner, by=second) is True
    owner = worked(owner)
    assert (owner.state, owner.applied_by, Offer.objects.get().title) == ("applied", second, "Krabbelgruppe")


def test_a_table_that_is_checked_anew_has_to_be_laid_before_others_again(owner, uploader, second):
    approving.propose(owner, by=uploader)
    steps.choose(owner, columns=owner.columns, constants={"phone": "1"})
    owner = worked(owner)
    assert (owner.proposed_at, steps.apply(owner, by=second)) == (None, False)


def test_without_the_wish_for_four_eyes_one_person_is_enough(owner, uploader):
    approving.propose(owner, by=uploader)
    Municipality.objects.update(four_eyes=False)
    assert steps.apply(owner, by=uploader) is True
    owner = worked(owner)
    assert (owner.state, owner.applied_by, owner.proposed_at) == ("applied", uploader, None)


def test_the_pages_lead_through_it(client, owner, uploader, second):
    client.force_login(uploader)
    assert "Das können: Toni Muster" in said(client, owner)
    assert buttons(client, owner)[0] == "Zur Übernahme vorlegen"
    client.post(f"{LIST}{owner.pk}/vorlegen/")
    assert "Jetzt ist jemand anderes an der Reihe" in said(client, owner)
    assert (buttons(client, owner)[0], on_the_board(client)) == ("Vorlage zurückziehen", {})
    client.force_login(second)
    assert on_the_board(client) == {"1 × Vorgelegte Importe": f"{LIST}?vorgelegt=1"}
    listed = parsed(client.get(f"{LIST}?vorgelegt=1")).findall(".//main//tbody/tr")
    assert len(listed) == 1
    assert "Kim Beispiel hat diese Tabelle geprüft" in said(client, owner)
    assert buttons(client, owner)[0] == "Jetzt übernehmen"
    client.post(f"{LIST}{owner.pk}/uebernehmen/")
    worked(owner)
    assert "von Toni Muster" in said(client, owner)


def test_a_posted_apply_of_the_own_table_is_refused_with_a_sentence(client, owner, uploader):
    client.force_login(uploader)
    client.post(f"{LIST}{owner.pk}/uebernehmen/")
    assert "Das ging gerade nicht" in text_of(parsed(client.get(f"{LIST}{owner.pk}/")))
    assert worked(owner).state == "checked"


def test_given_back_it_waits_for_who_uploaded_it_with_the_sentence(client, owner, uploader, second):
    approving.propose(owner, by=uploader)
    client.force_login(second)
    address = f"{LIST}{owner.pk}/zurueckgeben/"
    assert errors(parsed(client.post(address))) == [
        "Was noch nicht stimmt – Bitte sagen Sie in einem Satz, was noch nicht stimmt."
    ]
    assert client.post(address, {"objection": "Die Telefonnummern fehlen."}).url == LIST
    assert on_the_board(client) == {"1 × Importe": f"{LIST}?offen=1"}
    client.force_login(uploader)
    assert on_the_board(client) == {"1 × Importe": f"{LIST}?offen=1"}
    assert "Die Telefonnummern fehlen." in said(client, owner)
    client.post(f"{LIST}{owner.pk}/vorlegen/")
    assert Import.objects.get().objection == ""


def test_who_laid_it_before_others_can_draw_it_back(client, owner, uploader, second):
    approving.propose(owner, by=uploader)
    client.force_login(uploader)
    client.post(f"{LIST}{owner.pk}/vorlegen/", {"zurueckziehen": "1"})
    assert (Import.objects.get().proposed_at, steps.apply(owner, by=second)) == (None, False)


def test_nobody_proposes_draws_back_or_gives_back_for_others(owner, uploader, second):
    assert approving.propose(owner, by=second) is False
    approving.propose(owner, by=uploader)
    done = [
        approving.propose(owner, by=uploader),
        approving.draw_back(owner, by=second),
        approving.give_back(owner, objection="x", by=uploader),
    ]
    assert done == [False, False, False]


def test_where_nobody_else_may_the_page_says_so(client, owner, uploader):
    client.force_login(uploader)
    assert "Noch gibt es niemanden, der das darf." in said(client, owner)


# Who may be the second person


def test_a_coordinator_judges_only_who_imports_nowhere_else():
    one, other = NetworkFactory(), NetworkFactory()
    first, second = person("coordinator", network=one), person("coordinator", network=one)
    wide = person("coordinator", network=one)
    RoleFactory(user=wide, role="coordinator", network=other)
    steering = person("steering")
    judges = [judges_of(Import(made_by=who)) for who in (first, wide, steering)]
    assert [sorted(who.pk for who in some) for some in judges] == [
        sorted([second.pk, wide.pk, steering.pk]),
        [steering.pk],
        [],
    ]


def test_a_colleague_sees_a_table_only_while_it_is_laid_before_others(client):
    network = NetworkFactory()
    MembershipFactory(network=network, partner=PartnerFactory(name="Caritas"))
    first, second = (person("coordinator", network=network) for _ in range(2))
    stranger = person("coordinator", network=NetworkFactory())
    owner = checked(uploaded(ROW, by=first))
    assert not imports_of(second).exists()
    approving.propose(owner, by=first)
    assert [imports_of(who).count() for who in (first, second, stranger)] == [1, 1, 0]
    client.force_login(second)
    assert buttons(client, owner) == ["Jetzt übernehmen", "Zurückgeben"]
    for page in ("spalten/", "pruefen/", "ablegen/", "vorlegen/"):
        assert client.post(f"{LIST}{owner.pk}/{page}").status_code == 404
    assert steps.apply(owner, by=second) is True
    assert (worked(owner).created, imports_of(second).count()) == (1, 1)


def test_the_list_costs_a_coordinator_the_same_for_few_and_many_colleagues(client, django_assert_max_num_queries):
    network = NetworkFactory()
    client.force_login(person("coordinator", network=network))
    for number in (1, 10):
        for _ in range(number):
            checked(uploaded({"id": f"k-{number}"}, by=person("coordinator", network=network)))
        client.get(LIST)
        with django_assert_max_num_queries(12):
            client.get(LIST)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_apply_at_once_one_does(owner, uploader, second):
    third = person("steering")
    approving.propose(owner, by=uploader)
    done = []

    def work(by) -> None:
        done.append(steps.apply(owner, by=by))
        connection.close()

    threads = [threading.Thread(target=work, args=[by]) for by in (second, third)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(done), worked(owner).state) == ([False, True], "applied")


# History


def test_history_names_who_applied_a_table_and_the_way(uploader, second):
    owner = checked(uploaded(ROW, by=uploader))
    approving.propose(owner, by=uploader)
    steps.apply(owner, by=second)
    worked(owner)
    offer = Offer.objects.get()
    origin = versions_of(kind_of(Offer), offer)[0].origin
    assert (origin["user"], origin["through"]) == (second.pk, "import")


def test_history_names_who_took_it_back():
    Municipality.objects.update(four_eyes=False)
    owner = applied(ROW)
    by = person("steering")
    steps.undo(owner, by=by)
    worked(owner)
    origin = versions_of(kind_of(Offer), Offer.objects.get())[0].origin
    assert (origin["user"], origin["through"]) == (by.pk, "import")
