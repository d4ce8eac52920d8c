"""A partner's website in a real browser: it frames the list, another site does not, and a click leads to the portal."""

import pytest
from playwright.sync_api import Browser, Page, Route

from offers.models import EmbeddingSite
from offers.views.workspace.embeds import SNIPPET
from tests.browser import WIDER, Visit
from tests.network.factories import PartnerFactory
from tests.offers.days import days
from tests.offers.factories import OfferFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
LIST = "/einbetten/traeger/"
FRAME = SNIPPET.format(address=f"https://portal.test{LIST}", title="Angebote")


class Framed(Visit):
    """The portal beside another website, whose page holds the list in a frame."""

    def __init__(self, browser: Browser, client, site: str, **how) -> None:
        self.site = site
        super().__init__(browser, client, LIST, besides=["/angebote/elterncafe/"], **how)
        self.context.set_default_timeout(20_000)
        self.page.goto(f"{site}/")

    def answer(self, route: Route) -> None:
        if route.request.url == f"{self.site}/":
            page = f"<!doctype html><html lang=de><title>Träger</title><h1>Träger</h1>{FRAME}</html>"
            route.fulfill(body=page, content_type="text/html; charset=utf-8")
        elif route.request.url.startswith(self.site):
            route.fulfill(status=404)
        else:
            super().answer(route)


@pytest.fixture
def partner(db):
    found = PartnerFactory(slug="traeger", name="Träger")
    EmbeddingSite.objects.create(partner=found, host="traeger.test")
    OfferFactory(title="Elterncafé", slug="elterncafe", provider=found, confirmed_at=days(0))
    return found


def test_the_partners_site_shows_the_list_and_a_click_opens_the_portal_in_the_whole_window(browser, client, partner):
    visit = Framed(browser, client, "https://traeger.test", viewport={"width": 360, "height": 800})
    link = visit.page.frame_locator("iframe").get_by_role("link", name="Elterncafé")
    link.wait_for()
    assert visit.context.cookies() == []
    link.click()
    visit.page.wait_for_url("https://portal.test/angebote/elterncafe/")
    assert [one for one in visit.complaints if "portal.test" in one] == []
    visit.context.close()


def test_another_site_shows_nothing(browser, client, partner):
    visit = Framed(browser, client, "https://fremd.test")
    visit.page.wait_for_load_state()
    assert visit.page.frame_locator("iframe").get_by_role("link", name="Elterncafé").count() == 0
    assert [one for one in visit.complaints if "frame-ancestors" in one] != []
    visit.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_list_fits_its_frame_and_breaks_no_rule(browser, client, partner, width):
    visit = Visit(browser, client, LIST, viewport={"width": width, "height": 800})
    page: Page = visit.page
    assert (page.evaluate(WIDER), visit.broken_rules(), visit.complaints) == (0, [], [])
    visit.context.close()
