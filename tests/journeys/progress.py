"""Long work behind a page: asked for with a button, waited for as people wait."""

import time

from playwright.sync_api import Page

LONGEST = 120.0  # seconds


def ask_and_wait(page: Page, button: str, *, script: bool) -> None:
    """Press a button that starts long work, and wait until its page shows the outcome; `script` says whether the page runs any.

    With script the page loads itself anew when the work is done; without, people press its button for that.
    """
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()
    at_work = page.locator("[data-progress]")
    if script:
        at_work.wait_for(state="detached", timeout=LONGEST * 1000)
        page.wait_for_load_state("load")
        return
    end = time.monotonic() + LONGEST
    while at_work.count() and time.monotonic() < end:
        time.sleep(0.2)
        # Half a page does not show yet whether the work goes on.
        with page.expect_navigation():
            page.get_by_role("link", name="Stand neu laden").click()
