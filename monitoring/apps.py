from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from network.choices import Permission


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring: was ist")

    # What the workspace below offers on behalf of this app: tools of its overview, and work that comes round by itself.
    workspace_tools = (
        (
            "staff_numbers",
            _("Zahlen einlesen"),
            _("Tabellen der Ämter für das Monitoring übernehmen"),
            Permission.MONITOR,
        ),
    )
    scheduled = {"work_numbers": "monitoring.imports.jobs.work_off"}
