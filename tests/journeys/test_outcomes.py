"""A partner enters what its offer achieved; a planner opens the yearly report that tells it; the steering keeps a grant."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from monitoring.models import OutcomeMetric
from offers.models import Grant
from tests.journeys.looking import QUIET, REFUSED, look, verdict
from tests.monitoring.factories import FunnelFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LAST_YEAR = str(timezone.localdate().year - 1)


@pytest.fixture
def metric(city):
    """Let the city count something; beside the test's transaction, where the server sees it."""

    def make() -> None:
        if not OutcomeMetric.objects.filter(code="vermittelt").exists():
            FunnelFactory(code="vermittelt", name="Weiter geholfen")
        connection.close()

    with ThreadPoolExecutor(1) as beside:
        beside.submit(make).result()


def entered(partner, offer: str, numbers: tuple[str, str, str]) -> list:
    """Enter what an offer achieved, as far as one can with these numbers; return what was wrong on the way."""
    page = partner.open("/verwaltung/")
    page.get_by_role("link", name="Ergebnisse", exact=True).click()
    broken = look(partner)
    page.get_by_role("link", name="Ergebnis eintragen").click()
    page.fill("input[name=q]", offer)
    page.get_by_role("button", name="Suchen").click()
    broken += look(partner)
    page.get_by_role("main").get_by_role("link", name=offer).click()
    page.get_by_role("link", name="Weiter geholfen").click()
    page.select_option("select[name=year]", LAST_YEAR)
    for name, number in zip(("first", "second", "third"), numbers, strict=True):
        page.fill(f"input[name={name}]", number)
    broken += look(partner)
    page.get_by_role("button", name="Speichern").click()
    return broken + look(partner)


def test_a_partner_enters_an_outcome_and_a_planner_finds_it_in_the_yearly_report(staff, metric):
    partner = staff("partner", 360)
    broken = entered(partner, "PEKiP in Giesenkirchen", ("120", "48", "49"))
    page = partner.page
    said = page.locator(".error-summary li").all_inner_texts()
    page.fill("input[name=third]", "36")
    page.get_by_role("button", name="Speichern").click()
    row = page.locator("tbody tr").first.inner_text()
    broken += look(partner)
    planner = staff("planung")
    page = planner.open("/monitoring/ergebnisse/")
    broken += look(planner)
    page.get_by_role("link", name="Weiter geholfen").click()
    broken += look(planner)
    page.get_by_role("link", name="Alle Messgrößen").click()
    page.get_by_role("link", name="Erfolgsnachweis", exact=True).click()
    broken += look(planner)
    reach = page.locator("#reichweite ~ .table-frame tbody tr").first.inner_text().split()
    pdf = page.request.get(planner.city + page.get_by_role("link", name="Als PDF").get_attribute("href"))
    assert (len(said), "36 vermittelt" in row, reach) == (1, True, ["Weiter", "geholfen", "36", "vermittelt", "75,0"])
    assert (pdf.status, pdf.headers["content-type"], pdf.body()[:5]) == (200, "application/pdf", b"%PDF-")
    assert (broken, verdict(partner, planner)) == ([], [REFUSED, QUIET])


def test_the_steering_keeps_a_grant_and_takes_its_numbers_along(staff):
    steering = staff("steuerung", 360)
    page = steering.open("/verwaltung/foerderungen/")
    broken = look(steering)
    page.get_by_role("link", name="Neue Förderung").click()
    page.fill("input[name=title]", "Probe im Browser")
    page.select_option("select[name=line]", label="Stiftung")
    page.select_option("select[name=applicant]", label="Fachbereich Kinder, Jugend und Familie")
    page.fill("input[name=valid_from]", "2027-01-01")
    page.fill("input[name=valid_until]", "2027-12-31")
    page.fill("input[name=amount]", "12.000,50")
    page.fill("textarea[name=purpose]", "Bücher für den Willkommensbesuch")
    page.select_option("select[name=forwardings-0-recipient]", label="Kinderschutzbund Mönchengladbach")
    page.fill("input[name=forwardings-0-amount]", "20.000")
    page.get_by_role("button", name="Speichern").click()
    broken += look(steering)
    refused = page.locator("main").inner_text()
    page.fill("input[name=forwardings-0-amount]", "2.000")
    page.get_by_role("button", name="Speichern").click()
    broken += look(steering)
    with page.expect_download() as found:
        page.get_by_role("link", name="CSV", exact=True).click()
    lines = found.value.path().read_text("utf-8-sig")
    assert "Zusammen ist das mehr als die Förderung: 20.000,00 von 12.000,50 Euro." in refused
    assert "weitergeleitet an Kinderschutzbund Mönchengladbach;;2000,00" in lines
    assert (Grant.objects.filter(title="Probe im Browser").count(), broken, verdict(steering)) == (1, [], [REFUSED])
