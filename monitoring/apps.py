from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring: was ist")

    # Work that comes round by itself; `run_scheduled` below does it.
    scheduled = {
        "work_numbers": "monitoring.imports.jobs.work_off",
        "release_values": "monitoring.releasing.release",
        "prune_numbers": "monitoring.imports.pruning.prune_numbers",
        "reckon_walking_reach": "monitoring.supply.walking.reckon_walking_reach",
        "remind_of_tasks": "network.actions.conference_reminders.remind_of_tasks",
    }

    def ready(self) -> None:
        """Add the monitoring's own records to those whose history people read; apps below know nothing of them."""
        from monitoring.kept import KINDS  # noqa: PLC0415 (needs the models, which are not loaded before)
        from offers.history.kinds import add_kinds  # noqa: PLC0415 (the same)

        add_kinds(KINDS)
