"""The ways through the workspace that the register brings, which `WORKSPACE_WAYS` and `WORKSPACE_TOOLS` in the settings name."""

from django.utils.translation import gettext_lazy as _

from network.choices import Permission

WAYS = (
    ("board", _("Übersicht"), "clipboard", Permission.READ),
    ("staff_offers", _("Angebote"), "list", Permission.READ),
    ("staff_submissions", _("Zu prüfen"), "confirmed", Permission.EDIT),
    ("staff_facilities", _("Einrichtungen"), "office", Permission.READ),
    ("staff_partners", _("Partner"), "people", Permission.READ),
    ("staff_reports", _("Meldungen"), "speech", Permission.CONFIRM),
)
# What is needed now and then, with a sentence about what it is for; found on the overview.
TOOLS = (
    (
        "staff_resources",
        _("Ressourcencheck"),
        _("für ein Beratungsgespräch: alles, was einer Familie hilft, das Nächste zuerst"),
        Permission.READ,
    ),
    (
        "staff_invitations",
        _("Einladungen"),
        _("Kolleginnen und Kollegen einladen, Anfragen beantworten"),
        Permission.INVITE,
    ),
    (
        "staff_campaigns",
        _("Saisonabfragen"),
        _("alle Partner vor den Ferien fragen, was noch stimmt"),
        Permission.CAMPAIGN,
    ),
    ("staff_duplicates", _("Dubletten"), _("was zweimal eingetragen ist, zusammenführen"), Permission.MERGE),
    (
        "staff_imports",
        _("Importe"),
        _("Angebote, Einrichtungen und Partner aus Tabellen übernehmen"),
        Permission.IMPORT,
    ),
    (
        "staff_grants",
        _("Förderungen"),
        _("Geld von Land, Bund und Stiftungen: Bescheide, Weiterleitungen, Fristen, Nachweise"),
        Permission.BUDGET,
    ),
    (
        "staff_guides",
        _("Seiten zu Lebenslagen"),
        _("was Familien lesen, die neu sind, sich trennen, wenig Geld haben"),
        Permission.GUIDE,
    ),
    (
        "staff_word_groups",
        _("Wörterbuch der Suche"),
        _("welche Alltagswörter zu welchen Angeboten führen"),
        Permission.WORDS,
    ),
    ("staff_views", _("Gespeicherte Ansichten"), _("Listen, die Sie immer wieder brauchen"), Permission.READ),
    ("rights", _("Wer darf was?"), _("alle Rollen und ihre Rechte"), Permission.READ),
)
