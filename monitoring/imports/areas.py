"""Which area a table means: by code, by name, by both; the city, a social space, or a total of some of them.

Areas are those that hold at the day the number is about: a district that a reform closed keeps the numbers of its time.
"""

import datetime
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.german import fold
from kit.importing import RefusedError, UnusableFileError
from sozialraum.models import AreaLevel, District, Municipality, SocialSpace

SPACES = "sozialraum"
CITY_LEVEL = "stadt"
CITY_WORDS = (
    "city",
    "stadt",
    "gesamtstadt",
    "stadtgesamt",
    "stadtinsgesamt",
    "gesamtestadt",
    "stadtgebiet",
    "kreisfreiestadt",
)
# Words for the sum of the rows above, and those that mean the whole where rows above have sums of their own.
BLOCK_WORDS = ("zusammen", "summe")
TOTAL_WORDS = ("insgesamt", "gesamt", "total", "alle", *BLOCK_WORDS)
TOTAL = re.compile(rf"\b(?:{'|'.join(TOTAL_WORDS)})\b", re.IGNORECASE)
NUMBERED = re.compile(r"(?P<code>\d[\d.]*)\s*[-–:/.)]*\s+(?P<name>\D.*)")
NUMBER_BEHIND = re.compile(r"(?P<name>\D.*?)\s*[(\[](?P<code>\d+)[)\]]")
WHOLE_NUMBER = re.compile(r"(\d+)[.,]0+")
SPACE = re.compile(r"(?:sozialraum|sr|team)\s*(?:nr\.?\s*)?(\d+)", re.IGNORECASE)
EVER = datetime.date(1, 1, 1)
LONGEST = 200
# So many words of a file are remembered: more than a city has areas, less than would fill the memory.
MOST_KEPT = 20_000


@dataclass(frozen=True)
class Area:
    """What a cell means: the id of a district or social space, neither for the city; `repair` says what was put right."""

    district: int | None = None
    space: int | None = None
    parent: int | None = None
    # "Insgesamt" alone: of what, only the rows above it tell.
    is_bare_total: bool = False
    is_of_block: bool = False
    is_total: bool = False
    repair: str = ""


CITY = Area(is_total=True)


