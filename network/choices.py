"""Roles of staff: what each may do, and where. The matrix page shows exactly this."""

from enum import Enum
from typing import ClassVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    """What somebody may do; the label is the sentence that the matrix shows."""

    READ = "read", _("Angebote, Einrichtungen und Partner ansehen, auch was nicht öffentlich ist")
    EDIT = (
        "edit",
        _(
            "Angebote, Einrichtungen und eigene Angaben anlegen und ändern; ohne das Recht zu veröffentlichen geht die Änderung in die Prüfung"
        ),
    )
    CONFIRM = "confirm", _("bestätigen, dass Angaben stimmen")
    PUBLISH = "publish", _("veröffentlichen und wieder zurücknehmen")
    ARCHIVE = "archive", _("Angebote und Einrichtungen archivieren, die es nicht mehr gibt, und wieder aufnehmen")
    MERGE = "merge", _("Dubletten zusammenführen")
    ASSIGN = "assign", _("festlegen, wer sich um ein Angebot kümmert")
    EXPORT = "export", _("als Tabelle herunterladen")
    CAMPAIGN = "campaign", _("alle Partner vor den Ferien fragen, ob ihre Angebote noch stimmen")
    ADMIT = (
        "admit",
        _("Partner aufnehmen und archivieren; Partner und Einrichtungen öffentlich zeigen oder verbergen"),
    )
    SPACES = (
        "spaces",
        _(
            "Sozialräume pflegen: Teams und ihre Ansprechstellen, Federführung, Schritte der Umsetzung, Programme und das Elternbegleitbuch"
        ),
    )
    IMPORT = "import", _("Angebote, Einrichtungen und Partner aus Tabellen übernehmen")
    PLAN = "plan", _("interne Zahlen des Monitorings ansehen, mit gewahrter Geheimhaltung")
    RAW = "raw", _("Zahlen des Monitorings ansehen, wie sie von den Ämtern kamen, auch geheime")
    MONITOR = "monitor", _("das Monitoring pflegen: Zahlen einlesen, Indikatoren, Indizes und Texte zu Stadtteilen")
    CONFER = (
        "confer",
        _("Sozialraumkonferenzen planen, einladen und abschließen; Fortbildungen und Projektideen pflegen"),
    )
    NETWORK = (
        "network",
        _("Netzwerke führen: Mitglieder, Koordination, Geschäftsordnung, Dokumente, Beschlüsse, Ziele und Maßnahmen"),
    )
    WORDS = "words", _("das Wörterbuch der Suche pflegen: mit welchen Worten Familien welche Angebote finden")
    SIGN = "sign", _("für den eigenen Partner die Geschäftsordnung unterzeichnen und einem Netzwerk beitreten")
    OUTCOMES = "outcomes", _("eintragen, wie viele Familien ein Angebot erreicht und was daraus wird")
    BUDGET = "budget", _("Fördermittel und den jährlichen Erfolgsnachweis ansehen")
    FUND = "fund", _("Fördermittel pflegen: Bewilligungen, Weiterleitungen, Fristen und Nachweise")
    GUIDE = "guide", _("die Seiten zu Lebenslagen schreiben")
    VISITS = (
        "visits",
        _("Anfragen nach einem Willkommensbesuch lesen und beantworten: nur das Team des Sozialraums, sonst niemand"),
    )
    INVITE = "invite", _("Kolleginnen und Kollegen eines Partners einladen")
    OPERATE = "operate", _("die Administration benutzen: Konten, Rollen, Wörter und alle Datensätze")


class Scope(TextChoices):
    """Where a role holds."""

    PARTNER = "partner", _("beim eigenen Partner und in seinen Einrichtungen")
    AREA = "area", _("in einem Netzwerk oder einem Sozialraum")
    EVERYWHERE = "everywhere", _("überall")


