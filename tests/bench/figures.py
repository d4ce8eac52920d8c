"""What a measurement yields, and what is reckoned from it. Times in milliseconds unless said otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

MOST = 1.5  # times the sum of its floors a page may cost
GROWTH = 2  # times its cost in the smallest city the list with district and age may cost in the largest
UNCHANGED = 10  # times as often as it is rendered a page that has not changed must be answered


def percentile(values: Sequence[float], share: int) -> float:
    """Return the value that `share` percent of `values` do not exceed (nearest rank); nan for none."""
    if not values:
        return float("nan")
    rank = -(-share * len(values) // 100)
    return sorted(values)[max(rank, 1) - 1]


@dataclass
class Sample:
    """Answers of one closed loop: how long each took as its visitor saw it, and how long the loop ran."""

    durations: list[float]
    elapsed: float

    @property
    def cost(self) -> float:
        """Return how long the whole machine worked for one answer."""
        return self.elapsed / len(self.durations)


@dataclass(frozen=True)
class Floors:
    """What a page cannot cost less than, each part without what it shares with the empty view."""

    empty: float
    sql: float
    template: float

    @classmethod
    def of(cls, empty: float, sql: float, template: float | None) -> "Floors":
        """Take the costs of the three views. The way through server and middlewares is in each, and counts once."""
        return cls(empty, max(sql - empty, 0), 0 if template is None else max(template - empty, 0))

    @property
    def total(self) -> float:
        return self.empty + self.sql + self.template


@dataclass
class Measured:
    """Everything about one page in a city of one size; lists have an entry for each round."""

    page: str
    queries: int
    template_queries: int = 0
    samples: list[Sample] = field(default_factory=list)
    floors: list[Floors] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    plain_bytes: int = 0
    gzip_bytes: int = 0
    peak_memory: int | None = None

    @property
    def durations(self) -> list[float]:
        return [one for sample in self.samples for one in sample.durations]

    @property
    def cost(self) -> float:
        """Return the cost of the median round, so that a disturbance in one of them does not count."""
        return median(sample.cost for sample in self.samples)

    @property
    def rate(self) -> float:
        """Return answers per second."""
        return 1000 / self.cost

    @property
    def floor(self) -> Floors:
        """Return the median of each floor."""
        parts = ([getattr(one, name) for one in self.floors] for name in ("empty", "sql", "template"))
        return Floors(*map(median, parts))

    @property
    def ratio(self) -> float:
        """Return how many times its floors the page costs: the median of the rounds, in which both ran side by side."""
        pairs = zip(self.samples, self.floors, strict=True)
        return median(sample.cost / floors.total for sample, floors in pairs)

    def as_dict(self) -> dict[str, object]:
        """Return the figures for a JSON file."""
        floor = self.floor
        return {
            "page": self.page,
            "requests_per_second": self.rate,
            "median_ms": percentile(self.durations, 50),
            "p95_ms": percentile(self.durations, 95),
            "alone_ms": percentile(self.alone, 50) if self.alone else None,
            "cold_ms": percentile(self.cold, 50) if self.cold else None,
            "queries": self.queries,
            "queries_of_template": self.template_queries,
            "bytes": self.plain_bytes,
            "bytes_gzip": self.gzip_bytes,
            "peak_memory_bytes": self.peak_memory,
            "cost_ms": self.cost,
            "floors_ms": {"empty": floor.empty, "sql": floor.sql, "template": floor.template},
            "ratio": self.ratio,
            "requests": len(self.durations),
        }
