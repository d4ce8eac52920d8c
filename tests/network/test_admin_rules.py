"""What an operator enters against a rule: a German sentence beside the field, and never an error page."""

import pytest
from django.urls import reverse

from network.models import Membership, Partner
from tests.network.factories import (
    FacilityFactory,
    FacilityKindFactory,
    NetworkFactory,
    PartnerFactory,
    PartnerKindFactory,
)
from tests.sozialraum.factories import DistrictFactory, PostcodeFactory, StreetSectionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipality")]
ENDS_FIRST = "Das Ende muss nach dem Beginn liegen."


def errors_of(response):
    return response.context["adminform"].form.errors


def page(name, *args):
    return reverse(f"admin:{name}", args=args)


def rows(prefix, *entries):
    """Return what a form sends for new rows of an inline."""
    counted = {f"{prefix}-TOTAL_FORMS": len(entries), f"{prefix}-INITIAL_FORMS": 0}
    sent = {f"{prefix}-{number}-{name}": value for number, row in enumerate(entries) for name, value in row.items()}
    return counted | sent


def partner_data(**more):
    return {"kind": PartnerKindFactory().pk, "name": "Haus", "slug": "haus"} | more


def test_a_house_is_given_to_no_archived_partner(admin_client):
    away = PartnerFactory(is_public=False, archived_reason="aufgelöst")
    data = {"kind": FacilityKindFactory().pk, "name": "Haus", "slug": "haus", "partner": away.pk}
    response = admin_client.post(page("network_facility_add"), data | rows("opening_hours"))
    assert errors_of(response) == {"partner": ["Dieser Träger ist archiviert."]}


def test_an_archived_partner_is_not_shown_before_it_is_taken_up_again(admin_client):
    away = PartnerFactory(is_public=False, archived_reason="aufgelöst")
    data = partner_data(is_public="on") | rows("memberships")
    response = admin_client.post(page("network_partner_change", away.pk), data)
    said = "Was archiviert ist, sehen Familien nicht. Bitte zuerst wieder aufnehmen."
    assert errors_of(response) == {"is_public": [said]}


def test_a_membership_that_ends_before_it_begins_is_refused_beside_its_end(admin_client):
    data = {"network": NetworkFactory().pk, "partner": PartnerFactory().pk, "role": "member"}
    backward = {"valid_from": "01.01.2026", "valid_until": "01.01.2025"}
    response = admin_client.post(page("network_membership_add"), data | backward)
    assert errors_of(response) == {"valid_until": [ENDS_FIRST]}


def test_two_new_memberships_of_one_network_at_a_time_are_refused_beside_the_second(admin_client):
    row = {"network": NetworkFactory().pk, "role": "member", "valid_from": "01.01.2026"}
    response = admin_client.post(page("network_partner_add"), partner_data() | rows("memberships", row, row))
    [memberships] = response.context["inline_admin_formsets"]
    said = "In diesem Netzwerk ist der Partner zu dieser Zeit schon Mitglied, siehe oben."
    assert memberships.formset.errors == [{}, {"valid_from": [said]}]


def test_two_new_memberships_one_after_the_other_are_saved(admin_client):
    row = {"network": NetworkFactory().pk, "role": "member"}
    first, second = {"valid_from": "01.01.2025", "valid_until": "01.01.2026"}, {"valid_from": "01.01.2026"}
    admin_client.post(page("network_partner_add"), partner_data() | rows("memberships", row | first, row | second))
    assert Membership.objects.count() == 2


def test_a_partner_does_not_belong_to_one_of_its_own_units(admin_client):
    top = PartnerFactory()
    unit = PartnerFactory(parent=PartnerFactory(parent=top))
    data = partner_data(parent=unit.pk) | rows("memberships")
    response = admin_client.post(page("network_partner_change", top.pk), data)
    assert errors_of(response) == {"parent": ["Dieser Partner gehört schon zu dem, den Sie gerade ändern."]}


def test_a_partner_may_belong_to_one_without_units(admin_client):
    parent = PartnerFactory()
    admin_client.post(page("network_partner_add"), partner_data(parent=parent.pk) | rows("memberships"))
    assert Partner.objects.get(name="Haus").parent == parent