# What may still be done with a partner or facility that is archived: to read it, and to take it up again.
OF_ARCHIVED = frozenset({Permission.READ, Permission.EXPORT, Permission.ARCHIVE, Permission.ADMIT})
# What somebody does who answers for more than one partner.
OF_COORDINATION = frozenset(
    {
        Permission.MERGE,
        Permission.ADMIT,
        Permission.IMPORT,
        Permission.CAMPAIGN,
        Permission.SPACES,
        Permission.CONFER,
        Permission.NETWORK,
        Permission.WORDS,
    }
)
OF_PLANNING = frozenset({Permission.PLAN, Permission.RAW, Permission.MONITOR})
# What only the partner itself can do: nobody, however mighty, signs for somebody else.
OF_THE_PARTNER_ITSELF = frozenset({Permission.SIGN})
# Who asked for a visit is read by the team that visits; neither coordination nor operators see it.
OF_THE_TEAM_ITSELF = frozenset({Permission.VISITS})
OF_SOME = frozenset({Permission.INVITE, Permission.OPERATE})
OF_MONEY = frozenset({Permission.BUDGET, Permission.FUND})
# What the municipality itself says to families.
OF_ITS_PAGES = frozenset({Permission.GUIDE})
OF_ITSELF = OF_THE_PARTNER_ITSELF | OF_THE_TEAM_ITSELF
EVERY_RECORD = frozenset(Permission) - OF_COORDINATION - OF_PLANNING - OF_MONEY - OF_ITS_PAGES - OF_ITSELF - OF_SOME


class PartnerEditor:
    """Keeps the records of one partner; publishes them only where the partner is trusted to."""

    code = "partner_editor"
    name = _("Redaktion eines Partners")
    scope = Scope.PARTNER
    permissions: ClassVar = EVERY_RECORD
    only_if_trusted: ClassVar = frozenset({Permission.PUBLISH})
    # Whether people with this role must prove themselves by more than a password.
    needs_second_factor = False


class PartnerLead(PartnerEditor):
    """The same, invites colleagues, and binds the partner by a signature."""

    code = "partner_lead"
    name = _("Leitung eines Partners")
    permissions: ClassVar = EVERY_RECORD | {Permission.INVITE} | OF_THE_PARTNER_ITSELF


class Coordinator:
    """Keeps the records of a network's members or of a social space true, and brings in the partners who keep them."""

    code = "coordinator"
    name = _("Koordination")
    scope = Scope.AREA
    permissions: ClassVar = EVERY_RECORD | OF_COORDINATION | {Permission.INVITE, Permission.PLAN}
    only_if_trusted: ClassVar = frozenset()
    needs_second_factor = True


class VisitTeam:
    """Visits families in a social space: reads who asked for it. Whoever coordinates there does not, without this role."""

    code = "visit_team"
    name = _("Team für Willkommensbesuche")
    scope = Scope.AREA
    permissions: ClassVar = frozenset({Permission.READ}) | OF_THE_TEAM_ITSELF
    only_if_trusted: ClassVar = frozenset()
    needs_second_factor = True


class Planner:
    """Reads everything for social planning, changes none of it but the monitoring."""

    code = "planner"
    name = _("Sozialplanung")
    scope = Scope.EVERYWHERE
    permissions: ClassVar = frozenset({Permission.READ, Permission.EXPORT, Permission.BUDGET}) | OF_PLANNING
    only_if_trusted: ClassVar = frozenset()
    needs_second_factor = True


class Steering:
    """Answers for the whole network: the overall steering of the youth welfare office."""

    code = "steering"
    name = _("Gesamtsteuerung")
    scope = Scope.EVERYWHERE
    permissions: ClassVar = (
        EVERY_RECORD
        | OF_COORDINATION
        | OF_MONEY
        | OF_ITS_PAGES
        | {Permission.INVITE, Permission.PLAN, Permission.MONITOR}
    )
    only_if_trusted: ClassVar = frozenset()
    needs_second_factor = True


class Operator:
    """Runs the portal; held by whoever may enter the administration with all rights."""

    code = "operator"
    name = _("Betrieb")
    scope = Scope.EVERYWHERE
    permissions: ClassVar = frozenset(Permission) - OF_ITSELF
    only_if_trusted: ClassVar = frozenset()
    needs_second_factor = True


class Role(Enum):
    """All roles, from the narrowest to the widest."""

    PARTNER_EDITOR = PartnerEditor
    PARTNER_LEAD = PartnerLead
    COORDINATOR = Coordinator
    VISIT_TEAM = VisitTeam
    PLANNER = Planner
    STEERING = Steering
    OPERATOR = Operator


# What is given to people one by one; an operator is made with the account.
GIVEN = [(role.value.code, role.value.name) for role in Role if role is not Role.OPERATOR]
BY_CODE = {role.value.code: role.value for role in Role}


def codes_of(scope: Scope) -> list[str]:
    """Return the codes of the given roles that hold in a scope."""
    return [code for code, _name in GIVEN if BY_CODE[code].scope == scope]


# What somebody can be invited to.
AT_A_PARTNER = [(code, name) for code, name in GIVEN if BY_CODE[code].scope == Scope.PARTNER]
