"""Tasks that are deadlines of grants."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from network.permissions import standing_of
from offers.funding_filters import DUE
from offers.models import Grant, GrantDeadline
from offers.tasks.task import Task


def funding_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count the grants of which something is due soon or overdue."""
    if not standing_of(user).allows(Permission.FUND):
        return
    number = Grant.objects.filter(pk__in=GrantDeadline.objects.soon(today).values("grant")).count()
    yield Task(_("Förderungen"), _("eine Frist läuft bald ab oder ist vorbei"), number, "staff_grants", f"frist={DUE}")
