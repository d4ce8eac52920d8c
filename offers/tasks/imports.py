"""Tasks that are imports: to be applied for a colleague, or not as they should be."""

import datetime
from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from network.models import User
from offers.models import Import
from offers.permissions import imports_of
from offers.tasks.task import Task


def import_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count with one query the imports that somebody laid before this person, and those that failed in part or whole."""
    to_apply = Import.proposed() & ~Q(made_by=user)
    counts = imports_of(user).aggregate(
        to_apply=Count("pk", filter=to_apply), to_mend=Count("pk", filter=Import.to_mend())
    )
    yield Task(
        _("Vorgelegte Importe"),
        _("von jemand anderem geprüft: ansehen und übernehmen, oder zurückgeben"),
        counts["to_apply"],
        "staff_imports",
        "vorgelegt=1",
    )
    hint = _("mit abgelehnten Zeilen, nicht gelungen oder zurückgegeben")
    yield Task(_("Importe"), hint, counts["to_mend"], "staff_imports", "offen=1")
