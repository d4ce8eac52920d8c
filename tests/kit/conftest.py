"""A browser that reads the pages straight from Django: no server, no database, no network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Route

ADDRESS = "http://portal.test"
STATIC = Path(settings.BASE_DIR, "static")
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


def answer(route: Route) -> None:
    """Answer a request of the browser: files from the tree, everything else from the portal."""
    address = urlsplit(route.request.url)
    if address.path.startswith(settings.STATIC_URL):
        file = STATIC / address.path.removeprefix(settings.STATIC_URL)
        route.fulfill(path=file, content_type=KINDS[file.suffix])
        return
    response = Client().get(f"{address.path}?{address.query}")
    route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.content)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a way to open an address; keywords are those of Playwright's contexts."""
    contexts = []

    def open_page(path: str, width: int = 1280, **how) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **how)
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.goto(ADDRESS + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
