"""The workspace with the monitoring on top: who may open its addresses, and the records that they are about."""

from monitoring.models import SuccessReport
from network.choices import Permission
from tests.monitoring.factories import (
    CountFactory,
    IndexClassFactory,
    IndexExclusionFactory,
    IndexPartFactory,
    NeedForActionFactory,
    OutcomeMetricFactory,
    OutcomeRecordFactory,
)
from tests.monitoring.importing import applied, checked, long, uploaded
from tests.offers.history import edit, versions
from tests.offers.walk import networks, table
from tests.offers.walk.table import BOTH, OURS, READS, TAKES, Address, of
from tests.offers.walk.world import World as WorldBelow

MONITOR = Permission.MONITOR
# An import belongs to whoever made it, here to the planner; who may not see raw numbers does not see it.
OF_PLANNING = frozenset({"planner", "operator"})

OF_MONITORING = OF_PLANNING | {"steering"}  # who keeps metrics and writes the texts of reports
OUTCOMES = Permission.OUTCOMES
OF_OFFER = of("offer", kind="angebot")
# Who visits families is no member of a group by that, and reads no minutes.
OF_MEMBERS = OURS - table.TEAM
# Who enters what an offer achieves: whoever keeps it; planners evaluate.
OURS_TO_WRITE = OF_MEMBERS - {"planner"}

