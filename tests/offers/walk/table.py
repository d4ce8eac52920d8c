"""Who may open which address of the workspace: the one table that the walk compares the portal with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from network.choices import Permission
from offers.history.kinds import WORD_LISTS as KINDS_OF_WORDS

# Everybody who comes: see `people`. Of "ours" they are the partner, its network, its social space; others are elsewhere.
OUR_STAFF = frozenset({"editor", "trusted", "lead", "network", "space"})
ELSEWHERE = frozenset({"stranger", "other_space"})
# Who visits families of our social space reads the register there, and alone what these families asked.
TEAM = frozenset({"team"})
STEERING, OPERATOR = frozenset({"steering", "operator"}), frozenset({"operator"})
COORDINATION = frozenset({"network", "space", "other_space"}) | STEERING
EDITORIAL = OUR_STAFF | ELSEWHERE | STEERING
OUTSIDE = frozenset({"visitor", "shut"})
EVERYBODY = EDITORIAL | TEAM | {"planner", "nobody"} | OUTSIDE

# Who holds a permission anywhere: all others are refused.
MAY: dict[Permission, frozenset[str]] = {
    Permission.READ: EDITORIAL | TEAM | {"planner"},
    Permission.EXPORT: EDITORIAL | {"planner"},
    Permission.EDIT: EDITORIAL,
    Permission.CONFIRM: EDITORIAL,
    Permission.ARCHIVE: EDITORIAL,
    Permission.ASSIGN: EDITORIAL,
    Permission.PUBLISH: COORDINATION | {"trusted"},
    Permission.INVITE: COORDINATION | {"lead"},
    Permission.MERGE: COORDINATION,
    Permission.CAMPAIGN: COORDINATION,
    Permission.CONFER: COORDINATION,
    Permission.ADMIT: COORDINATION,
    Permission.IMPORT: COORDINATION,
    Permission.SPACES: COORDINATION,
    Permission.PLAN: COORDINATION | {"planner"},
    Permission.RAW: OPERATOR | {"planner"},
    Permission.MONITOR: STEERING | {"planner"},
    Permission.NETWORK: COORDINATION,
    Permission.WORDS: COORDINATION,
    Permission.SIGN: frozenset({"lead"}),
    Permission.OPERATE: OPERATOR,
    Permission.VISITS: TEAM,
    Permission.OUTCOMES: EDITORIAL,
    Permission.BUDGET: STEERING | {"planner"},
    Permission.FUND: STEERING,
    Permission.GUIDE: STEERING,
}

# Whom a record belongs to: to all others it is not there.
ALL = EVERYBODY
OURS = OUR_STAFF | TEAM | {"planner"} | STEERING
OF_NETWORK = frozenset({"network"}) | STEERING
OF_SPACES = frozenset({"space", "other_space"})
# Who keeps the own network and who keeps the own social space.
OF_AREA = frozenset({"network", "space"}) | STEERING
OF_SPACE = frozenset({"space"}) | STEERING
OF_AUTHOR = frozenset({"editor"})
OF_STEERING, OF_OPERATOR = STEERING, OPERATOR
OF_BUDGET = STEERING | {"planner"}

READ, EDIT, CONFIRM, PUBLISH = Permission.READ, Permission.EDIT, Permission.CONFIRM, Permission.PUBLISH
EXPORT, INVITE, MERGE = Permission.EXPORT, Permission.INVITE, Permission.MERGE
CAMPAIGN, IMPORT, ADMIT, SPACES = Permission.CAMPAIGN, Permission.IMPORT, Permission.ADMIT, Permission.SPACES
BUDGET, FUND, WORDS = Permission.BUDGET, Permission.FUND, Permission.WORDS
GUIDE, VISITS = Permission.GUIDE, Permission.VISITS
READS, TAKES, BOTH = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True)
class Address:
    """An address below /verwaltung/, who may open it, and what is sent there.

    `holds` fills the angle brackets; there and in `data` a name behind # stands for the number of a record.
    """

    route: str
    permission: Permission
    reach: frozenset[str] = ALL
    methods: tuple[str, ...] = READS
    holds: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    # Who finds something to do there, where more may look.
    doers: frozenset[str] = ALL
    answer: int = 200
    # Refused though they hold the permission somewhere.
    barred: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.route + ("" if "kind" not in self.holds else f" ({self.holds['kind']})")

    def expected(self, who: str, method: str) -> int | str:
        """Return what somebody gets: the first refusal that holds, or else "done" or the page."""
        is_sent = method == "POST"
        refusals = {
            "login": who in OUTSIDE,
            405: method.replace("HEAD", "GET") not in self.methods,
            403: who not in MAY[self.permission] or who in self.barred,
            404: who not in self.reach or (is_sent and who not in self.doers),
        }
        met = "done" if is_sent else self.answer
        return next((refusal for refusal, holds in refusals.items() if holds), met)

    def path(self, world: Mapping[str, Any], **hostile: str) -> str:
        """Return the address with numbers of real records in it."""
        values = numbered(self.holds, world) | hostile
        filled = re.sub(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)", lambda m: str(values[m[1] or m[2]]), self.route)
        return "/verwaltung/" + filled.replace("\\.", ".") + self.query.format(**world)

    def sent(self, world: Mapping[str, Any]) -> dict[str, Any]:
        return numbered(self.data, world)


def numbered(values: Mapping[str, str], world: Mapping[str, Any]) -> dict[str, Any]:
    return {name: world[value[1:]] if value.startswith("#") else value for name, value in values.items()}


def of(name: str, **more: str) -> dict[str, str]:
    return {"pk": f"#{name}"} | more


OFFER, PARTNER, FACILITY, VIEW = of("offer"), of("partner"), of("facility"), of("view")
DECISION = {"entscheidung": "freigeben", "gesehen": ""}
HISTORY = "<main_kind:kind>/<int:pk>/verlauf/"
OTHER_HISTORY = "verlauf/<other_kind:kind>/<int:pk>/"
OWN_PAGES = {
    # To bring a version back takes what it takes to write it; what families see is written by who may publish.
    "angebote": ("offer", PUBLISH),
    "partner": ("partner", PUBLISH),
    "einrichtungen": ("facility", PUBLISH),
}
STEERED = (
    *("netzwerke", "mitgliedschaften", "ansprechstellen", "hilfetelefone", "kommune", "rechtstexte"),
    *("schulferien", "sozialraeume", "sozialraum-zugehoerigkeiten"),
    *("federfuehrungen", "schritte-der-umsetzung", "staende-von-programmen"),
    *("konferenzgruppen", "sozialraumkonferenzen", "aktivitaeten", "projekte", "wortgruppen"),
    *("ausfaelle", "freie-plaetze", "seiten-zu-lebenslagen"),
    *("beitritte", "koordinationsauftraege", "geschaeftsordnungen", "unterschriften", "absprachen", "dokumente"),
    *("fassungen-von-dokumenten", "beschluesse", "leitbilder", "ziele", "massnahmen"),
    "elternbegleitbuecher",
)
OPERATED = ("rollen", "konten", "themen")
# The other lists of words are told by the same pages as the topics.
WORD_LISTS = tuple(code for code in KINDS_OF_WORDS if code not in OPERATED)

STEP = "sozialraeume/<int:pk>/umsetzung/<slug:network>/<slug:kind>/"
STEP_HOLDS = {"pk": "#social_space", "network": "#network_slug", "kind": "proposal"}

ADDRESSES = [
    Address("", READ),
    Address("rechte/", READ),
    Address("angebote/", READ),
    Address("einrichtungen/", READ),
    Address("partner/", READ),
    Address(r"angebote/tabelle\.(?P<kind>csv|xlsx)", EXPORT, holds={"kind": "csv"}),
    Address(r"angebote/tabelle\.(?P<kind>csv|xlsx)", EXPORT, holds={"kind": "xlsx"}),
    Address(r"einrichtungen/tabelle\.(?P<kind>csv|xlsx)", EXPORT, holds={"kind": "csv"}),
    Address(r"partner/tabelle\.(?P<kind>csv|xlsx)", EXPORT, holds={"kind": "xlsx"}),
    Address("angebote/kalender.ics", EXPORT),
    Address("angebote/auswahl/", READ, ALL, TAKES, data={"aktion": "bestaetigen", "angebot": "#offer"}),
    Address("einrichtungen/auswahl/", READ, ALL, TAKES, data={"aktion": "archivieren", "einrichtung": "#facility"}),
    Address("partner/auswahl/", READ, ALL, TAKES, data={"aktion": "zeigen", "partner": "#partner"}),
    Address("angebote/neu/", EDIT, ALL, BOTH),
    Address("angebote/neu/zwischenstand/", EDIT, ALL, TAKES),
    Address("angebote/<int:pk>/", READ, OURS, holds=OFFER),
    Address("angebote/<int:pk>/bearbeiten/", EDIT, OURS, BOTH, OFFER),
    Address("angebote/<int:pk>/zwischenstand/", EDIT, OURS, TAKES, OFFER),
    Address("angebote/<int:pk>/kalender/", EDIT, OURS, BOTH, OFFER),
    Address("angebote/<int:pk>/aktuelles/", EDIT, OURS, BOTH, OFFER),
    Address("partner/<int:pk>/", READ, OURS, holds=PARTNER),
    Address("partner/<int:pk>/bearbeiten/", EDIT, OURS, BOTH, PARTNER),
    Address("partner/<int:pk>/zwischenstand/", EDIT, OURS, TAKES, PARTNER),
    # A partner without a facility is in no social space.
    Address("partner/neu/", ADMIT, ALL, BOTH, barred=OF_SPACES),
    Address("partner/neu/zwischenstand/", ADMIT, ALL, TAKES, barred=OF_SPACES),
    Address("einrichtungen/neu/", EDIT, ALL, BOTH),
    Address("einrichtungen/neu/zwischenstand/", EDIT, ALL, TAKES),
    Address("einrichtungen/<int:pk>/", READ, OURS, holds=FACILITY),
    Address("einrichtungen/<int:pk>/bearbeiten/", EDIT, OURS, BOTH, FACILITY),
    Address("einrichtungen/<int:pk>/zwischenstand/", EDIT, OURS, TAKES, FACILITY),
    Address("partner/<int:pk>/einbetten/", EDIT, OURS, BOTH, PARTNER),
    Address("partner/<int:pk>/einbetten/<int:site>/entfernen/", EDIT, OURS, TAKES, PARTNER | {"site": "#site"}),
    Address("partner/<int:pk>/daten.zip", EXPORT, OURS, holds=PARTNER),
    Address("einreichungen/", EDIT),
    Address("einreichungen/zurueck/", EDIT),
    Address("einreichungen/<int:pk>/", EDIT, OURS, BOTH, of("submission"), data=DECISION, doers=MAY[PUBLISH]),
    Address("einreichungen/<int:pk>/bearbeiten/", PUBLISH, OURS, BOTH, of("submission")),
    Address("einreichungen/<int:pk>/zwischenstand/", PUBLISH, OURS, TAKES, of("submission")),
    Address("einreichungen/<int:pk>/zuruecknehmen/", EDIT, OF_AUTHOR, TAKES, of("submission")),
    Address("lebenslagen/", GUIDE),
    Address("lebenslagen/neu/", GUIDE, ALL, BOTH),
    Address("lebenslagen/<int:pk>/", GUIDE, ALL, BOTH, of("seiten-zu-lebenslagen")),
    Address("meldungen/", CONFIRM),
    Address("meldungen/<int:pk>/", CONFIRM, OURS, BOTH, of("report")),
    Address("ansichten/", READ),
    Address("ansichten/neu/", READ, ALL, BOTH, query="?liste=staff_offers"),
    Address("ansichten/<int:pk>/", READ, OF_AUTHOR, BOTH, VIEW),
    Address("ansichten/<int:pk>/loeschen/", READ, OF_AUTHOR, TAKES, VIEW),
    Address("suchwoerter/", WORDS),
    Address("suchwoerter/neu/", WORDS, ALL, BOTH),
    Address("suchwoerter/mitgelieferte/", WORDS, ALL, TAKES),
    Address("suchwoerter/<int:pk>/", WORDS, ALL, BOTH, of("wortgruppen")),
    Address("suchwoerter/<int:pk>/loeschen/", WORDS, ALL, TAKES, of("wortgruppen")),
    Address("dubletten/", MERGE),
    Address("dubletten/<int:pk>/verschieden/", MERGE, OURS, TAKES, of("twins")),
    Address("dubletten/<int:pk>/", MERGE, OURS, holds=OFFER),
    Address("dubletten/<int:one>/<int:other>/", MERGE, OURS, BOTH, {"one": "#offer", "other": "#twin"}),
    Address("saisonabfragen/", CAMPAIGN),
    Address("saisonabfragen/neu/", CAMPAIGN, ALL, BOTH),
    Address("saisonabfragen/<int:pk>/", CAMPAIGN, OF_NETWORK, READS, of("campaign")),
    Address("saisonabfragen/<int:pk>/antworten.csv", CAMPAIGN, OF_NETWORK, READS, of("campaign")),
    Address("saisonabfragen/<int:pk>/erinnern/", CAMPAIGN, OF_NETWORK, TAKES, of("campaign")),
    Address("saisonabfragen/<int:pk>/schliessen/", CAMPAIGN, OF_NETWORK, TAKES, of("campaign")),
    Address("einladungen/", INVITE, ALL, BOTH),
    Address("einladungen/<int:pk>/zuruecknehmen/", INVITE, OURS, TAKES, of("invitation")),
    Address("anfragen/<int:pk>/", INVITE, OURS, BOTH, of("request")),
    Address("importe/", IMPORT),
    Address("importe/neu/", IMPORT, ALL, BOTH),
    Address("importe/vorlage/<str:sort>.csv", IMPORT, holds={"sort": "partner"}),
    # An import belongs to whoever made it, here to the network's coordinator.
    Address("importe/<int:pk>/", IMPORT, OF_NETWORK, READS, of("checked")),
    Address("importe/<int:pk>/abgelehnt.csv", IMPORT, OF_NETWORK, READS, of("checked")),
    Address("importe/<int:pk>/spalten/", IMPORT, OF_NETWORK, BOTH, of("checked")),
    Address("importe/<int:pk>/pruefen/", IMPORT, OF_NETWORK, TAKES, of("checked")),
    Address("importe/<int:pk>/vorlegen/", IMPORT, OF_NETWORK, TAKES, of("checked")),
    Address("importe/<int:pk>/zurueckgeben/", IMPORT, OF_NETWORK, TAKES, of("checked"), data={"objection": "Nein."}),
    Address("importe/<int:pk>/uebernehmen/", IMPORT, OF_NETWORK, TAKES, of("checked")),
    Address("importe/<int:pk>/zuruecknehmen/", IMPORT, OF_NETWORK, BOTH, of("applied")),
    Address("importe/<int:pk>/fortsetzen/", IMPORT, OF_NETWORK, TAKES, of("checked")),
    Address("importe/<int:pk>/ablegen/", IMPORT, OF_NETWORK, TAKES, of("checked")),
    Address("ort/", CONFIRM, ALL, TAKES),
    Address("ressourcencheck/", READ, ALL, BOTH),
    Address("ressourcencheck/handzettel/", READ, ALL, TAKES),
    Address("ressourcencheck/nichts-passt/", READ, ALL, TAKES),
    Address("ressourcencheck/gezaehlt/", READ),
    Address("sozialraeume/", READ),
    Address("sozialraeume/<int:pk>/", READ, holds=of("social_space")),
    # Moving a district is about two social spaces.
    Address("sozialraeume/<int:pk>/stadtteil/", SPACES, OF_STEERING, BOTH, of("social_space")),
    # Who leads a network in a social space is said by who keeps the one or the other.
    Address("sozialraeume/<int:pk>/federfuehrung/", SPACES, OF_AREA, BOTH, of("social_space")),
    Address("sozialraeume/federfuehrung/<int:pk>/", SPACES, OF_AREA, BOTH, of("lead")),
    Address("sozialraeume/federfuehrung/<int:pk>/loeschen/", SPACES, OF_AREA, TAKES, of("lead")),
    Address(STEP, SPACES, OF_AREA, BOTH, STEP_HOLDS),
    Address(f"{STEP}loeschen/", SPACES, OF_AREA, TAKES, STEP_HOLDS),
    Address("sozialraeume/ansprechstellen/", READ),
    Address("sozialraeume/ansprechstellen/neu/", SPACES, ALL, BOTH),
    Address("sozialraeume/ansprechstellen/<int:pk>/", SPACES, OF_SPACE, BOTH, of("contact")),
    Address("sozialraeume/ansprechstellen/<int:pk>/loeschen/", SPACES, OF_SPACE, TAKES, of("contact")),
    Address("sozialraeume/strassen/", READ),
    Address("sozialraeume/strassen/tabelle.csv", EXPORT),
    Address("sozialraeume/strassen/pruefung/", READ),
    # Streets lead to the teams of all social spaces.
    Address("sozialraeume/strassen/einlesen/", SPACES, OF_STEERING, BOTH),
    Address("sozialraeume/strassen/einlesen/uebernehmen/", SPACES, OF_STEERING, TAKES),
    Address("sozialraeume/programme/", READ),
    Address("sozialraeume/programme/<slug:code>/", READ, holds={"code": "home"}),
    Address("sozialraeume/programme/<slug:code>/tabelle.csv", EXPORT, holds={"code": "home"}),
    Address("sozialraeume/programme/<slug:code>/eintragen/", SPACES, OF_SPACE, BOTH, {"code": "home"}),
    Address("sozialraeume/programme/stand/<int:pk>/", SPACES, OF_SPACE, BOTH, of("stage")),
    Address("sozialraeume/programme/stand/<int:pk>/loeschen/", SPACES, OF_SPACE, TAKES, of("stage")),
    Address("sozialraeume/abdeckung/", READ),
    Address("sozialraeume/abdeckung/tabelle.csv", EXPORT),
    Address("sozialraeume/weisse-flecken/", READ),
    Address("sozialraeume/weisse-flecken/tabelle.csv", EXPORT),
    Address("sozialraeume/elternbegleitbuecher/", READ),
    Address("sozialraeume/elternbegleitbuecher/<int:pk>/", SPACES, OF_SPACE, BOTH, of("social_space")),
    Address("willkommensbesuche/", VISITS, TEAM),
    Address("willkommensbesuche/<int:pk>/", VISITS, TEAM, holds=of("visit")),
    Address("willkommensbesuche/<int:pk>/schritt/", VISITS, TEAM, TAKES, of("visit"), data={"schritt": "uebernehmen"}),
    Address("willkommensbesuche/<int:pk>/loeschen/", VISITS, TEAM, TAKES, of("visit")),
    Address("foerderungen/", BUDGET),
    Address(r"foerderungen/tabelle\.(?P<kind>csv|xlsx)", BUDGET, holds={"kind": "csv"}),
    Address("foerderungen/neu/", FUND, ALL, BOTH),
    Address("foerderungen/<int:pk>/", BUDGET, holds=of("foerderungen")),
    Address("foerderungen/<int:pk>/bearbeiten/", FUND, ALL, BOTH, of("foerderungen")),
    Address("foerderungen/<int:pk>/nachweis.csv", BUDGET, holds=of("foerderungen")),
    Address("foerderungen/<int:pk>/nachweis.xlsx", BUDGET, holds=of("foerderungen")),
    Address("foerderungen/fristen/<int:pk>/erledigt/", FUND, ALL, TAKES, of("deadline")),
    Address("verlauf/modell/<str:label>/<str:pk>/", READ, holds=of("offer", label="offers.offer"), answer=302),
]
for code, (record, to_restore) in OWN_PAGES.items():
    held = of(record, kind=code)
    ADDRESSES += [
        Address(HISTORY, READ, OURS, holds=held),
        Address(f"{HISTORY}vergleich/", READ, OURS, holds=held, query=f"?von={{{record}_old}}&bis={{{record}_new}}"),
        Address(
            f"{HISTORY}<int:version>/",
            READ,
            OURS,
            BOTH,
            held | {"version": f"#{record}_old"},
            data={"stand": f"#{record}_new"},
            doers=MAY[to_restore],
        ),
    ]
REACHED = dict.fromkeys(STEERED, OF_STEERING) | dict.fromkeys(OPERATED, OF_OPERATOR) | {"foerderungen": OF_BUDGET}
for code, reach in REACHED.items():
    held = of(code, kind=code)
    # These are only read: nobody brings a version back.
    ADDRESSES += [
        Address(OTHER_HISTORY, READ, reach, holds=held),
        Address(f"{OTHER_HISTORY}vergleich/", READ, reach, holds=held, query=f"?von={{{code}_old}}&bis={{{code}_new}}"),
        Address(
            f"{OTHER_HISTORY}<int:version>/", READ, reach, BOTH, held | {"version": f"#{code}_old"}, doers=frozenset()
        ),
    ]
ADDRESSES += [Address(OTHER_HISTORY, READ, OF_OPERATOR, holds=of(code, kind=code)) for code in WORD_LISTS]
