"""Tasks that are facilities."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from network.permissions import facilities_with
from offers.due import expiring_seals
from offers.tasks.task import Task


def seal_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count the seals of quality that are over or soon will be."""
    number = expiring_seals(facilities_with(Permission.READ, user), today).count()
    yield Task(_("Gütesiegel"), _("läuft in 90 Tagen ab oder ist abgelaufen"), number, "staff_facilities", "siegel=on")
