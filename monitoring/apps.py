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