OWN = [
    Address("rohwerte/", Permission.RAW, OF_PLANNING),
    Address("handlungsbedarf/", Permission.PLAN),
    Address("handlungsbedarf/neu/", MONITOR, methods=BOTH),
    Address("handlungsbedarf/<int:pk>/", MONITOR, methods=BOTH, holds=of("need")),
    Address("handlungsbedarf/<int:pk>/loeschen/", MONITOR, methods=TAKES, holds=of("need")),
    Address("indizes/neu/", MONITOR, methods=BOTH),
    Address("indizes/<int:pk>/", MONITOR, methods=BOTH, holds=of("index")),
    Address("indizes/<int:pk>/loeschen/", MONITOR, methods=TAKES, holds=of("index")),
    Address("ergebnisse/", OUTCOMES),
    Address("ergebnisse/neu/", OUTCOMES),
    Address("ergebnisse/neu/<subject:kind>/<int:pk>/", OUTCOMES, OURS_TO_WRITE, READS, OF_OFFER),
    Address(
        "ergebnisse/neu/<subject:kind>/<int:pk>/<slug:metric>/",
        OUTCOMES,
        OURS_TO_WRITE,
        BOTH,
        OF_OFFER | {"metric": "familien"},
    ),
    Address("ergebnisse/<int:pk>/", OUTCOMES, OURS_TO_WRITE, BOTH, of("outcome")),
    Address("ergebnisse/<int:pk>/loeschen/", OUTCOMES, OURS_TO_WRITE, TAKES, of("outcome")),
    Address("messgroessen/", MONITOR),
    Address("messgroessen/neu/", MONITOR, methods=BOTH),
    Address("messgroessen/<int:pk>/", MONITOR, methods=BOTH, holds=of("metric")),
    Address("erfolgsnachweis/<year:year>/text/", MONITOR, methods=BOTH, holds={"year": "2024"}),
    Address("zahlen/", MONITOR),
    Address("zahlen/neu/", MONITOR, methods=BOTH),
    Address("zahlen/umrechnung/", MONITOR, methods=BOTH),
    Address("zahlen/<int:pk>/", MONITOR, OF_PLANNING, READS, of("numbers_checked")),
    Address("zahlen/<int:pk>/abgelehnt.csv", MONITOR, OF_PLANNING, READS, of("numbers_checked")),
    Address("zahlen/<int:pk>/spalten/", MONITOR, OF_PLANNING, BOTH, of("numbers_checked")),
    Address("zahlen/<int:pk>/uebernehmen/", MONITOR, OF_PLANNING, TAKES, of("numbers_checked")),
    Address("zahlen/<int:pk>/zuruecknehmen/", MONITOR, OF_PLANNING, BOTH, of("numbers_applied")),
    Address("zahlen/<int:pk>/fortsetzen/", MONITOR, OF_PLANNING, TAKES, of("numbers_checked")),
    Address("zahlen/<int:pk>/ablegen/", MONITOR, OF_PLANNING, TAKES, of("numbers_checked")),
]
READ, EDIT, CONFER = Permission.READ, Permission.EDIT, Permission.CONFER
# A conference is read by the members of its group, and looked after by who coordinates there.
OF_CONVENERS = frozenset({"network", "space"}) | table.STEERING
CONFERENCE, GROUP = of("sozialraumkonferenzen"), of("konferenzgruppen")
OWN += [
    Address("konferenzen/", READ),
    Address("konferenzen/termine/", READ),
    Address("konferenzen/aufgaben/", READ),
    Address("konferenzen/aufgaben/<int:pk>/", EDIT, OURS, TAKES, of("task")),
    Address("konferenzen/rueckkopplung/<int:pk>/", CONFER, OF_CONVENERS, BOTH, of("feedback")),
    Address("konferenzen/liste/<int:pk>/streichen/", CONFER, OF_CONVENERS, TAKES, of("invited")),
    Address("konferenzen/mitglieder/<int:pk>/beenden/", CONFER, OF_CONVENERS, TAKES, of("group_member")),
    Address("konferenzen/gruppen/neu/", CONFER, methods=BOTH),
    Address("konferenzen/gruppen/<int:pk>/", READ, holds=GROUP),
    Address("konferenzen/gruppen/<int:pk>/bearbeiten/", CONFER, OF_CONVENERS, BOTH, GROUP),
    Address("konferenzen/gruppen/<int:pk>/laufzeit/", CONFER, OF_CONVENERS, TAKES, GROUP),
    Address("konferenzen/gruppen/<int:pk>/mitglieder/", CONFER, OF_CONVENERS, TAKES, GROUP),
    Address("konferenzen/gruppen/<int:pk>/konferenz/", CONFER, OF_CONVENERS, BOTH, GROUP),
    Address("konferenzen/<int:pk>/", READ, OF_MEMBERS, READS, CONFERENCE),
    Address("konferenzen/<int:pk>/protokoll.pdf", READ, OF_MEMBERS, READS, CONFERENCE),
    Address("konferenzen/<int:pk>/termin.ics", READ, OF_MEMBERS, READS, CONFERENCE),
    Address("konferenzen/<int:pk>/bearbeiten/", CONFER, OF_CONVENERS, BOTH, CONFERENCE),
    Address("konferenzen/<int:pk>/absagen/", CONFER, OF_CONVENERS, BOTH, CONFERENCE),
    Address("konferenzen/<int:pk>/protokoll/", CONFER, OF_CONVENERS, BOTH, CONFERENCE),
    Address("konferenzen/<int:pk>/protokoll/verschicken/", CONFER, OF_CONVENERS, TAKES, CONFERENCE),
    Address("konferenzen/<int:pk>/gaeste/", CONFER, OF_CONVENERS, BOTH, CONFERENCE),
    Address("konferenzen/<int:pk>/einladen/", CONFER, OF_CONVENERS, TAKES, CONFERENCE),
    Address("konferenzen/<int:pk>/anwesenheit/", CONFER, OF_CONVENERS, BOTH, CONFERENCE),
    Address(
        "konferenzen/<int:pk>/schritt/(?P<step>gehalten|abschliessen|wieder-oeffnen)/",
        CONFER,
        OF_CONVENERS,
        TAKES,
        CONFERENCE | {"step": "gehalten"},
    ),
    Address(
        "konferenzen/<int:pk>/ergebnis/(?P<kind>beschluss|aufgabe|rueckkopplung)/",
        CONFER,
        OF_CONVENERS,
        BOTH,
        CONFERENCE | {"kind": "aufgabe"},
    ),
    Address("konferenzen/auswertung/", Permission.EXPORT),
    *(
        Address(
            r"konferenzen/auswertung/(?P<what>konferenzen|aktivitaeten|projekte)\.(?P<kind>csv|xlsx)",
            Permission.EXPORT,
            holds={"what": what, "kind": "csv"},
        )
        for what in ("konferenzen", "aktivitaeten", "projekte")
    ),
    Address("konferenzen/aktivitaeten/", READ),
    Address("konferenzen/aktivitaeten/neu/", CONFER, methods=BOTH),
    Address("konferenzen/aktivitaeten/<int:pk>/", READ, holds=of("aktivitaeten")),
    Address("konferenzen/aktivitaeten/<int:pk>/bearbeiten/", CONFER, OF_CONVENERS, BOTH, of("aktivitaeten")),
    Address("konferenzen/projekte/", READ),
    Address("konferenzen/projekte/neu/", EDIT, methods=BOTH),
    Address("konferenzen/projekte/<int:pk>/", READ, holds=of("projekte")),
    Address("konferenzen/projekte/<int:pk>/bearbeiten/", EDIT, OURS, BOTH, of("projekte")),
]
KEPT = {"ergebnisse": OURS_TO_WRITE, "messgroessen": OF_MONITORING, "erfolgsnachweise": OF_MONITORING}
for code, reach in KEPT.items():
    held = of(code, kind=code)
    OWN += [
        Address(table.OTHER_HISTORY, READ, reach, holds=held),
        Address(
            f"{table.OTHER_HISTORY}vergleich/", READ, reach, holds=held, query=f"?von={{{code}_old}}&bis={{{code}_new}}"
        ),
        Address(
            f"{table.OTHER_HISTORY}<int:version>/",
            READ,
            reach,
            BOTH,
            held | {"version": f"#{code}_old"},
            doers=frozenset(),
        ),
    ]
