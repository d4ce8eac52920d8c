"""The administration: who gets in, and that each page of it works and stays cheap."""

import pytest
from django.contrib import admin
from django.urls import reverse

from network.models import Facility, User
from offers.models import ScheduledRun
from tests.network import factories
from tests.offers.factories import OfferFactory, OfferTypeFactory, ScheduleFactory, TopicFactory
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed

pytestmark = pytest.mark.usefixtures("municipality")
# The runs of the scheduler are only looked at; nobody edits them.
MODELS = [
    model
    for model in admin.site._registry
    if model._meta.app_label in {"network", "offers"} and model is not ScheduledRun
]
ROWS = {
    "network_user": factories.UserFactory,
    "network_partnerkind": factories.PartnerKindFactory,
    "network_partner": factories.PartnerFactory,
    "network_facility": factories.FacilityFactory,
    "network_network": factories.NetworkFactory,
    "network_membership": factories.MembershipFactory,
    "network_contactpoint": factories.ContactPointFactory,
    "network_helpline": factories.HelpLineFactory,
    "network_unitkind": factories.UnitKindFactory,
    "offers_offer": OfferFactory,
    "offers_offertype": OfferTypeFactory,
    "offers_topic": TopicFactory,
}
NO_ROLES = {"role_assignments-TOTAL_FORMS": "0", "role_assignments-INITIAL_FORMS": "0"}


@pytest.fixture
def operator(client, db):
    user = factories.UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def page(name, *args):
    return reverse(f"admin:{name}", args=args)


def test_the_register_can_be_edited_whole():
    assert {model.__name__ for model in MODELS} == {
        "AccessMode", "AccessibilityFeature", "AgeStep", "ContactPoint", "CostKind", "DecisionBody", "ErasureRecord", "Facility",
        "FacilityKind", "FieldOfAction", "FundingLine", "Guide", "HelpLine", "Language", "LifePhase", "LifeSituation", "Membership", "Network",
        "Offer", "OfferType", "OfferTypeGroup", "Partner", "PartnerKind", "Programme", "RegistrationKind", "TargetGroup",
        "Topic", "UnitKind", "User",
    }  # fmt: skip


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_each_list_and_each_empty_form_opens(client, model):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    assert client.get(page(f"{name}_changelist"), {"q": "x"}).status_code == 200
    assert client.get(page(f"{name}_add")).status_code == 200


@pytest.mark.ignore_template_errors  # Django's own template of a hidden password asks for what need not be there
@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize("name", ROWS)
def test_each_record_opens(client, name):
    assert client.get(page(f"{name}_change", ROWS[name]().pk)).status_code == 200


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("network_partner", 8),
        ("network_facility", 8),
        ("network_membership", 7),
        ("network_contactpoint", 8),
        ("network_user", 6),
        ("offers_offer", 8),
    ],
)
def test_lists_cost_the_same_with_one_and_with_four_rows(client, django_assert_num_queries, name, queries):
    ROWS[name]()
    client.get(page(f"{name}_changelist"))  # the first time Django looks up its content types
    with django_assert_num_queries(queries):
        client.get(page(f"{name}_changelist"))
    ROWS[name].create_batch(3)
    with django_assert_num_queries(queries):
        client.get(page(f"{name}_changelist"))


@pytest.mark.usefixtures("operator")
def test_a_partner_with_many_memberships_costs_no_more(client, django_assert_num_queries):
    partner = factories.PartnerFactory()
    factories.MembershipFactory(partner=partner)
    client.get(page("network_partner_change", partner.pk))
    with django_assert_num_queries(8):
        client.get(page("network_partner_change", partner.pk))
    factories.MembershipFactory.create_batch(3, partner=partner)
    with django_assert_num_queries(8):
        client.get(page("network_partner_change", partner.pk))


@pytest.mark.usefixtures("operator")
def test_an_offer_with_many_times_costs_no_more(client, django_assert_num_queries):
    offer = OfferFactory()
    ScheduleFactory(offer=offer)
    client.get(page("offers_offer_change", offer.pk))
    with django_assert_num_queries(23):
        client.get(page("offers_offer_change", offer.pk))
    ScheduleFactory.create_batch(3, offer=offer)
    with django_assert_num_queries(23):
        client.get(page("offers_offer_change", offer.pk))


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize("name", ["index", "offers_offer_changelist", "offers_offer_add"])
def test_each_page_has_the_icon_of_the_portal(client, name):
    links = [one.get("href") for one in parsed(client.get(page(name))).iter("link") if one.get("rel") == "icon"]
    assert links == ["/static/img/favicon.svg", "/static/img/favicon-32.png"]


