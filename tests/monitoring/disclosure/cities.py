"""Invented cities: levels, social spaces across them, age bands, and rates with what is not counted."""

import random
from dataclasses import dataclass, field

from monitoring.disclosure import Cell, Equation, total

BANDS = ("u3", "3_6", "6_10", "10_18")


@dataclass
class City:
    """The cells and equations of a city while it is invented."""

    random: random.Random
    districts: int
    boroughs: int
    spaces: int
    nested: bool = False
    cells: list[Cell] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.borough = [number * self.boroughs // self.districts for number in range(self.districts)]
        self.space = [number * self.spaces // self.districts for number in range(self.districts)]
        if not self.nested:
            self.random.shuffle(self.space)

    def areas(self, counts: list[float]) -> dict[str, float]:
        """Return the counts of districts with the sums of all larger areas."""
        found = {f"d{number}": count for number, count in enumerate(counts)}
        for kind, of in (("b", self.borough), ("s", self.space)):
            for number in sorted(set(of)):
                found[f"{kind}{number}"] = sum(c for c, where in zip(counts, of, strict=True) if where == number)
        return found | {"city": sum(counts)}

    def tie(self, name: str) -> None:
        """Say that the areas of one number add up."""
        for kind, of in (("b", self.borough), ("s", self.space)):
            wholes = sorted(set(of))
            for whole in wholes:
                parts = [(name, f"d{number}") for number, where in enumerate(of) if where == whole]
                self.equations.append(total((name, f"{kind}{whole}"), parts))
            if wholes:
                self.equations.append(total((name, "city"), [(name, f"{kind}{whole}") for whole in wholes]))

    def add(self, name: str, counts: list[float], **options) -> dict[str, float]:
        """Add a count in all areas."""
        values = self.areas(counts)
        self.cells += [cell(name, area, value, **options) for area, value in values.items()]
        self.tie(name)
        return values

    def add_rate(self, name: str, of: str, counts: list[float], out_of: dict[str, float], width: float = 3) -> None:
        """Add what is counted out of another count, with what is left."""
        for area, value in self.areas(counts).items():
            rest = out_of[area] - value
            few = 0 < value < width or 0 < rest < width
            self.cells.append(cell(name, area, value, sensitive=few, width=width))
            rest_key = (f"not {name}", area)
            self.cells.append(Cell(rest_key, rest, sensitive=0 < rest < width, width=width, published=False, floor=0))
            self.equations.append(total((of, area), [(name, area), rest_key]))
        self.tie(name)


def cell(name: str, area: str, value: float, *, sensitive: bool | None = None, width: float = 3, rounding: float = 0):
    """Return the cell of an area; coarse areas cost more."""
    cost = {"d": 1.0, "s": 10.0, "b": 20.0, "c": 500.0}[area[0]]
    few = 0 < value < width if sensitive is None else sensitive
    cost += value / (value + 50)
    floor = 0 if few and value < 1 else 1  # nobody of two: the two are the secret
    return Cell((name, area), value, few, width=width, cost=cost, floor=floor, rounding=rounding)
