"""The ways from the workspace into the monitoring, which `WORKSPACE_WAYS` and `WORKSPACE_TOOLS` in the settings name."""

from django.utils.translation import gettext_lazy as _

from network.choices import Permission

WAYS = (("monitoring", _("Monitoring"), "map", Permission.PLAN),)
TOOLS = (
    (
        "conferences",
        _("Konferenzen und Projekte"),
        _("Sozialraumkonferenzen mit Terminen, Protokollen und Aufgaben; Fortbildungen; Projektideen"),
        Permission.READ,
    ),
    (
        "staff_needs",
        _("Handlungsbedarf"),
        _("was Zahlen zeigen, welches Ziel das betrifft und was dafür getan wird"),
        Permission.PLAN,
    ),
    (
        "staff_numbers",
        _("Zahlen einlesen"),
        _("Tabellen der Ämter für das Monitoring übernehmen"),
        Permission.MONITOR,
    ),
    (
        "staff_raw_numbers",
        _("Rohwerte"),
        _("Zahlen, wie sie von den Ämtern kamen, mit ihrer Herkunft"),
        Permission.RAW,
    ),
    (
        "monitoring_views",
        _("Ansichten des Monitorings"),
        _("Zahlen, Vergleiche und Tabellen, die Sie gespeichert haben"),
        Permission.PLAN,
    ),
    (
        "staff_outcomes",
        _("Ergebnisse"),
        _("wie viele Familien ein Angebot erreicht und was daraus wird"),
        Permission.OUTCOMES,
    ),
)
