"""Tasks that are pairs of offers which look like one."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from network.permissions import standing_of
from offers.duplicates import MOST_COUNTED, number_of_twins
from offers.tasks.task import Task


def twin_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count the suspected pairs, for those who may make one of two."""
    if standing_of(user).allows(Permission.MERGE):
        hint = _("vielleicht zweimal eingetragen: zusammenführen oder für verschieden erklären")
        yield Task(_("Mögliche Dubletten"), hint, number_of_twins(user), "staff_duplicates", most=MOST_COUNTED)
