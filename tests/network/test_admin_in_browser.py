"""The administration in a real browser: the strict policy refuses nothing of it, and nothing comes from elsewhere."""

import pytest
from django.urls import reverse

from tests.browser import Visit
from tests.network.factories import FacilityFactory, MembershipFactory, OpeningHoursFactory, UserFactory
from tests.offers.factories import OfferFactory, ScheduleFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
SCRIPTS = ["/admin/jsi18n/"]


@pytest.fixture
def record(client):
    """Log an operator in, and return an address in the administration for a name."""
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    facility = OpeningHoursFactory(facility=FacilityFactory()).facility
    membership = MembershipFactory(partner=facility.partner)
    offer = ScheduleFactory(offer=OfferFactory(facility=facility)).offer
    rows = {"facility": facility, "partner": facility.partner, "network": membership.network, "offer": offer}

    def address(name: str) -> str:
        row = rows[name]
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])

    return address


@pytest.mark.parametrize("name", ["facility", "partner", "network", "offer"])
def test_forms_keep_to_the_policy(browser, client, record, name):
    assert Visit(browser, client, record(name), besides=SCRIPTS).complaints == []


@pytest.mark.parametrize(
    "page", ["index", "network_facility_changelist", "offers_offer_changelist", "network_user_add"]
)
def test_lists_keep_to_the_policy(browser, client, record, page):
    assert Visit(browser, client, reverse(f"admin:{page}"), besides=SCRIPTS).complaints == []


def test_a_partner_is_found_by_typing_under_the_policy(browser, client, record):
    query = "?app_label=network&model_name=facility&field_name=partner"
    first = reverse("admin:autocomplete") + query
    found = first.replace("?", "?term=Tr%C3%A4ger&")
    visit = Visit(browser, client, record("facility"), besides=[*SCRIPTS, first, found])
    visit.page.locator(".field-partner .select2-selection").click()
    visit.page.locator(".select2-dropdown .select2-search__field").fill("Träger")
    visit.page.locator(".select2-results__option", has_text="Träger").first.wait_for()
    assert visit.complaints == []
