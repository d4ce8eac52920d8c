"""The workspace with the monitoring on top: who may open its addresses, and the records that they are about."""

from network.choices import Permission
from tests.monitoring.factories import CountFactory, IndexClassFactory, IndexExclusionFactory, IndexPartFactory
from tests.monitoring.importing import applied, checked, long, uploaded
from tests.offers.walk import table
from tests.offers.walk.table import BOTH, READS, TAKES, Address, of
from tests.offers.walk.world import World as WorldBelow

MONITOR = Permission.MONITOR
# An import belongs to whoever made it, here to the planner; who may not see raw numbers does not see it.
OF_PLANNING = frozenset({"planner", "operator"})

OWN = [
    Address("rohwerte/", Permission.RAW, OF_PLANNING),
    Address("indizes/neu/", MONITOR, methods=BOTH),
    Address("indizes/<int:pk>/", MONITOR, methods=BOTH, holds=of("index")),
    Address("indizes/<int:pk>/loeschen/", MONITOR, methods=TAKES, holds=of("index")),
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
ADDRESSES = [*table.ADDRESSES, *OWN]


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

    def with_history(self) -> dict[str, int]:
        return super().with_history() | self.counted() | self.indexed()
