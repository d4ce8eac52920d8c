"""The steering is told of what is due for grants: once before the day, and once after it."""

import datetime

import pytest
from django.core import mail

from offers.actions.funding import finish_deadline, remind_of_deadlines
from offers.models import GrantDeadline
from tests.network.factories import person
from tests.offers.factories import GrantDeadlineFactory

pytestmark = pytest.mark.usefixtures("municipality")
DUE = datetime.date(2027, 3, 31)


def days_before(number: int) -> datetime.date:
    return DUE - datetime.timedelta(days=number)


def told() -> list[tuple[list[str], str]]:
    found = [(message.to, message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return found


def test_the_steering_and_nobody_else_is_told_once_before_and_once_after():
    GrantDeadlineFactory(due_on=DUE)
    one = person("steering")
    person("planner")
    found = []
    for number in (31, 30, 29, 0, -1, -2):
        remind_of_deadlines(days_before(number))
        found.append(told())
    letter = [([one.email], "Frist einer Förderung: Verwendungsnachweis bis 31.03.2027")]
    assert found == [[], letter, [], [], letter, []]


def test_the_mail_says_what_is_due_by_when_and_leads_there():
    person("steering")
    first = GrantDeadlineFactory(due_on=DUE, note="auf Papier", grant__title="Lotsen", grant__line__name="kinderstark")
    second = GrantDeadlineFactory(due_on=days_before(5), kind="interim", grant__title="Besuche")
    remind_of_deadlines(days_before(3))
    (letter,) = mail.outbox
    lines = [line for line in letter.body.splitlines() if line]
    assert (letter.subject, lines[2:9]) == (
        "2 Fristen von Förderungen, die erste bis 26.03.2027",
        [
            "– Besuche (kinderstark)",
            "  Zwischenbericht: war fällig am 26.03.2027",
            f"  http://127.0.0.1:8000/verwaltung/foerderungen/{second.grant_id}/",
            "– Lotsen (kinderstark)",
            "  Verwendungsnachweis: spätestens am 31.03.2027",
            "  auf Papier",
            f"  http://127.0.0.1:8000/verwaltung/foerderungen/{first.grant_id}/",
        ],
    )


def test_who_is_late_from_the_start_is_told_once():
    person("steering")
    GrantDeadlineFactory(due_on=DUE)
    later = DUE + datetime.timedelta(days=40)
    assert [remind_of_deadlines(later), remind_of_deadlines(later)] == [1, 0]


def test_nobody_is_told_of_what_is_done():
    person("steering")
    deadline = GrantDeadlineFactory(due_on=DUE)
    assert [finish_deadline(deadline=deadline, by=person("steering")) for _again in range(2)] == [True, False]
    assert remind_of_deadlines(DUE) == 0


def test_without_anybody_to_tell_it_is_tried_again_the_next_day():
    GrantDeadlineFactory(due_on=DUE)
    assert remind_of_deadlines(DUE) == 0
    person("steering")
    assert remind_of_deadlines(DUE) == 1


def test_an_address_that_refuses_the_mail_is_tried_again(settings):
    person("steering")
    GrantDeadlineFactory(due_on=DUE)
    settings.EMAIL_BACKEND = "tests.offers.test_funding_reminders.Refusing"
    assert (remind_of_deadlines(DUE), GrantDeadline.objects.get().reminders) == (0, 0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert remind_of_deadlines(DUE) == 1


class Refusing:
    """A post office that is closed."""

    def __init__(self, **_how: object) -> None:
        pass

    def send_messages(self, _messages: object) -> int:
        raise OSError("closed")