def test_strangers_are_sent_to_the_login_of_the_portal(client):
    hops = client.get("/admin/", follow=True).redirect_chain
    assert [address for address, _ in hops] == ["/admin/login/?next=/admin/", "/konto/anmelden/?next=%2Fadmin%2F"]


def test_partners_with_an_account_do_not_get_in(client):
    client.force_login(factories.UserFactory())
    assert client.get("/admin/", follow=True).status_code == 403


def test_staff_see_only_what_they_have_a_right_to(client):
    client.force_login(factories.UserFactory(is_staff=True))
    assert client.get("/admin/").status_code == 200
    assert client.get(page("network_partner_changelist")).status_code == 403


@pytest.mark.usefixtures("operator")
def test_nothing_of_the_administration_is_kept(client):
    directives = client.get(page("network_user_changelist"))["Cache-Control"].split(", ")
    assert {"private", "no-store"} <= set(directives)


@pytest.mark.usefixtures("operator")
def test_a_closed_district_cannot_be_chosen(client):
    current = DistrictFactory()
    DistrictFactory(valid_until="2020-01-01")
    form = client.get(page("network_facility_add")).context["adminform"].form
    assert list(form.fields["district"].queryset) == [current]


@pytest.mark.usefixtures("operator")
def test_a_partner_is_found_by_typing(client):
    partner = factories.PartnerFactory(name="Kinderschutzbund")
    factories.PartnerFactory(name="Polizei")
    asked = {"app_label": "network", "model_name": "facility", "field_name": "partner", "term": "schutz"}
    assert client.get(reverse("admin:autocomplete"), asked).json()["results"] == [
        {"id": str(partner.pk), "text": "Kinderschutzbund"}
    ]


def times(**more):
    return {"opening_hours-TOTAL_FORMS": 0, "opening_hours-INITIAL_FORMS": 0} | more


def facility_data(**more):
    partner, kind = factories.PartnerFactory(), factories.FacilityKindFactory()
    named = {"name": "Haus", "slug": "haus", "partner": partner.pk, "kind": kind.pk, "is_public": "on"}
    return named | times() | more


@pytest.mark.usefixtures("operator")
def test_two_numbers_place_a_facility_in_its_district(client):
    DistrictFactory(column=0)
    right = DistrictFactory(column=1)
    client.post(page("network_facility_add"), facility_data(latitude="51.11", longitude="6.43"))
    facility = Facility.objects.get()
    assert (facility.point.coords, facility.district) == ((6.43, 51.11), right)


@pytest.mark.usefixtures("operator")
def test_a_facility_without_numbers_keeps_the_chosen_district(client):
    chosen = DistrictFactory()
    client.post(page("network_facility_add"), facility_data(district=chosen.pk))
    facility = Facility.objects.get()
    assert (facility.point, facility.district) == (None, chosen)


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(
    ("numbers", "field"),
    [({"latitude": "51.11"}, "longitude"), ({"latitude": "6.43", "longitude": "51.11"}, "latitude")],
)
def test_half_a_place_and_swapped_numbers_are_noticed(client, numbers, field):
    form = client.post(page("network_facility_add"), facility_data(**numbers)).context["adminform"].form
    assert field in form.errors
    assert Facility.objects.count() == 0


@pytest.mark.usefixtures("operator")
def test_the_numbers_of_a_place_can_be_taken_away(client):
    facility = factories.FacilityFactory()
    data = facility_data(name=facility.name, slug=facility.slug, district=facility.district_id)
    client.post(page("network_facility_change", facility.pk), data)
    facility.refresh_from_db()
    assert facility.point is None


@pytest.mark.usefixtures("operator")
def test_opening_hours_are_entered_with_the_facility(client):
    row = {"weekday": 2, "opens": "09:00", "closes": "12:00"}
    rows = {f"opening_hours-0-{name}": value for name, value in row.items()}
    client.post(page("network_facility_add"), facility_data(**{"opening_hours-TOTAL_FORMS": 1}, **rows))
    assert [str(hours) for hours in Facility.objects.get().opening_hours.all()] == ["Mittwoch 09:00–12:00"]