def facility_data(**more):
    named = {"name": "Haus", "slug": "haus", "partner": PartnerFactory().pk, "kind": FacilityKindFactory().pk}
    return named | rows("opening_hours") | more


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"postcode": "4106"}, {"postcode": ["Eine Postleitzahl hat fünf Ziffern."]}),
        ({"latitude": "viel", "longitude": "6,4"}, {"latitude": ["Bitte eine Zahl eingeben."]}),
        ({"longitude": "6,4"}, {"latitude": ["Bitte Breite und Länge angeben oder beide leer lassen."]}),
    ],
)
def test_what_is_wrong_with_a_place_is_said_where_it_is_wrong(admin_client, entered, said):
    assert errors_of(admin_client.post(page("network_facility_add"), facility_data(**entered))) == said


def test_opening_hours_that_close_before_they_open_are_refused_in_their_row(admin_client):
    row = {"weekday": 1, "opens": "10:00", "closes": "09:00"}
    response = admin_client.post(page("network_facility_add"), facility_data() | rows("opening_hours", row))
    [hours] = response.context["inline_admin_formsets"]
    assert hours.formset.errors == [{"closes": [ENDS_FIRST]}]


def test_a_place_may_be_typed_with_a_comma(admin_client):
    district = DistrictFactory(column=0)
    admin_client.post(page("network_facility_add"), facility_data(latitude="51,11", longitude="6,41"))
    assert district.facilities.get().point.coords == (6.41, 51.11)


def test_a_taken_short_name_is_called_as_the_form_calls_it(admin_client):
    taken = FacilityFactory().slug
    response = admin_client.post(page("network_facility_add"), facility_data(slug=taken))
    assert errors_of(response) == {"slug": ["Diesen Kurznamen gibt es schon."]}


def test_people_live_in_districts_of_their_level_alone(admin_client):
    borough = DistrictFactory().parent
    form = admin_client.get(page("network_facility_add")).context["adminform"].form
    assert borough not in form.fields["district"].queryset


@pytest.mark.parametrize(("numbers", "field"), [((9, 3), "number_to"), ((1, 9), None)])
def test_house_numbers_that_run_downward_are_refused_beside_the_last(admin_client, numbers, field):
    StreetSectionFactory(street="Hauptstraße", number_from=50, number_to=60)
    place = {"postcode": PostcodeFactory().pk, "district": DistrictFactory().pk, "side": "all"}
    entered = {"street": "Hauptstraße", "number_from": numbers[0], "number_to": numbers[1]}
    response = admin_client.post(page("sozialraum_streetsection_add"), place | entered)
    found = set() if response.status_code == 302 else set(errors_of(response))
    assert found == ({field} if field else set())


def test_a_street_of_dots_alone_has_no_name(admin_client):
    place = {"postcode": PostcodeFactory().pk, "district": DistrictFactory().pk, "side": "all"}
    entered = {"street": "...", "number_from": 1, "number_to": 9}
    response = admin_client.post(page("sozialraum_streetsection_add"), place | entered)
    assert errors_of(response) == {"street": ["Bitte den Namen der Straße angeben."]}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("09.10.2030", "05.10.2030"), {"last_day": ["Ferien enden nicht, bevor sie beginnen."]}),
        (("10.10.2029", "12.10.2029"), {"__all__": ["In dieser Zeit sind in diesem Land schon Ferien."]}),
    ],
)
def test_school_holidays_that_cannot_be_are_refused_with_a_sentence(admin_client, days, said):
    entered = {"federal_state": "NW", "name": "Herbstferien", "first_day": "01.10.2029", "last_day": "12.10.2029"}
    admin_client.post(page("sozialraum_schoolholiday_add"), entered)
    again = entered | {"first_day": days[0], "last_day": days[1]}
    assert errors_of(admin_client.post(page("sozialraum_schoolholiday_add"), again)) == said


def test_two_new_times_of_a_district_in_a_social_space_are_refused_beside_the_second(admin_client):
    row = {"district": DistrictFactory().pk, "valid_from": "01.01.2026"}
    data = {"code": "09", "name": "Süd", "slug": "sued", "team_name": "Team 09"} | rows("memberships", row, row)
    response = admin_client.post(page("sozialraum_socialspace_add"), data)
    [memberships] = response.context["inline_admin_formsets"]
    said = "Dieses Gebiet gehört zu dieser Zeit schon zum Sozialraum, siehe oben."
    assert memberships.formset.errors == [{}, {"valid_from": [said]}]
