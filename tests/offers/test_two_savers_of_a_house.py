"""Two people at one facility: nothing is overwritten silently, whoever is first."""

import pytest
from django.test import Client

from network.models import Facility
from offers.actions import approve, sight
from offers.actions.hosts import create_host, save_host
from offers.content import content_of
from offers.models import Submission
from tests.network.factories import PartnerFactory, person
from tests.offers.hosting import edit_page, house_of, new_house
from tests.offers.test_two_savers import at_once, choices
from tests.offers.writing import SAVE, sent, write
from tests.sozialraum.html import errors, parsed, text_of


@pytest.fixture
def house(municipality):
    return house_of(PartnerFactory(), email="")


@pytest.fixture
def form(client, house):
    """Return what the form sends that somebody opened before the others changed anything."""
    client.force_login(person("steering"))
    return sent(client.get(edit_page(house))) | {"wunsch": SAVE}


@pytest.fixture
def another():
    """Return the browser of somebody else."""
    client = Client()
    client.force_login(person("steering"))
    return client


def test_changes_of_different_fields_are_both_kept_and_the_second_is_told(client, another, house, form):
    write(another, edit_page(house), opening_hours="Mo 8–12 Uhr")
    response = client.post(edit_page(house), form | {"phone": "2"}, follow=True)
    house.refresh_from_db()
    notices = [text_of(one) for one in parsed(response).findall(".//*[@class='notice-body']")]
    assert (house.phone, house.opening_hours.count()) == ("2", 1)
    assert "Jemand anderes hatte inzwischen Öffnungszeiten geändert; auch das bleibt." in notices


@pytest.mark.parametrize(("choice", "hours"), [("meine", "Dienstag 14:00–16:00"), ("andere", "Montag 08:00–12:00")])
def test_where_both_changed_the_same_the_second_chooses(client, another, house, form, choice, hours):
    write(another, edit_page(house), opening_hours="Mo 8–12 Uhr")
    asked = client.post(edit_page(house), form | {"phone": "2", "opening_hours": "Di 14–16 Uhr"})
    unsaved = Facility.objects.get(pk=house.pk).phone
    undecided = client.post(edit_page(house), sent(asked, wunsch=SAVE))
    client.post(edit_page(house), sent(asked, wahl_opening_hours=choice, wunsch=SAVE))
    house.refresh_from_db()
    assert (choices(asked), unsaved) == (
        [
            (
                "Öffnungszeiten",
                "meine Angabe: Di 14–16 Uhr",
                "was jetzt gespeichert ist: Mo 8–12 Uhr",
            )
        ],
        "1",
    )
    assert errors(parsed(undecided)) == ["Bitte wählen Sie bei Öffnungszeiten, welche Angabe gilt."]
    assert (house.phone, str(house.opening_hours.get())) == ("2", hours)


def test_what_another_kind_of_form_began_with_is_not_taken_for_this_one(client, another, house, form):
    foreign = sent(client.get(edit_page(house.partner)))["grundlage"]
    write(another, edit_page(house), phone="2")
    client.post(edit_page(house), form | {"phone": "3", "grundlage": foreign})
    house.refresh_from_db()
    assert house.phone == "3"


# With real transactions at the same time


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_the_same_field_at_once_one_is_asked():
    house, people = house_of(PartnerFactory()), [person("steering"), person("steering")]
    base = content_of(house)

    def saving(user, phone):
        return lambda: save_host(house, base=base, content=base | {"phone": phone}, by=user).outcome.value

    outcomes = at_once(saving(people[0], "2"), saving(people[1], "3"))
    assert sorted(one if isinstance(one, str) else one.__name__ for one in outcomes) == ["ConflictError", "public"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_different_fields_at_once_both_are_kept():
    house, user = house_of(PartnerFactory(), email=""), person("steering")
    base = content_of(house)

    def saving(**changes):
        return lambda: save_host(house, base=base, content=base | changes, by=user).outcome.value

    assert at_once(saving(phone="2"), saving(email="haus@example.org")) == ["public", "public"]
    house.refresh_from_db()
    assert (house.phone, house.email) == ("2", "haus@example.org")


@pytest.mark.django_db(transaction=True)
def test_a_change_beside_an_approval_keeps_both():
    house, reviewer = house_of(PartnerFactory(), email=""), person("steering")
    base = content_of(house)
    submission = Submission.objects.create(facility=house, author=person(), base=base, content=base | {"phone": "2"})
    sign = sight(submission, base)
    how = {"by": reviewer}
    outcomes = at_once(
        lambda: approve(submission, seen=sign, **how).state.value,
        lambda: save_host(house, base=base, content=base | {"email": "a@example.org"}, **how).outcome.value,
    )
    house.refresh_from_db()
    # Where the change came first, the reviewer has not seen it and looks again.
    decided = outcomes[0] if isinstance(outcomes[0], str) else outcomes[0].__name__
    assert (decided, house.phone) in {("approved", "2"), ("DecisionError", "1")}
    assert (outcomes[1], house.email) == ("public", "a@example.org")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_submit_at_once_one_submission_waits():
    partner = PartnerFactory()
    house, people = house_of(partner), [person("partner_editor", partner=partner) for _number in range(2)]
    base = content_of(house)

    def submitting(user, **changes):
        return lambda: save_host(house, base=base, content=base | changes, by=user).outcome.value

    outcomes = at_once(submitting(people[0], phone="2"), submitting(people[1], email="a@example.org"))
    submission = Submission.objects.get()
    assert (outcomes, submission.content["phone"], submission.content["email"]) == (
        ["waiting", "waiting"],
        "2",
        "a@example.org",
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_new_houses_of_one_name_at_once_each_has_an_address():
    partner, user = PartnerFactory(), person("steering")
    content = {name: value for name, value in new_house(partner=partner.pk).items() if name != "opening_hours"}

    def creating():
        return create_host(Facility, content, by=user).record.slug

    assert sorted(at_once(creating, creating)) == ["haus-mond", "haus-mond-2"]
