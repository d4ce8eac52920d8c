"""Files of numbers, a small city for them to be about, and the way of the workspace."""

import datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from monitoring.imports import jobs, steps
from monitoring.imports.layout import Layout
from monitoring.models import IndicatorValue, ValueUpload
from tests.monitoring.factories import CountFactory, RateFactory
from tests.network.factories import person
from tests.sozialraum.factories import (
    BoroughFactory,
    DistrictFactory,
    MunicipalityFactory,
    SocialSpaceFactory,
    SocialSpaceMembershipFactory,
)

SOURCE = "Melderegister"
DAY = datetime.date(2024, 12, 31)


class City:
    """Two boroughs with five districts, one social space of two of them, two counts and a rate."""

    def __init__(self) -> None:
        MunicipalityFactory()
        self.north, self.south = BoroughFactory(code="1", name="Nord"), BoroughFactory(code="2", name="Süd")
        places = [("0101", "Altstadt", self.north), ("0102", "Grenzland-Stadion", self.north)]
        places += [("0201", "Hardt", self.south), ("0202", "Venn", self.south), ("0203", "Rheydt", self.south)]
        self.districts = [DistrictFactory(code=code, name=name, parent=parent) for code, name, parent in places]
        self.space = SocialSpaceFactory(code="05", name="Rheydt Ost")
        for district in self.districts[3:]:
            SocialSpaceMembershipFactory(social_space=self.space, district=district)
        self.people = CountFactory(code="pop", name="Einwohner/innen")
        self.children = CountFactory(code="kids", name="Kinder unter 6")
        self.rate = RateFactory(code="sgb2", name="SGB-II-Quote")


def command(*arguments: object, name: str = "import_indicator_values") -> tuple[int, list[str]]:
    """Run the import and return its exit code and what it printed, the closing sentence of a failure last."""
    out = StringIO()
    try:
        call_command(name, *map(str, arguments), stdout=out)
    except CommandError as error:
        return error.returncode, [*out.getvalue().splitlines(), str(error)]
    return 0, out.getvalue().splitlines()


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "zahlen.csv") -> Path:
    """Return a file with a text, its lines without the indent of the test."""
    path = folder / name
    lines = [line.strip(" ") for line in text.strip().splitlines()]
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def sheet(folder: Path, *rows: list, merged: tuple[str, ...] = (), more: dict[str, list] | None = None) -> Path:
    """Return an Excel file with rows, some of its cells merged, and with more sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Tabelle1"
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    for title, lines in (more or {}).items():
        other = book.create_sheet(title)
        for line in lines:
            other.append(line)
    path = folder / "zahlen.xlsx"
    book.save(path)
    return path


def found(day: datetime.date | None = None) -> dict[tuple[str, str], Any]:
    """Return all raw numbers by indicator and area: what was counted, (numerator, denominator), the value, or why there is none."""
    rows = IndicatorValue.objects.select_related("indicator", "district", "social_space")
    if day:
        rows = rows.filter(reference_date=day)
    return {(row.indicator.code, str(row.district or row.social_space or "Stadt")): spoken(row) for row in rows}


def spoken(row: IndicatorValue) -> Any:
    if row.gap:
        return row.gap
    if row.denominator is not None:
        return plain(row.numerator), plain(row.denominator)
    return plain(row.value if row.numerator is None else row.numerator)


def plain(number: Decimal) -> float | int:
    return int(number) if number == int(number) else float(number)


def uploaded(content: str | bytes, *, by: Any = None, source: str = SOURCE, name: str = "zahlen.csv") -> ValueUpload:
    """Return an uploaded file."""
    data = content.encode() if isinstance(content, str) else content
    return steps.take_in(source=source, file_name=name, content=data, by=by or person("planner"))


def checked(owner: ValueUpload, **said: Any) -> ValueUpload:
    """Have the file checked as it was understood, but for what is said."""
    layout = Layout.of(owner.layout | said)
    assert steps.choose(owner, layout, by=owner.made_by)
    return worked(owner)


def worked(owner: ValueUpload) -> ValueUpload:
    """Let the process do what is asked for, and return the import as it is then."""
    jobs.work_off()
    return ValueUpload.objects.get(pk=owner.pk)


def applied(content: str | bytes, **how: Any) -> ValueUpload:
    """Return an import that went all the way in."""
    owner = checked(uploaded(content, **how))
    assert steps.apply(owner, by=owner.made_by)
    return worked(owner)


def undone(owner: ValueUpload) -> ValueUpload:
    """Take an import back."""
    assert steps.undo(owner, by=owner.made_by)
    return worked(owner)


def numbers(owner: ValueUpload) -> dict[str, int]:
    """Return the numbers of an import that are not zero."""
    names = ("created", "changed", "unchanged", "refused", "warned", "left")
    return {name: getattr(owner, name) for name in names if getattr(owner, name)}


def long(*rows: str, day: str = "31.12.2024") -> str:
    """Return a long table of rows such as "pop;Altstadt;100"."""
    header = "indicator;area;numerator;denominator;reference_date"
    filled = [";".join([*row.split(";"), "", ""][:4]) for row in rows]
    return "\n".join([header, *(f"{row};{day}" for row in filled)])
