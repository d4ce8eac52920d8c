"""The report of an import of numbers: what is odd is told apart from what is refused, and the memory does not grow with the file."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.importing import Kind, Remark, Report

# So many of each are said in words; the rest is counted.
MOST_SAID = 2000
WARNINGS = {
    "jump": gettext_lazy("Sprung gegenüber dem Vorjahr"),
    "share": gettext_lazy("Anteil über 100 Prozent"),
    "part": gettext_lazy("Zähler größer als der Nenner"),
    "unit": gettext_lazy("Wert passt nicht zur Einheit"),
    "fractions": gettext_lazy("Anteile unter 1: sind Prozent gemeint? Dann hilft der Faktor 100"),
    "twins": gettext_lazy("Dieselben Zahlen in zwei Spalten oder Jahren"),
    "sum": gettext_lazy("Summe der Gebiete weicht vom größeren Gebiet ab"),
    "missing": gettext_lazy("Gebiet fehlt, das im Vorjahr einen Wert hatte"),
    "doubt": gettext_lazy("Quote passt nicht zu Zähler und Nenner; die Zahlen gelten"),
}


@dataclass(frozen=True)
class Warned:
    """Something odd: of which sort, where, and in `figures` the raw numbers, which not everybody may see."""

    sort: str
    line: int = 0
    indicator: str = ""
    area: str = ""
    day: datetime.date | None = None
    figures: str = ""

    @property
    def text(self) -> str:
        where = ", ".join(filter(None, [self.indicator, self.area, f"{self.day:%d.%m.%Y}" if self.day else ""]))
        return f"{WARNINGS[self.sort]}: {where}"


@dataclass
class NumberReport(Report):
    """Counts numbers, not rows: a row of a wide table holds many."""

    warned: list[Warned] = field(default_factory=list)
    warned_number: int = 0
    # How the file was read in the end, as `Layout.as_dict` says it.
    layout: dict[str, Any] = field(default_factory=dict)
    # The first numbers of each outcome, as `recording` writes them, and which remarks repeat a warning.
    samples: list[dict[str, Any]] = field(default_factory=list)
    warned_texts: set[tuple[int, str]] = field(default_factory=set)
    refused_lines: set[int] = field(default_factory=set)
    repaired_lines: set[int] = field(default_factory=set)

    def warn(self, sort: str, **where: object) -> None:
        """Say that something is odd; it is taken all the same."""
        self.warned_number += 1
        if len(self.warned) < MOST_SAID:
            self.warned.append(Warned(sort, **where))

    def refuse(self, line: int, reason: str) -> None:
        self.refused_lines.add(line)
        if len(self.refused_lines) <= MOST_SAID:
            super().refuse(line, reason)

    def repair(self, line: int, what: str) -> None:
        # A row of many numbers is put right once.
        if line not in self.repaired_lines and len(self.repaired_lines) < MOST_SAID:
            super().repair(line, what)
        self.repaired_lines.add(line)

    @property
    def refused(self) -> int:
        return len(self.refused_lines)

    @property
    def repaired(self) -> int:
        return len(self.repaired_lines - self.refused_lines)

    def finished(self) -> None:
        """Put the warnings among the remarks, for a terminal, and say of how many nothing was said."""
        for one in self.warned:
            figures = f" ({one.figures})" if one.figures else ""
            self.note(one.line, f"{one.text}{figures}")
            self.warned_texts.add((one.line, f"{one.text}{figures}"))
        for number, what in (
            (len(self.refused_lines), _("Weitere abgelehnte Zeilen, nicht einzeln genannt: %s")),
            (len(self.repaired_lines), _("Weitere reparierte Zeilen, nicht einzeln genannt: %s")),
            (self.warned_number, _("Weitere Auffälligkeiten, nicht einzeln genannt: %s")),
        ):
            if number > MOST_SAID:
                self.remarks.append(Remark(0, Kind.NOTED, what % (number - MOST_SAID)))
