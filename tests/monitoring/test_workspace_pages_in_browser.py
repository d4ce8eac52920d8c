"""Every page of the workspace in a real browser: at both widths, with the longest words, from right to left, with big text."""

from collections.abc import Iterator

import pytest

from tests.browser import WIDER, Visit
from tests.monitoring.walk import ADDRESSES
from tests.offers.walk.table import HISTORY, OTHER_HISTORY

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# Files are no pages, and one address only leads on to another.
FILES = (".csv", ".zip", ".ics", ".pdf", ".xlsx", "xlsx)", "/datei/")
# The pages of a kind's history are the same for all kinds.
SHOWN_OF = {HISTORY: "angebote", OTHER_HISTORY: "netzwerke"}


def is_page(address) -> bool:
    if "GET" not in address.methods or address.answer != 200 or address.route.endswith(FILES):
        return False
    shown = next((kind for start, kind in SHOWN_OF.items() if address.route.startswith(start)), None)
    return shown in {None, address.holds.get("kind")}


PAGES = {address.route: address for address in ADDRESSES if is_page(address)}
# What is worked with longest, or has the widest tables.
HARD = [
    "",
    "angebote/",
    "angebote/<int:pk>/bearbeiten/",
    "einreichungen/<int:pk>/",
    "importe/<int:pk>/",
    "konferenzen/",
    "konferenzen/<int:pk>/",
    "zahlen/<int:pk>/",
    "zahlen/<int:pk>/spalten/",
]


@pytest.fixture
def visit(world, browser) -> Iterator:
    """Return a way to open a page, as whoever may: the steering, but for numbers the planner, the author for what is personal, the team for what it alone sees."""
    opened = []

    def opening(route: str, width: int = 320, **how) -> Visit:
        address = PAGES[route]
        who = next(one for one in ("steering", "planner", "editor", "team") if one in address.reach)
        made = Visit(
            browser,
            world.people[who],
            address.path(world.records),
            viewport={"width": width, "height": 800},
            **how,
        )
        opened.append(made)
        return made

    yield opening
    for one in opened:
        one.context.close()


def open_all(page) -> None:
    """Unfold what can be unfolded."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("route", PAGES)
def test_every_page_keeps_the_rules_and_fits(visit, route):
    narrow = visit(route)
    status = {path: answer.status_code for path, answer in narrow.answers.items()}
    open_all(narrow.page)
    found = [(narrow.broken_rules(), narrow.page.evaluate(WIDER))]
    narrow.page.set_viewport_size({"width": 1280, "height": 800})
    found.append((narrow.broken_rules(), narrow.page.evaluate(WIDER)))
    assert (set(status.values()), narrow.complaints, found) == ({200}, [], [([], 0)] * 2)


@pytest.mark.parametrize("route", HARD)
def test_the_hardest_pages_fit_from_right_to_left_and_with_text_twice_as_big(visit, route):
    page = visit(route).page
    open_all(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    turned = page.evaluate(WIDER)
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (turned, page.evaluate(WIDER)) == (0, 0)
