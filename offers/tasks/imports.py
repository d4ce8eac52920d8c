"""Tasks that are imports of which something was refused."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.models import User
from offers.permissions import imports_of
from offers.tasks.task import Task


def import_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count the imports of which rows were refused, or that failed."""
    number = imports_of(user).to_mend().count()
    yield Task(_("Importe"), _("mit abgelehnten Zeilen oder nicht gelungen"), number, "staff_imports", "offen=1")
