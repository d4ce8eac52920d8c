"""Reminders of the tasks that organisations took on in conferences: one mail to each, with all that is open."""

import datetime
import logging
from smtplib import SMTPException

from django.db import connection, transaction
from django.utils import timezone

from network.conference_letters import task_letter
from network.models import Conference, ConferenceTask, Partner, RoleAssignment

logger = logging.getLogger(__name__)
# A week before, on the day, and then every other week for a quarter: after that the next conference asks.
STAGES = (-7, 0, *range(14, 92, 14))
LOCK = "SELECT pg_advisory_xact_lock(hashtext('conference_tasks'), %s)"


def remind_of_tasks(day: datetime.date | None = None) -> int:
    """Remind the organisations that have tasks to do, and return how many mails went out.

    Who missed several reminders gets one; a mail that fails is tried again the next time.
    """
    day = day or timezone.localdate()
    owners = open_tasks().order_by("owner").values_list("owner", flat=True).distinct()
    return sum(remind_owner(pk, day) for pk in owners)


def open_tasks():
    """Return the tasks to be done of conferences that took place."""
    return ConferenceTask.objects.open().filter(conference__state__in=[Conference.State.HELD, Conference.State.CLOSED])


def remind_owner(owner: int, day: datetime.date) -> int:
    """Remind one organisation where a reminder is due; of two at once, the second waits and then finds it done."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(LOCK, [owner])
            tasks = list(open_tasks().filter(owner=owner).select_related("conference__group", "owner"))
            due = [task for task in tasks if stages(task, day) > task.reminders]
            addresses = addresses_of(owner)
            if not due or not addresses:
                return 0
            for task in due:
                task.reminders = stages(task, day)
            ConferenceTask.objects.bulk_update(due, ["reminders"])
            task_letter([task for task in tasks if stages(task, day)], addresses, day).send()
    except (SMTPException, OSError):
        logger.exception("an organisation could not be reminded of its tasks")
        return 0
    return 1


def stages(task: ConferenceTask, day: datetime.date) -> int:
    """Return how many reminders of a task are due until a day."""
    return sum((day - task.due_on).days >= stage for stage in STAGES)


def addresses_of(owner: int) -> list[str]:
    """Return where an organisation is reminded: its office, or else the people who keep its records."""
    office = Partner.objects.values_list("email", flat=True).get(pk=owner)
    if office:
        return [office]
    keepers = RoleAssignment.objects.filter(partner=owner, user__is_active=True)
    return sorted(set(keepers.values_list("user__email", flat=True)))
