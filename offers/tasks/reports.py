"""Tasks that come from families."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from network.permissions import standing_of
from offers.tasks.task import Task
from offers.workspace import reports_of


def report_tasks(user: User, _today: datetime.date) -> Iterator[Task]:
    """Count the reports that wait for an answer of somebody who may give it."""
    if standing_of(user).allows(Permission.CONFIRM):
        number = reports_of(user).count()
        yield Task(_("Gemeldet"), _("Familien sagen, dass etwas nicht mehr stimmt"), number, "staff_reports")
