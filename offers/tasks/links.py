"""Tasks that are facilities and partners whose own page on the web is dead."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from network.permissions import facilities_with, partners_with
from offers.due import leading_nowhere
from offers.tasks.task import Task


def link_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count the facilities and partners of which a web address leads nowhere."""
    for hint, page, records in (
        (_("bei Einrichtungen"), "staff_facilities", facilities_with),
        (_("bei Partnern"), "staff_partners", partners_with),
    ):
        number = leading_nowhere(records(Permission.READ, user)).count()
        yield Task(_("Tote Links"), hint, number, page, "tote_links=on")
