"""The table of a picture: as people read it on the page, and as rows of a file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape  # Django's asks for lazy texts too; tables have thousands of cells
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from monitoring.choices import Withheld
from monitoring.figures import Figure
from monitoring.templatetags.figures import figure


@dataclass(frozen=True, slots=True)
class Number:
    """A cell with a number, rounded to so many decimals."""

    figure: Figure
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere; `code` is that of the district it is about."""

    text: str
    url: str
    code: str = ""


def counted(number: Figure) -> tuple[Number, Number]:
    """Return what a rate comes from as two cells, or why it is not shown."""
    return part(number, number.numerator), part(number, number.denominator)


def part(number: Figure, count: Decimal | None) -> Number:
    withheld = "" if count is not None else number.withheld or Withheld.MISSING
    return Number(Figure(count, withheld=withheld), 0)


Cell = str | int | Number | Link


class Rows(Sequence):
    """Rows that are made of things one by one, when somebody looks at them."""

    def __init__(self, things: Sequence[Any], make: Callable[[Any], Sequence[Cell]]) -> None:
        self.things = things
        self.make = make

    def __len__(self) -> int:
        return len(self.things)

    def __getitem__(self, place: int) -> Sequence[Cell]:
        return self.make(self.things[place])


@dataclass(frozen=True)
class Table:
    """Rows of cells under a header; the first cell of each row names it.

    `sorts` has the address behind each heading by which the table is sorted, `sorted_by` the column that it is sorted by,
    with a minus where it falls. `highlighted` are the rows (from 0) that were chosen.
    """

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    sorts: Sequence[str] = field(default=())
    sorted_by: str = ""
    highlighted: frozenset[int] = frozenset()

    def html(self) -> SafeString:
        """Return thead and tbody; not a template, since a city has hundreds of areas."""
        head = "".join(self.heading(place, str(name)) for place, name in enumerate(self.header))
        body = "".join(self.line(place, row) for place, row in enumerate(self.rows))
        return mark_safe(f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>")  # noqa: S308 (each cell is escaped)

    def line(self, place: int, row: Sequence[Cell]) -> str:
        """Return a row."""
        marked = ' class="is-chosen"' if place in self.highlighted else ""
        return f"<tr{marked}>{cell(row[0], is_heading=True)}{''.join(map(cell, row[1:]))}</tr>"

    def heading(self, place: int, name: str) -> str:
        """Return a heading, with the link that sorts by it."""
        url = self.sorts[place] if place < len(self.sorts) else ""
        if not url:
            return f'<th scope="col">{escape(name)}</th>'
        order = {str(place): "ascending", f"-{place}": "descending"}.get(self.sorted_by)
        state = f' aria-sort="{order}"' if order else ""
        return f'<th scope="col"{state}><a href="{escape(url)}" rel="nofollow">{escape(name)}</a></th>'

    def lines(self) -> Iterator[list[object]]:
        """Yield the rows for a file: numbers as numbers, and the sign where there is none."""
        for row in self.rows:
            yield [plain(one) for one in row]


def cell(content: Cell, *, is_heading: bool = False) -> str:
    """Return one cell of a row; the first one is its heading."""
    if isinstance(content, Number):
        return figure(content.figure, content.decimals)
    tag = 'th scope="row"' if is_heading else "td"
    if isinstance(content, Link):
        district = f' data-district="{escape(content.code)}"' if content.code else ""
        inside = f'<a href="{escape(content.url)}"{district}>{escape(content.text)}</a>'
    else:
        inside = escape(str(content))
    return f"<{tag}>{inside}</{tag.split(maxsplit=1)[0]}>"


def plain(content: Cell) -> object:
    """Return what stands in a file: a number, the sign for why there is none, or a text."""
    if isinstance(content, Number):
        rounded = content.figure.rounded(content.decimals)
        return content.figure.text(content.decimals) if rounded is None else Decimal(rounded)
    return content.text if isinstance(content, Link) else content
