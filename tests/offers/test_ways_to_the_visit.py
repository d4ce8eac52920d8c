"""From where families with a baby look, one link leads to the welcome visit; where help is urgent, nothing stands beside the numbers."""

import pytest

from tests.network.spaces import Ground
from tests.offers.factories import GuideFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
VISIT = "/willkommensbesuch/"


def links(client, path: str) -> list[str]:
    """Return the words of the links to the visit in the page's main part."""
    return [text_of(one) for one in parsed(client.get(path)).find(".//main").iter("a") if one.get("href") == VISIT]


def test_the_start_page_situations_districts_and_social_spaces_lead_to_it(client):
    ground = Ground()
    GuideFactory(code="baby-erwartet")
    paths = ("/", "/lebenslagen/baby-erwartet/", f"/stadtteile/{ground.district.slug}/", "/sozialraeume/rheydt-ost/")
    assert [links(client, path) for path in paths] == [["Bitten Sie um einen Willkommensbesuch"]] * 4


def test_the_page_for_urgent_help_does_not(client):
    assert links(client, "/hilfe-sofort/") == []