@pytest.mark.usefixtures("operator")
def test_the_rules_of_the_database_speak_german_in_the_form(client):
    data = facility_data(quality_seal="Familienzentrum NRW")
    form = client.post(page("network_facility_add"), data).context["adminform"].form
    assert form.errors == {"seal_valid_until": ["Ein Gütesiegel braucht ein Ablaufdatum, und umgekehrt."]}


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize("model", ["network_partner", "network_facility", "network_network", "offers_offer"])
def test_what_families_may_have_read_is_put_away_and_not_deleted(client, model):
    made = {
        "network_partner": factories.PartnerFactory,
        "network_facility": factories.FacilityFactory,
        "network_network": factories.NetworkFactory,
        "offers_offer": OfferFactory,
    }
    record = made[model]()
    response = client.post(page(f"{model}_delete", record.pk), {"post": "yes"})
    assert (response.status_code, type(record).objects.filter(pk=record.pk).exists()) == (403, True)


@pytest.mark.usefixtures("operator")
def test_an_account_is_opened_without_a_password(client):
    client.post(page("network_user_add"), {"email": "Neu@Example.org", "name": "Neu", "usable_password": "false"})
    user = User.objects.get(name="Neu")
    assert (user.email, user.has_usable_password(), user.is_staff) == ("neu@example.org", False, False)


@pytest.mark.usefixtures("operator")
def test_an_account_is_opened_with_a_password(client):
    secret = {"usable_password": "true", "password1": "drei-wörter-ohne-sinn", "password2": "drei-wörter-ohne-sinn"}
    client.post(page("network_user_add"), {"email": "neu@example.org", "name": "Neu"} | secret)
    assert User.objects.get(email="neu@example.org").check_password("drei-wörter-ohne-sinn")


@pytest.mark.usefixtures("operator")
def test_an_operator_sets_a_new_password(client):
    user = factories.UserFactory()
    secret = {"usable_password": "true", "password1": "drei-wörter-ohne-sinn", "password2": "drei-wörter-ohne-sinn"}
    client.post(page("auth_user_password_change", user.pk), secret)
    user.refresh_from_db()
    assert user.check_password("drei-wörter-ohne-sinn")


@pytest.mark.usefixtures("operator")
def test_a_second_account_of_the_same_address_is_refused(client):
    factories.UserFactory(email="kim@example.org")
    data = {"email": "kim@example.org", "name": "Kim", "usable_password": "false"}
    form = client.post(page("network_user_add"), data).context["adminform"].form
    assert form.errors == {"email": ["Ein Konto mit dieser E-Mail gibt es schon."]}


@pytest.mark.usefixtures("operator")
def test_an_operator_gives_a_role_on_the_page_of_the_account(client):
    user, partner = factories.UserFactory(), factories.PartnerFactory()
    row = {"role": "partner_editor", "partner": partner.pk, "network": "", "social_space": "", "user": user.pk}
    given = {f"role_assignments-0-{name}": value for name, value in row.items()}
    counts = NO_ROLES | {"role_assignments-TOTAL_FORMS": "1"}
    client.post(
        page("network_user_change", user.pk),
        {"email": user.email, "name": user.name, "is_active": "on", **counts, **given},
    )
    assert [str(role) for role in user.role_assignments.all()] == [f"Redaktion eines Partners ({partner})"]


# Django's own widget for passwords asks for a variable that it does not set.
@pytest.mark.ignore_template_errors
@pytest.mark.usefixtures("operator")
def test_a_role_in_the_wrong_place_gets_a_sentence(client):
    user = factories.UserFactory()
    given = {"role_assignments-0-role": "partner_editor", "role_assignments-0-user": user.pk}
    counts = NO_ROLES | {"role_assignments-TOTAL_FORMS": "1"}
    response = client.post(
        page("network_user_change", user.pk), {"email": user.email, "name": user.name, **counts, **given}
    )
    (inline,) = response.context["inline_admin_formsets"]
    assert inline.formset.forms[0].non_field_errors() == [
        "Wählen Sie für die Redaktion den Partner, für andere Rollen keinen."
    ]


@pytest.mark.usefixtures("operator")
def test_a_deactivated_account_is_out_at_once(client, client_of):
    user = factories.UserFactory()
    their = client_of(user)
    client.post(page("network_user_change", user.pk), {"email": user.email, "name": user.name, **NO_ROLES})
    user.refresh_from_db()
    assert (user.is_active, their.get("/konto/").status_code) == (False, 302)


@pytest.mark.usefixtures("operator")
def test_an_operator_says_which_partners_publish_by_themselves(client):
    form = client.get(page("network_partner_add")).context["adminform"]
    shown = [name for _title, options in form.fieldsets for name in options["fields"]]
    # The reason of the archive is only read here.
    assert sorted(set(shown) - {"archived_reason"}) == sorted(form.form.fields)
    assert shown.count("is_trusted") == 1
