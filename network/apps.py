from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("Netzwerk: wer")

    # Work that comes round by itself; `run_scheduled` above does it.
    scheduled = {
        "remind_of_renewals": "network.actions.rules.remind_of_renewals",
        "remind_of_visits": "network.actions.visits.remind_of_visits",
        "delete_old_visit_requests": "network.actions.visits.delete_old_visit_requests",
    }
