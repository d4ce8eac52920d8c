"""A coordinator prepares, holds and closes a conference on a phone without JavaScript; a partner answers the mail and does its task."""

import datetime
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from network.models import Conference, ConferenceGroup, ConferenceInvitation
from network.quarters import Quarter
from tests.journeys.looking import look, verdict

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
GROUP = "eicken-windberg"
ROOT = "/verwaltung/konferenzen/"
PATIENCE = 20_000  # milliseconds


def beside(deed) -> object:
    """Do something beside the test's transaction, where the server sees it."""

    def run() -> object:
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def free_quarter() -> Quarter:
    """Return the next quarter for which the group has no conference."""
    taken = set(Conference.objects.filter(group__slug=GROUP).standing().values_list("quarter", flat=True))
    current = Quarter.of(timezone.localdate())
    return next(quarter for quarter in map(current.after, range(6)) if quarter.first not in taken)


def let_time_pass(pk: int) -> None:
    """Let the day of a conference have come."""
    begun = timezone.now() - datetime.timedelta(hours=3)
    Conference.objects.filter(pk=pk).update(starts_at=begun, ends_at=begun + datetime.timedelta(hours=2))


@pytest.mark.parametrize(("script", "width"), [(False, 360), (True, 1280)])
def test_a_conference_is_prepared_held_and_closed(staff, family, script, width):
    group, quarter = ConferenceGroup.objects.get(slug=GROUP), free_quarter()
    coordinator = staff("koordination", width, java_script_enabled=script)
    page, broken = coordinator.page, []
    page.set_default_timeout(PATIENCE)

    def see() -> None:
        # The rules are looked at with a script.
        broken.extend(look(coordinator) if script else [])

    def press(name: str, kind: str = "button") -> None:
        page.locator("main").get_by_role(kind, name=name, exact=True).first.click()
        see()

    coordinator.open("/verwaltung/")
    press("Konferenzen und Projekte", "link")
    assert "Nord 2 von 5, Ost 4 von 4, Süd 4 von 6, West 2 von 3" in page.locator("main").inner_text()
    page.locator("#gruppen").get_by_role("link", name=group.name).click()
    see()
    press("Konferenz planen", "link")
    page.get_by_label("Zählt für das Quartal").select_option(quarter.first.isoformat())
    page.get_by_label("Tag", exact=False).first.fill((timezone.localdate() + datetime.timedelta(days=5)).isoformat())
    page.locator("[name=starts]").fill("09:30")
    page.locator("[name=ends]").fill("11:30")
    page.locator("[name=place]").fill("Quartiersbüro Eicken")
    page.locator("[name=title]").fill(f"Übergang in die Schule {width}")
    page.locator("[name=notes]").fill("Nur unter uns")
    press("Speichern")
    pk = int(re.search(r"/konferenzen/(\d+)/", page.url)[1])
    press("Gast auf die Liste setzen", "link")
    page.locator("[name=name]").fill("Dolmetschpool Arabisch")
    page.locator("[name=role]").select_option("interpreter")
    page.locator("[name=email]").fill("dolmetschen@example.org")
    press("Speichern")
    number = ConferenceInvitation.objects.filter(conference=pk).exclude(email="").count()
    before = len(mail.outbox)
    press(f"{number} Einladungen verschicken")
    letters = mail.outbox[before:]
    assert (len(letters), len(letters[0].attachments)) == (number, 1)

    guest = family(360, java_script_enabled=script)
    guest.page.set_default_timeout(PATIENCE)
    letter = next(one for one in letters if one.to == ["dolmetschen@example.org"])
    guest.open(re.search(r"/konferenz/\S+", letter.body)[0])
    broken += look(guest) if script else []
    guest.page.get_by_label("Möchten Sie etwas dazu sagen?").fill("Zu zweit")
    guest.page.get_by_role("button", name="Ja, wir kommen").click()
    broken += look(guest) if script else []
    assert "Danke" in guest.page.locator("h1").inner_text()

    beside(lambda: let_time_pass(pk))
    coordinator.open(f"{ROOT}{pk}/")
    see()
    assert "Zu zweit" in page.locator("main").inner_text()
    press("Hat stattgefunden")
    press("Wer war da?", "link")
    page.get_by_label("war da", exact=True).first.check()
    press("Speichern")
    press("Beschluss eintragen", "link")
    page.locator("[name=text]").fill("Ein gemeinsames Blatt für Eltern")
    press("Speichern")
    press("Aufgabe eintragen", "link")
    page.locator("[name=text]").fill("Blatt entwerfen")
    page.locator("[name=owner]").fill("Familienbildungsstätte")
    page.locator("[name=due_on]").fill((timezone.localdate() + datetime.timedelta(days=30)).isoformat())
    press("Speichern")
    press("Rückkopplung eintragen", "link")
    page.locator("[name=text]").fill("Kitaplätze fehlen")
    press("Speichern")
    press("Protokoll schreiben", "link")
    page.locator("[name=minutes]").fill("Wir haben über den Übergang gesprochen.")
    page.locator("[name=next_on]").fill((timezone.localdate() + datetime.timedelta(days=90)).isoformat())
    press("Speichern")
    press("Abschließen")
    assert page.locator("main .badge").first.inner_text() == "abgeschlossen"

    # Who took on a task finds and does it; minutes of a group that it is not in are none of its business.
    partner = staff("partner", 360, java_script_enabled=script)
    partner.page.set_default_timeout(PATIENCE)
    partner.open(f"{ROOT}aufgaben/")
    broken += look(partner) if script else []
    task = partner.page.locator("main li", has_text="Blatt entwerfen").first
    task.get_by_label("Was daraus wurde").fill("Liegt vor")
    task.get_by_role("button", name="Erledigt").click()
    refused = partner.page.goto(f"{partner.city}{ROOT}{pk}/")
    coordinator.open(f"{ROOT}{pk}/")
    told = page.locator("main").inner_text()
    assert (refused.status, "Liegt vor" in told) == (404, True)
    quiet = [(1, [])] * 2
    # A page that is not found is an error to the browser, and was asked for on purpose.
    assert (broken, verdict(coordinator, guest), len(partner.hosts)) == ([], quiet, 1)
