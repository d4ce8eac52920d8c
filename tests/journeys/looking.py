"""What every journey of staff looks for on the pages that it passes."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser import RULES, WIDER
from tests.journeys.conftest import Visitor


def look(visitor: Visitor) -> list[tuple[str, str]]:
    """Return what is wrong with the open page, each with where: broken rules of accessibility, and too great a width.

    Only with script switched on: axe waits for timers, which do not run without, so it would wait for ever.
    """
    found = Axe().run(visitor.page, options=RULES).response["violations"]
    broken = [(one["id"], node["html"]) for one in found for node in one["nodes"]]
    return broken + ([("too wide", visitor.path)] if visitor.page.evaluate(WIDER) else [])


def verdict(*visitors: Visitor) -> list[tuple[int, list[str]]]:
    """Return of each visitor how many hosts were called, and what the browser complained about."""
    return [(len(visitor.hosts), visitor.complaints) for visitor in visitors]


QUIET = (1, [])
# A form that came back with its errors is, for the browser, something that could not be loaded.
REFUSED = (1, ["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"])