ADDRESSES = [*table.ADDRESSES, *networks.ADDRESSES, *OWN]


class World(WorldBelow):
    """All of the workspace below, and numbers of its district: imports that were applied and one that waits."""

    def counted(self) -> dict[str, int]:
        """Return files of numbers, with every sort of outcome."""
        CountFactory(code="pop", name=f"{self.title} und {self.title}")
        by, name = self.users["planner"], self.district.name
        old = applied(long(f"pop;{name};1000", day="2023"), by=by)
        applied(long(f"pop;{name};1100", day="2024"), by=by, source=self.title)
        rows = long(f"pop;{name};1200", "pop;Nirgends;1", day="2024") + f"\npop;{name};1000;;2023\npop;{name};9;;2025"
        return {"numbers_applied": old.pk, "numbers_checked": checked(uploaded(rows, by=by)).pk}

    def indexed(self) -> dict[str, int]:
        """Return an index with a part, a class and a district that stays out."""
        index = IndexPartFactory(indicator__name=self.title, index__name=self.title).index
        IndexClassFactory(index=index, label=self.title)
        IndexExclusionFactory(index=index, district=self.district, reason=self.title)
        return {"index": index.pk}

    def achieved(self) -> dict[str, int]:
        """Return what the offer achieved in a year that is over."""
        metric = OutcomeMetricFactory(code="familien", name=self.title)
        record = OutcomeRecordFactory(metric=metric, offer=self.offer, year=2024)
        report = SuccessReport.objects.create(year=2024, summary=self.title)
        found = {"metric": metric.pk, "outcome": record.pk}
        kept = {
            "ergebnisse": (record, "note"),
            "messgroessen": (metric, "name"),
            "erfolgsnachweise": (report, "summary"),
        }
        for code, (one, column) in kept.items():
            edit(one, **{column: "geändert"})
            newest, *_, first = versions(one)
            found |= {code: one.pk, f"{code}_old": first.key, f"{code}_new": newest.key}
        return found

    def found(self) -> dict[str, int]:
        """Return what needs action in the district."""
        return {"need": NeedForActionFactory(district=self.district, finding=self.title).pk}

    def with_history(self) -> dict[str, int]:
        parts = {
            "task": self.task,
            "feedback": self.feedback,
            "invited": self.invited,
            "group_member": self.group_member,
        }
        met = {name: part.pk for name, part in parts.items()}
        return super().with_history() | self.counted() | self.indexed() | self.achieved() | self.found() | met
