"""The steering puts a partner away and takes it up again, on a phone; families read a kind word meanwhile."""

import pytest

from tests.journeys.looking import QUIET, look, verdict

# Without the second mark no test database would be made, and the city would move into the real one.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
REASON = "Die Agentur ist umgezogen."


def test_a_partner_is_archived_from_the_list_read_about_by_families_and_taken_up_again(staff, family):
    steering, reader = staff("steuerung", 360), family()
    page = steering.open("/verwaltung/partner/?q=Agentur")
    page.get_by_role("link", name="Agentur für Arbeit Mönchengladbach", exact=True).click()
    page.get_by_role("link", name="So sehen es Familien").click()
    public = steering.path
    page.go_back()
    page.get_by_role("button", name="archivieren").click()
    goes_along = page.locator("main li li").all_inner_texts()
    wrong = look(steering)
    page.get_by_label("Grund").fill(REASON)
    page.get_by_role("button", name="archivieren").click()
    told = [page.locator(".notice-success").inner_text()]
    reader.open(public)
    heading = reader.page.locator("h1").inner_text()
    wrong += look(reader)
    page.goto(steering.city + "/verwaltung/partner/?sichtbar=archiviert")
    page.get_by_label("auswählen").check()
    page.get_by_role("button", name="wieder aufnehmen").click()
    page.get_by_role("button", name="wieder aufnehmen").click()
    told.append(page.locator(".notice-success").inner_text())
    assert [sentence.partition(":")[0] for sentence in goes_along] == [
        "Mit archiviert wird 1 Einrichtung",
        "Mit archiviert werden 6 Angebote",
    ]
    assert (told, heading, wrong) == (
        ["1 Partner archiviert.", "1 Partner wieder aufgenommen, noch nicht öffentlich."],
        "Dieser Partner ist nicht mehr dabei",
        [],
    )
    assert verdict(steering) == [QUIET]
    # The browser notes the status of the page that is no more.
    assert [one for one in reader.complaints if "404" not in one] == []
