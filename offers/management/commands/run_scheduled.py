"""All work that comes round by itself, for cron or a timer."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kit.history import prune, through
from network.actions import remind_invited
from network.idle_accounts import shut_idle, tell_idle
from network.second_factor import renew_secrets
from offers.actions import check_links, look_for_all_twins, refresh_search, remind, send_campaigns
from offers.actions.demand import delete_old_demand
from offers.actions.funding import remind_of_deadlines
from offers.actions.kept_forms import delete_old_forms
from offers.booklets.editions import make_editions
from offers.imports.jobs import work_off
from offers.imports.pruning import prune_imports
from offers.models import OutdatedReport, ScheduledRun
from sozialraum.models import AccessibilityFeedback

logger = logging.getLogger(__name__)
LONGEST = 200
LOCK = "SELECT pg_try_advisory_lock(hashtext('run_scheduled'))"
UNLOCK = "SELECT pg_advisory_unlock(hashtext('run_scheduled'))"


def delete_old_feedback() -> int:
    """Delete hints on barriers half a year after their answer, as the privacy page promises; return how many."""
    return AccessibilityFeedback.objects.outdated().delete()[0]


def delete_old_reports() -> int:
    """Delete reports on offers half a year after they were closed; return how many."""
    return OutdatedReport.objects.outdated().delete()[0]


def check_links_if_wanted() -> int:
    """Ask web addresses of the register, unless the installation does not want it; return how many."""
    return check_links() if settings.PORTAL_CHECK_LINKS else 0


def of_apps_above() -> dict[str, Callable[[], object]]:
    """Return the work of apps that this one does not know: their config names it (`scheduled`)."""
    named = {name: path for app in apps.get_app_configs() for name, path in getattr(app, "scheduled", {}).items()}
    return {name: import_string(path) for name, path in named.items()}


TASKS: dict[str, Callable[[], object]] = {
    "refresh_search": refresh_search,
    "look_for_twins": look_for_all_twins,
    "remind": remind,
    "send_campaigns": send_campaigns,
    "remind_invited": remind_invited,
    "remind_of_grants": remind_of_deadlines,
    "tell_idle": tell_idle,
    "shut_idle": shut_idle,
    "renew_secrets": renew_secrets,
    "delete_old_feedback": delete_old_feedback,
    "delete_old_reports": delete_old_reports,
    "delete_old_forms": delete_old_forms,
    "delete_old_demand": delete_old_demand,
    "prune_history": prune,
    "work_imports": work_off,
    "prune_imports": prune_imports,
    **of_apps_above(),
    "make_booklets": make_editions,
    "check_links": check_links_if_wanted,  # last: it may take ten minutes
}


class Command(BaseCommand):
    """Run each task; one that fails is logged and does not keep the others from their work."""

    help = "Erledigt alles, was täglich zu tun ist. Darf öfter laufen, auch zweimal zugleich."

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
            if not cursor.fetchone()[0]:
                self.stdout.write(_("Läuft schon."))
                return
            try:
                self.run()
            finally:
                cursor.execute(UNLOCK)

    def run(self) -> None:
        """Run all tasks, say what came of each, and exit with 1 where one failed."""
        failed = [name for name, task in TASKS.items() if not self.succeeds(name, task)]
        if failed:
            raise SystemExit(1)

    def succeeds(self, name: str, task: Callable[[], object]) -> bool:
        began = time.monotonic()
        try:
            with through("nightly"):
                outcome = task()
        except Exception as error:
            logger.exception("%s failed", name)
            note(name, began, type(error).__name__, succeeded=False)
            return False
        note(name, began, str(outcome), succeeded=True)
        self.stdout.write(f"{name}: {outcome}")
        return True


def note(name: str, began: float, outcome: str, *, succeeded: bool) -> None:
    """Write down when a task last ran and what came of it; of an error only its kind, since its words may name people."""
    ran = {"ended_at": timezone.now(), "seconds": round(time.monotonic() - began, 1), "outcome": outcome[:LONGEST]}
    ScheduledRun.objects.update_or_create(task=name, defaults=ran | {"succeeded": succeeded})
