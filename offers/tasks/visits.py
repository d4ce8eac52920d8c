"""What families ask of the team that visits them."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from network.permissions import standing_of, visit_requests_of
from offers.tasks.task import Task


def visit_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count the requests that nobody of the own teams has taken over."""
    if standing_of(user).allows(Permission.VISITS):
        hint = _("Eine Familie wünscht sich einen Besuch, und noch kümmert sich niemand")
        yield Task(_("Anfrage einer Familie"), hint, visit_requests_of(user).open().count(), "staff_visits")
