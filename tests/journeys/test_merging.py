"""A coordinator makes one offer of two, on a phone and without script; who has the old address finds the new one."""

import pytest

# Without the second mark no test database would be made, and the city would move into the real one.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_pair_is_told_apart_and_after_all_made_one_and_the_old_address_leads_on(staff, family):
    coordinator = staff("steuerung", 360, java_script_enabled=False)
    page = coordinator.open("/verwaltung/dubletten/")
    titles = page.locator("main li h2").all_inner_texts()
    page.get_by_role("button", name="Sind verschieden").click()
    page.get_by_role("link", name="Was für verschieden erklärt wurde").click()
    page.get_by_role("button", name="Doch eine mögliche Dublette").click()
    page.get_by_role("link", name="Zu den möglichen Dubletten").click()
    page.get_by_role("link", name="Zusammenführen").click()
    page.get_by_role("button", name="Weiter zur Vorschau").click()
    page.get_by_role("button", name="Jetzt zusammenführen").click()
    told = page.locator(".notice-success").inner_text()
    reader = family()
    paths = []
    for slug in ("hebammensprechstunde-odenkirchen", "home-sprechstunde-in-odenkirchen"):
        reader.open(f"/angebote/{slug}/")
        paths.append(reader.path)
    assert (sorted(titles), "ist archiviert" in told, len(set(paths)), reader.complaints) == (
        ["HOME-Sprechstunde in Odenkirchen", "Hebammensprechstunde Odenkirchen"],
        True,
        1,
        [],
    )
