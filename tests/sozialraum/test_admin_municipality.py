"""What operators can and cannot do with the municipality and with what people report."""

import pytest

from sozialraum.models import AccessibilityFeedback, LegalText
from tests.sozialraum.factories import AccessibilityFeedbackFactory, LegalTextFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db
BASE = "/admin/sozialraum"


@pytest.mark.parametrize("model", ["municipality", "legaltext", "accessibilityfeedback"])
def test_strangers_are_asked_to_log_in(client, model):
    response = client.get(f"{BASE}/{model}/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/konto/anmelden/?next={BASE}/{model}/")


@pytest.mark.parametrize("model", ["municipality", "legaltext", "accessibilityfeedback"])
def test_staff_without_the_right_see_nothing(client, django_user_model, model):
    client.force_login(django_user_model.objects.create(email="a@example.org", name="A", is_staff=True))
    assert client.get(f"{BASE}/{model}/").status_code == 403


def test_the_first_municipality_can_be_added_and_no_second_one(admin_client):
    assert admin_client.get(f"{BASE}/municipality/add/").status_code == 200
    MunicipalityFactory()
    assert admin_client.get(f"{BASE}/municipality/add/").status_code == 403


def test_the_municipality_cannot_be_deleted(admin_client):
    city = MunicipalityFactory()
    assert admin_client.post(f"{BASE}/municipality/{city.pk}/delete/", {"post": "yes"}).status_code == 403


def test_every_fact_but_the_outline_can_be_edited(admin_client):
    city = MunicipalityFactory()
    form = admin_client.get(f"{BASE}/municipality/{city.pk}/change/").context["adminform"].form
    every = {field.name for field in city._meta.fields} - {"id", "outline"}
    assert set(form.fields) == every


def test_a_colour_that_cannot_be_read_is_refused_beside_its_field(admin_client):
    city = MunicipalityFactory()
    page = f"{BASE}/municipality/{city.pk}/change/"
    form = admin_client.get(page).context["adminform"].form
    fields = {name: value for name, value in form.initial.items() if value and name in form.fields}
    response = admin_client.post(page, fields | {"brand_colour": "#ffcf56"})
    (sentence,) = response.context["adminform"].form.errors["brand_colour"]
    assert sentence.startswith(
        "Diese Farbe ist zu hell für Links und Knöpfe: Ihr Kontrast zum Hintergrund ist 1,2 zu 1"
    )


def test_an_edited_text_is_on_its_page_at_once(admin_client, client):
    text = LegalTextFactory(kind=LegalText.Kind.IMPRINT)
    fields = {
        "municipality": text.municipality_id,
        "kind": text.kind,
        "title": "Impressum",
        "body": "Neuer Text",
        "first_published": "01.01.2026",
        "reviewed_at": "02.01.2026",
    }
    assert admin_client.post(f"{BASE}/legaltext/{text.pk}/change/", fields).status_code == 302
    assert "<p>Neuer Text</p>" in client.get("/impressum/").content.decode()


def test_hints_are_listed_with_the_most_urgent_first_in_a_constant_number_of_queries(
    admin_client, django_assert_num_queries
):
    AccessibilityFeedbackFactory(message="eins")
    admin_client.get(f"{BASE}/accessibilityfeedback/")
    with django_assert_num_queries(6):
        admin_client.get(f"{BASE}/accessibilityfeedback/")
    AccessibilityFeedbackFactory.create_batch(5)
    with django_assert_num_queries(6):
        response = admin_client.get(f"{BASE}/accessibilityfeedback/")
    assert str(response.context["cl"].result_list[0]) == "eins"


def test_a_hint_is_neither_added_nor_rewritten_by_hand(admin_client):
    hint = AccessibilityFeedbackFactory(message="so kam es an")
    assert admin_client.get(f"{BASE}/accessibilityfeedback/add/").status_code == 403
    fields = {"message": "anders", "answered_at_0": "", "answered_at_1": ""}
    admin_client.post(f"{BASE}/accessibilityfeedback/{hint.pk}/change/", fields)
    hint.refresh_from_db()
    assert hint.message == "so kam es an"


def test_hints_are_marked_as_answered_once(admin_client):
    first, second = AccessibilityFeedbackFactory.create_batch(2)
    action = {"action": "mark_as_answered", "_selected_action": [first.pk]}
    admin_client.post(f"{BASE}/accessibilityfeedback/", action)
    first.refresh_from_db()
    assert first.answered_at is not None
    admin_client.post(f"{BASE}/accessibilityfeedback/", action)
    assert AccessibilityFeedback.objects.get(pk=first.pk).answered_at == first.answered_at
    assert list(AccessibilityFeedback.objects.open()) == [second]
