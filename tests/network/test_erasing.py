"""A person's data deleted for good, and that it was done written down."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from kit.history import through
from network.actions import invite
from network.erasing import NotErasedError, Person, forget, places_of
from network.models import ContactPoint, ErasureRecord, Invitation, JoinRequest, Partner, User
from tests.network.factories import (
    ContactPointFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.usefixtures("municipality")
EMAIL, NAME = "erika.beispielfrau@example.org", "Erika Beispielfrau"
ERIKA = Person(EMAIL, NAME)
REASON = "Auf Wunsch der Person"
ALL_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY')
"""


def places_left():
    """Return every column of the database, whatever it belongs to, in which the person still stands."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(ALL_COLUMNS)
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE ANY (ARRAY[%s, %s])',  # noqa: S608
                [f"%{EMAIL}%", f"%{NAME}%"],
            )
            found += [(table, column)] if cursor.fetchone()[0] else []
    return found


@pytest.fixture
def erika(client):
    """Return an account whose owner stands in many places: logged in, invited others, asked to join, is a contact, was one."""
    erika = UserFactory(email=EMAIL, name=NAME)
    client.force_login(erika)
    RoleFactory(user=erika)
    partner = PartnerFactory(email=EMAIL, description=f"Fragen Sie {NAME} ({EMAIL.upper()}).")
    invite(email=EMAIL, partner=partner, role="partner_editor", by=erika)
    JoinRequest.objects.create(partner=partner, name=NAME, email=EMAIL, message="Hallo")
    point = ContactPointFactory(email=EMAIL, function=f"Familienbüro, {NAME}")
    with through("import"):
        ContactPoint.objects.filter(pk=point.pk).update(email="", function="Familienbüro")
        Partner.objects.filter(pk=partner.pk).update(website="https://example.org/")
    return erika


def test_nothing_of_a_person_is_left_in_any_table(erika):
    before = places_left()
    forget(ERIKA, by=person("operator"), reason=REASON)
    assert (len(before) > 8, places_left()) == (True, [])


def test_what_the_person_was_part_of_stays_valid(erika):
    forget(ERIKA, by=person("operator"), reason=REASON)
    partner = Partner.objects.get()
    assert (partner.email, partner.description) == ("", "Fragen Sie … (…).")
    assert [model.objects.count() for model in (Invitation, JoinRequest)] == [0, 0]
    assert not User.objects.filter(pk=erika.pk).exists()


def test_that_it_was_done_is_written_down_without_the_person(erika):
    operator = person("operator")
    record = forget(ERIKA, by=operator, reason=REASON)
    assert (record.erased_by, record.reason, record.places > 5) == (operator, REASON, True)


def test_a_session_of_the_person_ends(client, erika):
    forget(ERIKA, by=person("operator"), reason=REASON)
    assert client.get("/konto/").url == "/konto/anmelden/?next=/konto/"


def test_without_a_name_only_the_address_goes():
    partner = PartnerFactory(email=EMAIL, description=NAME)
    forget(Person(EMAIL), by=person("operator"), reason=REASON)
    partner.refresh_from_db()
    assert (partner.email, partner.description) == ("", NAME)


@pytest.mark.parametrize("other", [f"x{EMAIL}", f"{EMAIL}.au", f"anna-{EMAIL}", EMAIL.replace(".", "x")])
def test_somebody_with_a_similar_address_stays(other):
    partner = PartnerFactory(email=other, description=f"{NAME}haus")
    forget(ERIKA, by=person("operator"), reason=REASON)
    partner.refresh_from_db()
    assert (partner.email, partner.description) == (other, f"{NAME}haus")


def test_a_record_that_needs_the_address_is_named_and_nothing_is_deleted(erika, municipality):
    municipality.email = EMAIL
    municipality.save()
    with pytest.raises(NotErasedError, match="Kommunen"), transaction.atomic():
        forget(ERIKA, by=person("operator"), reason=REASON)
    assert User.objects.filter(pk=erika.pk).exists()


def test_a_contact_that_would_not_be_reachable_any_more_is_named():
    ContactPointFactory(email=EMAIL, phone="")
    with pytest.raises(NotErasedError, match="Ansprechstellen"), transaction.atomic():
        forget(ERIKA, by=person("operator"), reason=REASON)


def test_the_places_are_counted_beforehand_in_words(erika):
    places = dict(places_of(ERIKA))
    assert (places["Konten"], places["Ansprechstellen (Verlauf)"], "Ansprechstellen" in places) == (1, 2, False)


def test_an_erasure_without_a_reason_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureRecord.objects.create(reason="", places=0)


ADD = "/admin/network/erasurerecord/add/"


@pytest.mark.ignore_template_errors  # Django's own page of an account asks for what it may lack
def test_an_operator_sees_the_places_before_anything_is_deleted(admin_client, erika):
    start = admin_client.get(reverse("admin:network_user_change", args=[erika.pk])).content.decode()
    assert f"{ADD}?konto={erika.pk}" in start
    page = admin_client.post(ADD, {"email": EMAIL, "name": NAME, "reason": REASON}).content.decode()
    assert ("Konten: 1" in page, "Endgültig löschen" in page, User.objects.filter(pk=erika.pk).exists()) == (True,) * 3


def test_an_operator_deletes_and_is_led_to_what_was_written_down(admin_client, erika):
    answer = admin_client.post(ADD, {"email": EMAIL, "name": NAME, "reason": REASON, "loeschen": "1"}, follow=True)
    assert answer.redirect_chain == [("/admin/network/erasurerecord/", 302)]
    assert (places_left(), ErasureRecord.objects.get().reason) == ([], REASON)


def test_the_form_knows_the_account(admin_client, erika):
    page = admin_client.get(ADD, {"konto": erika.pk}).content.decode()
    assert (EMAIL in page, NAME in page) == (True, True)


@pytest.mark.parametrize("account", ["", "x", "999999", "9" * 40])
def test_an_account_that_does_not_exist_fills_nothing_in(admin_client, account):
    assert admin_client.get(ADD, {"konto": account}).context["form"].initial == {}


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"reason": ""}, {"reason": ["Bitte sagen Sie, warum gelöscht wird."]}),
        ({"reason": f"{NAME} will es"}, {"reason": ["Der Grund bleibt gespeichert und darf die Person nicht nennen."]}),
        ({"name": "Ida"}, {"name": ["Ein so kurzer Name steckt in zu vielen anderen Wörtern."]}),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(admin_client, entered, said):
    sent = {"email": EMAIL, "name": NAME, "reason": REASON, "loeschen": "1"} | entered
    assert (admin_client.post(ADD, sent).context["form"].errors, ErasureRecord.objects.count()) == (said, 0)


def test_nobody_deletes_the_own_account(admin_client, admin_user):
    sent = {"email": admin_user.email, "name": "", "reason": REASON, "loeschen": "1"}
    errors = admin_client.post(ADD, sent).context["form"].errors
    assert errors == {"email": ["Das eigene Konto kann nur eine andere Person löschen."]}


def test_an_address_that_a_record_needs_is_told(admin_client, municipality):
    sent = {"email": municipality.email, "name": "", "reason": REASON, "loeschen": "1"}
    page = admin_client.post(ADD, sent, follow=True).content.decode()
    assert "Bitte dort zuerst eine andere eintragen: Kommunen" in page


def test_only_operators_delete(client):
    for user in (person("steering"), person()):
        client.force_login(user)
        assert client.post(ADD, {"email": EMAIL, "reason": REASON, "loeschen": "1"}).status_code in {302, 403}
    assert ErasureRecord.objects.count() == 0


def test_accounts_go_by_this_way_alone_and_what_is_written_down_stays(admin_client, erika):
    record = forget(ERIKA, by=person("operator"), reason=REASON)
    other = UserFactory()
    pages = [reverse("admin:network_user_delete", args=[other.pk])]
    pages.append(reverse("admin:network_erasurerecord_delete", args=[record.pk]))
    assert [admin_client.post(page, {"post": "yes"}).status_code for page in pages] == [403, 403]
