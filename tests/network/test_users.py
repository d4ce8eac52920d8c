"""Accounts as rows."""

import pytest

from network.models import User

pytestmark = pytest.mark.django_db


def test_an_account_without_a_password_cannot_be_entered():
    user = User.objects.create_user("Kim@Example.org", name="Kim Muster")
    assert (user.email, user.has_usable_password(), user.is_staff) == ("kim@example.org", False, False)


def test_an_operator_may_do_everything():
    user = User.objects.create_superuser("kim@example.org", "ein-langes-passwort", name="Kim Muster")
    assert (user.is_staff, user.is_superuser, user.check_password("ein-langes-passwort")) == (True, True, True)


def test_an_account_is_found_however_its_address_is_spelt():
    user = User.objects.create_user("kim@example.org", name="Kim Muster")
    assert User.objects.get_by_natural_key("KIM@example.org") == user


def test_an_account_is_called_by_its_name():
    assert str(User(email="kim@example.org", name="Kim Muster")) == "Kim Muster"
    assert str(User(email="kim@example.org")) == "kim@example.org"
    assert User(name="Kim Muster").get_full_name() == "Kim Muster"
