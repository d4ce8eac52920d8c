"""Tasks of those who run the portal: scheduled work that does not come round."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from network.permissions import standing_of
from offers.models import ScheduledRun
from offers.tasks.task import Task


def run_tasks(user: User, _today: datetime.date) -> Iterator[Task]:
    """Count what failed last night or has not run for two days: nobody is reminded, and nothing is deleted, as long as it does not."""
    if standing_of(user).allows(Permission.OPERATE):
        number = ScheduledRun.objects.to_mend().count()
        hint = _("nicht gelungen oder seit zwei Tagen nicht gelaufen: Läuft „manage.py run_scheduled“ noch jede Nacht?")
        yield Task(_("Nachtlauf"), hint, number, "admin:offers_scheduledrun_changelist", "stand=offen")
