"""How a table of numbers is read: which column means what, and what holds for all of its rows.

What a column means is written in one short way everywhere, in mapping files, in the database and in forms: `area`, `reference_date`,
`indicator` …, or an indicator with what may follow: `sgb2:numerator@2023-12-31*1000`.
"""

import datetime
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Self

from django.utils.translation import gettext as _

from kit.german import fold
from kit.importing import RefusedError, UnusableFileError
from kit.importing_columns import read_mapping
from monitoring.choices import ValueStatus
from monitoring.days import read_day

AREA, LEVEL, DAY, STATUS, INDICATOR = "area", "level", "reference_date", "status", "indicator"
NUMERATOR, DENOMINATOR, VALUE = "numerator", "denominator", "value"
PARTS = (NUMERATOR, DENOMINATOR, VALUE)
ROLES = (AREA, LEVEL, DAY, STATUS, INDICATOR, *PARTS)
MEANS = re.compile(
    r"(?P<code>[\w-]+)(?::(?P<part>\w+))?(?:@(?P<day>[\d.-]+))?(?:\*(?P<factor>[\d.,]+))?", re.IGNORECASE
)
STATUS_WORDS = {
    **{fold(value): value for value in ValueStatus.values},
    **{fold(str(label)): value for value, label in ValueStatus.choices},
    "p": ValueStatus.PROVISIONAL,
    "s": ValueStatus.ESTIMATED,
    **dict.fromkeys(("r", "e", "revidiert", "berichtigt"), ValueStatus.FINAL),
}
MOST_ROWS_OF_HEADINGS = 5
LARGEST_FACTOR = Decimal(10) ** 6


@dataclass(frozen=True)
class Means:
    """What a column means: a `role`, or a number of an indicator, with its own day and factor where it has them."""

    role: str = ""
    code: str = ""
    part: str = ""
    day: datetime.date | None = None
    factor: Decimal | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what a short text means; raises UnusableFileError where it means nothing."""
        word = text.strip()
        if not word or word in ROLES:
            return cls(role=word)
        match = MEANS.fullmatch(word)
        if not match or (match["part"] and match["part"] not in PARTS):
            raise UnusableFileError(
                _("Die Zuordnung „%s“ ist nicht lesbar; gemeint ist etwas wie sgb2:numerator@2023-12-31") % text
            )
        day = _day(match["day"] or "")
        return cls(code=match["code"], part=match["part"] or "", day=day, factor=_factor(match["factor"] or ""))

    @property
    def without_day(self) -> str:
        """What it means at whatever day, as a form offers it."""
        return self.role or (f"{self.code}:{self.part}" if self.part and self.part != VALUE else self.code)

    def __str__(self) -> str:
        part = f":{self.part}" if self.part else ""
        day = f"@{self.day.isoformat()}" if self.day else ""
        factor = f"*{self.factor}" if self.factor else ""
        return self.role or f"{self.code}{part}{day}{factor}"


@dataclass(frozen=True)
class Layout:
    """How a file is read; `header` is the row of the (lowest) headings, 0 to find it, and `header_rows` how many there are."""

    source: str = ""
    sheet: str = ""
    header: int = 0
    header_rows: int = 0
    date: str = ""
    level: str = ""
    status: str = ""
    factor: str = ""
    decimal: str = ""
    # What each heading means, in the short way; headings that stand there twice are told apart as `tables` says.
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise UnusableFileError for what cannot be meant."""
        _day(self.date), _factor(self.factor)
        if self.status and fold(self.status) not in STATUS_WORDS:
            known = ", ".join(ValueStatus.values)
            message = _("Den Stand „%(status)s“ gibt es nicht. Es gibt: %(known)s")
            raise UnusableFileError(message % {"status": self.status, "known": known})
        if self.decimal not in {"", ".", ","}:
            raise UnusableFileError(
                _("Vor Nachkommastellen steht ein Komma oder ein Punkt, nicht „%s“.") % self.decimal
            )
        if not (0 <= self.header_rows <= MOST_ROWS_OF_HEADINGS and self.header >= 0):
            raise UnusableFileError(
                _("Eine Tabelle hat höchstens %s Zeilen mit Überschriften.") % MOST_ROWS_OF_HEADINGS
            )
        self.known  # noqa: B018 (reads them all)

    @property
    def known(self) -> dict[str, Means]:
        """Return what headings mean, by their letters and digits."""
        return {fold(heading): Means.parse(text) for heading, text in self.columns.items()}

    @property
    def day(self) -> datetime.date | None:
        return _day(self.date)

    @property
    def times(self) -> Decimal:
        return _factor(self.factor) or Decimal(1)

    @property
    def default_status(self) -> str:
        return STATUS_WORDS[fold(self.status)] if self.status else ValueStatus.FINAL.value

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Return the layout of a mapping of its fields; raises UnusableFileError for unknown names and wrong sorts of values."""
        names = {one.name: one.type for one in fields(cls)}
        if unknown := sorted(set(said) - set(names)):
            message = _("Die Zuordnung nennt %(unknown)s; bekannt sind %(known)s")
            raise UnusableFileError(message % {"unknown": ", ".join(unknown), "known": ", ".join(names)})
        try:
            return cls(**{name: _of_sort(names[name], value) for name, value in said.items()})
        except (TypeError, ValueError) as error:
            raise UnusableFileError(_("Die Zuordnung ist nicht lesbar: %s") % error) from error


def _of_sort(sort: Any, value: Any) -> Any:
    if sort is int:
        return int(value)
    if sort is str:
        return str(value)
    return {str(heading): _short(means) for heading, means in dict(value).items()}


def _short(means: Any) -> str:
    """Return the short way of what a mapping file may say at length: {indicator = "sgb2", part = "numerator"}."""
    if not isinstance(means, Mapping):
        return str(means)
    unknown = set(means) - {"indicator", "part", "date", "factor"}
    if unknown or "indicator" not in means:
        raise ValueError(_("eine Spalte sagt indicator, part, date und factor, nicht %s") % ", ".join(sorted(unknown)))
    tail = "".join(
        f"{sign}{means[name]}" for name, sign in (("part", ":"), ("date", "@"), ("factor", "*")) if name in means
    )
    return f"{means['indicator']}{tail}"


def read_layout(path: Path) -> Layout:
    """Return the layout that a mapping file says: TOML or JSON with `[columns]` and settings, or plain pairs in TOML, JSON or CSV.

    Raises UnusableFileError for a file that cannot be read or says what does not exist.
    """
    if path.suffix.lower() not in {".toml", ".json"}:
        return Layout.of({"columns": read_mapping(path)})
    try:
        text = path.read_text(encoding="utf-8-sig")
        said = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        message = _("Die Zuordnung %(path)s ist nicht lesbar: %(error)s")
        raise UnusableFileError(message % {"path": path, "error": error}) from error
    if not isinstance(said, dict):
        raise UnusableFileError(_("Die Zuordnung %s nennt keine Spalten.") % path)
    return Layout.of(said if "columns" in said else {"columns": said})


def _day(text: str) -> datetime.date | None:
    try:
        return read_day(text)
    except RefusedError as error:
        raise UnusableFileError(str(error)) from error


def _factor(text: str) -> Decimal | None:
    try:
        factor = Decimal(text.replace(",", ".")) if text else None
    except InvalidOperation:
        factor = Decimal(0)
    if factor is not None and not 0 < factor <= LARGEST_FACTOR:
        raise UnusableFileError(_("„%s“ ist keine Zahl, mit der sich malnehmen lässt") % text)
    return factor
