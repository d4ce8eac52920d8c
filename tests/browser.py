"""A real browser that is handed the portal's answers: no server, no network, and whatever it complains about is kept."""

from collections.abc import Callable, Iterable
from functools import wraps
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Route

from tests.waiting import PATIENCE

HOST = "https://portal.test"
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def listen(page: Page, complaints: list[str]) -> None:
    """Keep errors and warnings of a page; what the browser merely mentions depends on how busy the machine is."""

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))


def patient(opening: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
    """Return a way to open a browser's context in which nothing fails for the machine being busy."""

    @wraps(opening)
    def open_patiently(browser: Browser, **how) -> BrowserContext:
        context = opening(browser, **how)
        context.set_default_timeout(PATIENCE * 1000)
        return context

    return open_patiently


def settled(act: Callable) -> Callable:
    """Return a deed of Playwright's that ends once the page it leads to is whole.

    By itself it ends with the first byte of that page, and what the rest holds would be counted as missing.
    """

    @wraps(act)
    def act_and_arrive(actor: Page | Locator, *given, **named) -> None:
        act(actor, *given, **named)
        page = actor.page if isinstance(actor, Locator) else actor
        if not page.is_closed():
            page.wait_for_load_state()

    return act_and_arrive


class Visit:
    """An address opened in a browser by `client`; `complaints` are refusals of the policy and calls to other hosts.

    Django is asked beforehand, for the page and for the addresses that it fetches `besides`: the browser's requests
    arrive in a thread where the test's database connection is not at hand.
    """

    def __init__(self, browser: Browser, client: Client, path: str, *, besides: Iterable[str] = (), **how) -> None:
        wanted = [path, "/erscheinungsbild.css", *besides]
        self.answers = {address: client.get(address) for address in wanted}
        self.complaints: list[str] = []
        self.context = browser.new_context(**how)
        self.context.route("**/*", self.answer)
        self.page: Page = self.context.new_page()
        listen(self.page, self.complaints)
        self.page.goto(HOST + path)

    def answer(self, route: Route) -> None:
        address = route.request.url
        path = urlsplit(address).path
        found = self.answers.get(address.removeprefix(HOST)) or self.answers.get(path)
        if found and address.startswith(HOST):
            route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)
        elif address.startswith(HOST + settings.STATIC_URL):
            file = finders.find(path.removeprefix(settings.STATIC_URL))
            route.fulfill(path=file, content_type=KINDS[path.rpartition(".")[2]])
        else:
            self.complaints.append(f"asked for {address}")
            route.abort()

    def broken_rules(self) -> list[tuple[str, str]]:
        """Return the rules of accessibility that the page breaks, each with the element that does."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [(one["id"], node["html"]) for one in found for node in one["nodes"]]
