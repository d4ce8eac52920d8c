from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SozialraumConfig(AppConfig):
    name = "sozialraum"
    verbose_name = _("Sozialraum: wo")

    # Work that comes round by itself; `run_scheduled` above does it.
    scheduled = {"forget_received_messages": "sozialraum.actions.forget_received_messages"}
