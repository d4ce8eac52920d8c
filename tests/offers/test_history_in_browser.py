"""The history in a real browser: nothing breaks a rule of accessibility or the policy, and two versions are compared by hand."""

import pytest
from django.urls import reverse

from kit.history import through
from tests.browser import WIDER, Visit
from tests.network.factories import person
from tests.offers.factories import OfferFactory, ScheduleFactory, TopicFactory
from tests.offers.history import edit, versions

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
LONG = "Kindertagespflegepersonenqualifizierungsmaßnahme"


@pytest.fixture
def offer(client):
    """Return an offer with a history, and log in somebody who may bring it back."""
    client.force_login(person("steering"))
    offer = OfferFactory(title=LONG, description="Mit Frühstück.\n" * 20)
    with through("import"):
        offer.topics.add(TopicFactory(code="spiel"), TopicFactory(code="bewegung"))
        ScheduleFactory(offer=offer)
    edit(offer, title="Elterncafé", status="archived", archived_reason=f"Die {LONG} ist zu Ende.")
    edit(offer, summary=f"{LONG} " * 5)
    return offer


def addresses(offer):
    newest, *_between, first = (version.key for version in versions(offer))
    listed = reverse("record_history", args=["angebote", offer.pk])
    return {
        "list": listed,
        "one": f"{listed}{first}/",
        "newest": f"{listed}{newest}/",
        "two": f"{listed}vergleich/?von={first}&bis={newest}",
    }


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("page", ["list", "one", "newest", "two"])
def test_every_page_of_a_history_keeps_the_rules_and_fits(browser, client, offer, page, width):
    visit = Visit(browser, client, addresses(offer)[page], viewport={"width": width, "height": 800})
    assert (visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER)) == ([], [], 0)


def test_two_versions_are_chosen_and_compared_without_script(browser, client, offer):
    listed = addresses(offer)["list"]
    newest, _last, then, first = (version.key for version in versions(offer))
    compared = f"{listed}vergleich/?bis={then}&von={first}"
    visit = Visit(browser, client, listed, besides=[compared], java_script_enabled=False)
    visit.page.locator(f"#von-{first}").check()
    visit.page.locator(f"#bis-{then}").check()
    visit.page.get_by_role("button", name="vergleichen").click()
    assert visit.page.locator("main dt").all_inner_texts() == ["Themen", "Zeiten"]
    assert (visit.complaints, newest > then) == ([], True)
