"""The command that loads the example city: what it prints, what it refuses, whom it lets in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from network.models import User
from offers.example_city.accounts import create_accounts, example_password
from offers.models import Offer
from sozialraum.models import Municipality
from tests.sozialraum.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db

ACCOUNTS = f"""\
Beispielkonten, Passwort (solange es niemand ändert): {example_password()}
  betrieb@example.org – Beispielkonto Betrieb
  steuerung@example.org – Beispielkonto Gesamtsteuerung
  planung@example.org – Beispielkonto Sozialplanung
  koordination@example.org – Beispielkonto Koordination
  besuche@example.org – Beispielkonto Willkommensbesuche
  partner@example.org – Beispielkonto Partner
  partnerleitung@example.org – Beispielkonto Partnerleitung
"""


def load(*arguments: str) -> str:
    output = StringIO()
    call_command("load_example_city", *arguments, stdout=output)
    return output.getvalue()


# --- without the city; first of all, since the module keeps the city once it is there ------------------------------------


def test_another_municipality_is_never_overwritten():
    MunicipalityFactory(name="Musterstadt")
    with pytest.raises(CommandError, match=r"^Diese Datenbank gehört „Musterstadt“\."):
        load()
    assert list(Municipality.objects.values_list("name", flat=True)) == ["Musterstadt"]
    assert (Offer.objects.count(), User.objects.count()) == (0, 0)


def test_another_example_is_not_overwritten_either():
    MunicipalityFactory(name="Beispielhausen", is_example=True)
    with pytest.raises(CommandError, match=r"^Diese Datenbank gehört „Beispielhausen“\."):
        load()


def test_another_municipality_hears_nothing_of_example_accounts():
    MunicipalityFactory()
    assert load("--if-empty") == "Die Datenbank ist schon gefüllt; nichts geändert.\n"


def test_example_accounts_can_log_in(client):
    assert create_accounts() == 7
    assert client.login(email="koordination@example.org", password=example_password())


def test_an_account_that_is_there_keeps_its_password():
    create_accounts()
    user = User.objects.get(email="partner@example.org")
    user.set_password("ganz-anders-gewählt")
    user.save()
    assert create_accounts() == 0
    user.refresh_from_db()
    assert user.check_password("ganz-anders-gewählt")


def test_the_password_is_long_and_differs_between_installations():
    assert len(example_password()) == 19
    mine = example_password()
    with override_settings(SECRET_KEY="another installation"):
        assert example_password() != mine


# --- with the city ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("city")
def test_every_kind_has_its_line():
    lines = load().splitlines()
    offers = Offer.objects.count()
    assert lines[0] == "Kommunen: 0 angelegt, 0 geändert, 1 unverändert"
    assert f"Angebote: 0 angelegt, 0 geändert, {offers} unverändert" in lines
    assert "\n".join(lines[-8:]) + "\n" == ACCOUNTS


@pytest.mark.usefixtures("city")
def test_a_larger_city_is_asked_for_by_number_and_seed():
    number = Offer.objects.count() + 2
    assert "Angebote: 2 angelegt, 0 geändert, 0 unverändert" in load("--offers", str(number), "--seed", "3")
    assert set(Offer.objects.order_by("-pk")[:2].values_list("external_id", flat=True)) == {
        "beispiel-3-0",
        "beispiel-3-1",
    }


@pytest.mark.usefixtures("city")
def test_a_smaller_city_is_refused_with_a_sentence():
    with pytest.raises(CommandError, match=r"^Die Beispielstadt hat schon mehr als 5 Angebote\."):
        load("--offers", "5")


@pytest.mark.usefixtures("city")
def test_a_filled_database_is_left_alone_on_request():
    Municipality.objects.update(portal_name="Umbenannt")
    assert load("--if-empty") == f"Die Datenbank ist schon gefüllt; nichts geändert.\n{ACCOUNTS}"
    assert Municipality.objects.get().portal_name == "Umbenannt"


@pytest.mark.usefixtures("city")
@override_settings(LOCAL=False)
def test_in_production_nobody_gets_a_known_password():
    User.objects.all().delete()
    assert create_accounts() == 0
    assert "example.org" not in load()
    assert User.objects.count() == 0