@dataclass
class Era:
    """The districts between two reforms, each by level and code, and by level and name."""

    codes: dict[str, dict[int, Area]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[str, dict[int, list[Area]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    shortened: dict[str, dict[int, list[Area]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def add(self, row: District) -> None:
        area = Area(district=row.pk, parent=row.parent_id)
        self.codes[row.code.casefold()][row.level_id] = area
        self.shortened[row.code.lstrip("0")][row.level_id].append(area)
        name = fold(row.name)
        # "Nordstadt" means "03 Nordstadt" too.
        for spelled in {name, name.lstrip("0123456789")} - {""}:
            self.names[spelled][row.level_id].append(area)


class Areas:
    """All areas of all times, read once; `level` is the code or name of the level that rows are about, "" for any."""

    def __init__(self) -> None:
        self.levels = list(AreaLevel.objects.all())
        self.rows = list(
            District.objects.only("pk", "level_id", "parent_id", "code", "name", "valid_from", "valid_until")
        )
        days = {row.valid_from for row in self.rows} | {row.valid_until for row in self.rows if row.valid_until}
        self.turns = sorted(days)
        self._eras: dict[int, Era] = {}
        self._found: dict[tuple[str, int, str], Area | RefusedError] = {}
        self.spaces: dict[str, Area] = {}
        for space in SocialSpace.objects.all():
            for word in (space.code, space.code.lstrip("0"), fold(space.name), space.slug):
                self.spaces[word] = Area(space=space.pk)
        self.space_names = {fold(space.name) for space in SocialSpace.objects.all()}
        town = fold(Municipality.objects.values_list("name", flat=True).first() or "")
        self.city = {
            *CITY_WORDS,
            *(f"{a}{town}{b}" for a in ("", "stadt") for b in ("", "gesamt", "insgesamt") if town),
        }

    def level_of(self, said: str) -> int | str | None:
        """Return the id of a level by code or name, SPACES or CITY_LEVEL for these, None for any. Raises UnusableFileError."""
        word = fold(said)
        if not word:
            return None
        if word in {fold(SPACES), "sozialraeume", "sozialraume"}:
            return SPACES
        for level in self.levels:
            if word in {fold(level.code), fold(level.name), fold(level.name_plural)}:
                return level.pk
        if word in self.city:
            return CITY_LEVEL
        known = ", ".join([*(level.name for level in self.levels), SPACES, CITY_LEVEL])
        raise UnusableFileError(
            _("Die Ebene „%(level)s“ gibt es nicht. Es gibt: %(known)s") % {"level": said, "known": known}
        )

    def era(self, day: datetime.date) -> Era:
        number = bisect_right(self.turns, day)
        if number not in self._eras:
            era = self._eras[number] = Era()
            for row in self.rows:
                if row.valid_from <= day and (row.valid_until is None or day < row.valid_until):
                    era.add(row)
        return self._eras[number]

    def find(self, text: str, day: datetime.date, level: str = "") -> Area:
        """Return the area that a cell means at a day; raises RefusedError where there is none, or more than one."""
        if len(text) > LONGEST:
            raise RefusedError(_("das Gebiet „%s“ gibt es nicht") % text[:60])
        key = (text, bisect_right(self.turns, day), level)
        if key not in self._found:
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            try:
                self._found[key] = self._search(text.strip(), day, self.level_of(level))
            except RefusedError as error:
                self._found[key] = error.with_traceback(None)
        found = self._found[key]
        if isinstance(found, RefusedError):
            raise found
        return found

    def knows(self, text: str, level: str = "") -> bool:
        """Return whether a cell means an area at any time."""
        for day in [EVER, *self.turns]:
            try:
                self.find(text, day, level)
            except RefusedError:
                continue
            return True
        return False

    def _search(self, text: str, day: datetime.date, level: int | str | None) -> Area:
        era = self.era(day)
        ways = (self._city, self._space, self._coded, self._named, self._numbered, self._zeros_lost, self._total)
        for way in ways:
            if found := way(text, era, level):
                return found
        raise RefusedError(self._unknown(text, day))

    def _unknown(self, text: str, day: datetime.date) -> str:
        word, name = text.casefold(), fold(text)
        others = [row for row in self.rows if word == row.code.casefold() or name == fold(row.name)]
        if others:
            message = _("„%(text)s“ gab es am %(day)s nicht, sondern %(when)s")
            when = "; ".join(sorted({_period(row) for row in others}))
            return message % {"text": text, "day": f"{day:%d.%m.%Y}", "when": when}
        return _("das Gebiet „%s“ gibt es nicht") % text[:60]

    def _city(self, text: str, era: Era, level: int | str | None) -> Area | None:
        word = fold(text)
        if level == CITY_LEVEL and TOTAL.search(text):
            return CITY
        # A district may be called as its town is.
        is_district = isinstance(level, int) and level in era.names.get(word, ())
        return CITY if word in self.city and not is_district else None

    def _space(self, text: str, era: Era, level: int | str | None) -> Area | None:
        if level == SPACES:
            return (
                self.spaces.get(text)
                or self.spaces.get(text.lstrip("0"))
                or self.spaces.get(fold(text))
                or self._said_space(text)
            )
        if level is None and fold(text) in self.space_names and fold(text) not in era.names:
            return self.spaces[fold(text)]
        return self._said_space(text)

    def _said_space(self, text: str) -> Area | None:
        match = SPACE.match(text)
        return (self.spaces.get(match[1]) or self.spaces.get(match[1].lstrip("0"))) if match else None

    def _coded(self, text: str, era: Era, level: int | str | None) -> Area | None:
        return self._one(text, {pk: [area] for pk, area in era.codes.get(text.casefold(), {}).items()}, level)

    def _named(self, text: str, era: Era, level: int | str | None) -> Area | None:
        found = era.names.get(fold(text), {})
        return self._one(text, found, level) or (self._one(text, found, None) if level != SPACES else None)

    def _numbered(self, text: str, era: Era, level: int | str | None) -> Area | None:
        """Find "03 Nordstadt" and "Nordstadt (03)"; where number and name are known, they are to agree."""
        match = NUMBERED.fullmatch(text) or NUMBER_BEHIND.fullmatch(text)
        if not match:
            return None
        number = match["code"].strip(".")
        coded = self._coded(number, era, level) or self._zeros_lost(number, era, level)
        named = self._named(match["name"], era, level) or self._total(match["name"], era, level)
        if coded and named and coded.district != named.district:
            raise RefusedError(_("„%s“: Nummer und Name meinen verschiedene Gebiete") % text)
        if coded and not named and TOTAL.search(text):
            return replace(coded, is_total=True)
        return named or coded

    def _zeros_lost(self, text: str, era: Era, level: int | str | None) -> Area | None:
        """Find the code of which a spreadsheet left the leading zeros off, or to which it added decimals."""
        match = WHOLE_NUMBER.fullmatch(text)
        word = match[1] if match else text
        if not word.isdigit():
            return None
        exact = self._coded(word, era, level) if match else None
        found = exact or self._one(text, era.shortened.get(word.lstrip("0"), {}), level)
        if not found:
            return None
        code = next(row.code for row in self.rows if row.pk == found.district)
        return replace(found, repair=_("„%(text)s“ als Schlüssel %(code)s gelesen") % {"text": text, "code": code})

    def _total(self, text: str, era: Era, level: int | str | None) -> Area | None:
        """Find "Nord zusammen", "Summe Stadtbezirk Nord", and "Insgesamt" alone."""
        has_total_word = bool(TOTAL.search(text))
        rest = TOTAL.sub(" ", text).strip(" -–:,.")
        rests = [rest, *(self._without_level(rest, one) for one in self.levels)]
        for word in filter(None, rests):
            if word == text:
                continue
            found = self._one(word, era.names.get(fold(word), {}), None) or self._one_of_codes(word, era, rest)
            if found:
                return replace(found, is_total=has_total_word)
            if fold(word) in self.city:
                return CITY
        if not has_total_word or fold(rest):
            return None
        return Area(is_bare_total=True, is_total=True, is_of_block=fold(text) in BLOCK_WORDS)

    def _one_of_codes(self, word: str, era: Era, rest: str) -> Area | None:
        """Find "Stadtbezirk 1": the number of a level that is named."""
        for level in self.levels:
            if fold(rest).startswith(fold(level.name)) and (found := era.codes.get(word.casefold(), {}).get(level.pk)):
                return found
        return None

    def _without_level(self, text: str, level: AreaLevel) -> str:
        return re.sub(rf"^{re.escape(level.name)}\s+|\s+{re.escape(level.name)}$", "", text, flags=re.IGNORECASE)

    def _one(self, text: str, found: dict[int, list[Area]], level: int | str | None) -> Area | None:
        """Return the one that was found at a level; where several were, which is meant nobody knows."""
        if isinstance(level, str):
            return None
        fit = [area for pk, areas in found.items() if level in {None, pk} for area in areas]
        if len(fit) > 1:
            names = {one.pk: one.name for one in self.levels}
            where = ", ".join(sorted({names[pk] for pk in found if level in {None, pk}}))
            raise RefusedError(
                _("„%(text)s“ ist nicht eindeutig (%(where)s); bitte die Ebene angeben")
                % {"text": text, "where": where}
            )
        return fit[0] if fit else None


ALWAYS = gettext_lazy("schon immer")


def _period(row: District) -> str:
    """Return the time of a district in words."""
    start = _("ab %s") % f"{row.valid_from:%d.%m.%Y}" if row.valid_from.year > 1900 else str(ALWAYS)  # noqa: PLR2004 (the model's default)
    return f"{start} {_('bis %s') % f'{row.valid_until:%d.%m.%Y}'}" if row.valid_until else start


class Block:
    """The rows above a total, as far back as the last one."""

    def __init__(self) -> None:
        self.areas: list[Area] = []
        self.seen: set[int | None] = set()
        self.has_named_totals = False

    def add(self, area: Area) -> None:
        """Hear of a row; a total ends the block."""
        self.seen.add(area.district)
        if area.is_total:
            self.areas.clear()
            self.has_named_totals = self.has_named_totals or not area.is_bare_total
        else:
            self.areas.append(area)

    def total(self, area: Area) -> Area:
        """Return what "Insgesamt" sums up: the district to which all rows since the last total belong, else the city.

        Where other totals say whose they are, only "Zusammen" is one of a block. A district that has a row of its own needs none.
        """
        parent = common_parent(self.areas)
        if not parent or parent in self.seen or (self.has_named_totals and not area.is_of_block):
            return CITY
        return Area(district=parent, is_total=True)


def common_parent(areas: Iterable[Area]) -> int | None:
    """Return the district that all of some areas belong to; None where they have none in common."""
    parents = {area.parent for area in areas}
    return parents.pop() if len(parents) == 1 else None
