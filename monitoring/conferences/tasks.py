"""What conferences ask of somebody: dates that are missing, minutes that are open, tasks that are late."""

import datetime
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.conferences.overview import OVERDUE
from network.choices import Permission
from network.conference_counting import to_be_done
from network.models import User
from network.permissions import groups_with, standing_of, tasks_done_by
from offers.tasks.task import Task


def conference_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count groups without a date though half of the quarter is over, conferences to be closed, and tasks that are late."""
    if standing_of(user).allows(Permission.CONFER):
        late, over = to_be_done(groups_with(Permission.CONFER, user), timezone.now(), today)
        hint = _("Gruppen, die in diesem Quartal noch keinen Termin haben, und das halbe Quartal ist vorbei")
        yield Task(_("Konferenz ohne Termin"), hint, late, "conferences", f"stand={OVERDUE}")
        hint = _("vorbei und noch nicht abgeschlossen: Hat sie stattgefunden, steht das Protokoll?")
        yield Task(_("Konferenz abzuschließen"), hint, over, "conference_dates", "stand=offen")
    if standing_of(user).allows(Permission.EDIT):
        number = tasks_done_by(user).overdue(today).count()
        hint = _("aus Konferenzen übernommen, die Frist ist vorbei")
        yield Task(_("Überfällige Aufgabe"), hint, number, "conference_tasks", "stand=ueberfaellig")


TASKS = (conference_tasks,)
