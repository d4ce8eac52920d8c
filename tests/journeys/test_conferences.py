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
from tests.journeys.looking import QUIET, look, verdict

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
GROUP = "eicken-windberg"
ROOT = "/verwaltung/konferenzen/"
GUEST = "dolmetschen@example.org"


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


class Desk:
    """Somebody at work: presses what they see, and looks whether each page keeps the rules, where a script can tell."""

    def __init__(self, visitor, *, script: bool) -> None:
        self.visitor, self.page, self.script, self.broken = visitor, visitor.page, script, []

    def see(self) -> None:
        self.broken.extend(look(self.visitor) if self.script else [])

    def open(self, path: str) -> None:
        self.visitor.open(path)
        self.see()

    def press(self, name: str, kind: str = "button") -> None:
        self.page.locator("main").get_by_role(kind, name=name, exact=True).first.click()
        self.see()

    def write(self, opened_by: str, **entered: str) -> None:
        """Fill a form that a link opens, and save it."""
        self.press(opened_by, "link")
        for name, text in entered.items():
            field = self.page.locator(f"main [name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(text)
            else:
                field.fill(text)
        self.press("Speichern")

    @property
    def told(self) -> str:
        return self.page.locator("main").inner_text()


def day(ahead: int) -> str:
    return (timezone.localdate() + datetime.timedelta(days=ahead)).isoformat()


def prepare(desk: Desk, group: ConferenceGroup, quarter: Quarter) -> int:
    """Plan a conference with a guest, and return its number."""
    desk.open("/verwaltung/")
    desk.press("Konferenzen und Projekte", "link")
    assert "Nord 2 von 5, Ost 4 von 4, Süd 4 von 6, West 2 von 3" in desk.told
    desk.page.locator("#gruppen").get_by_role("link", name=group.name).click()
    times = {"day": day(5), "starts": "09:30", "ends": "11:30"}
    what = {"place": "Quartiersbüro Eicken", "title": "Übergang in die Schule", "notes": "Nur unter uns"}
    desk.write("Konferenz planen", quarter=quarter.first.isoformat(), **times, **what)
    guest = {"name": "Dolmetschpool Arabisch", "role": "interpreter", "email": GUEST}
    desk.write("Gast auf die Liste setzen", **guest)
    return int(re.search(r"/konferenzen/(\d+)/", desk.page.url)[1])


def invite(desk: Desk, pk: int) -> str:
    """Send the invitations, and return the link by which the guest says yes."""
    number = ConferenceInvitation.objects.filter(conference=pk).exclude(email="").count()
    before = len(mail.outbox)
    desk.press(f"{number} Einladungen verschicken")
    letters = {letter.to[0]: letter for letter in mail.outbox[before:]}
    assert (len(letters), len(letters[GUEST].attachments)) == (number, 1)
    return re.search(r"/konferenz/\S+", letters[GUEST].body)[0]


def answer(desk: Desk, link: str) -> None:
    desk.open(link)
    desk.page.get_by_label("Möchten Sie etwas dazu sagen?").fill("Zu zweit")
    desk.press("Ja, wir kommen")
    assert "Danke" in desk.told


def hold_and_close(desk: Desk, pk: int) -> None:
    """Say that it took place, who came and what came of it, and close it."""
    desk.open(f"{ROOT}{pk}/")
    assert "Zu zweit" in desk.told
    desk.press("Hat stattgefunden")
    desk.press("Wer war da?", "link")
    desk.page.get_by_label("war da", exact=True).first.check()
    desk.press("Speichern")
    desk.write("Beschluss eintragen", text="Ein gemeinsames Blatt für Eltern")
    desk.write("Aufgabe eintragen", text="Blatt entwerfen", owner="Familienbildungsstätte", due_on=day(30))
    desk.write("Rückkopplung eintragen", text="Kitaplätze fehlen")
    desk.write("Protokoll schreiben", minutes="Wir sprachen über den Übergang.", next_on=day(90))
    desk.press("Abschließen")
    assert desk.page.locator("main .badge").first.inner_text() == "abgeschlossen"


@pytest.mark.parametrize(("script", "width"), [(False, 360), (True, 1280)])
def test_a_conference_is_prepared_held_and_closed(staff, family, script, width):
    group, quarter = ConferenceGroup.objects.get(slug=GROUP), free_quarter()
    coordinator = Desk(staff("koordination", width, java_script_enabled=script), script=script)
    guest = Desk(family(360, java_script_enabled=script), script=script)
    partner = Desk(staff("partner", 360, java_script_enabled=script), script=script)
    pk = prepare(coordinator, group, quarter)
    answer(guest, invite(coordinator, pk))
    beside(lambda: let_time_pass(pk))
    hold_and_close(coordinator, pk)
    # Who took on a task finds and does it; minutes of a group that it is not in are none of its business.
    partner.open(f"{ROOT}aufgaben/")
    task = partner.page.locator("main li", has_text="Blatt entwerfen").first
    task.get_by_label("Was daraus wurde").fill(f"Liegt vor, {width}")
    task.get_by_role("button", name="Erledigt").click()
    refused = partner.page.goto(f"{partner.visitor.city}{ROOT}{pk}/")
    coordinator.open(f"{ROOT}{pk}/")
    assert (refused.status, f"Liegt vor, {width}" in coordinator.told) == (404, True)
    broken = [*coordinator.broken, *guest.broken, *partner.broken]
    # A page that is not found is an error to the browser, and was asked for on purpose.
    hosts = len(partner.visitor.hosts)
    assert (broken, verdict(coordinator.visitor, guest.visitor), hosts) == ([], [QUIET] * 2, 1)
