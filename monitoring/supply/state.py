"""Which areas, ages, offers and which measure of need an address asks for."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.areas import Area, Level, keys_of, levels
from monitoring.choosing import Choosing, Control, Option
from monitoring.maps import Outline, outline
from monitoring.supply.ages import DIVISIONS, Age, indicators_of_age
from monitoring.supply.children import children
from monitoring.supply.counting import supply
from monitoring.supply.gaps import Gaps, gaps
from monitoring.supply.need import NO_NEED, Measures, Need, measures
from monitoring.supply.situation import HELD, REACHING, Situation

COUNTINGS = {HELD: _("Angebote, die dort stattfinden"), REACHING: _("alles, was Menschen dort finden")}
SORTS = ("name", "-name", "bedarf", "-bedarf", "dichte", "-dichte")
MOST_AREAS = 5


@dataclass(frozen=True)
class State:
    """What is shown."""

    division: str
    ages: Sequence[Age]
    age: Age | None
    levels: Sequence[Level]
    level: Level | None
    outline: Outline | None
    chosen: Sequence[Area]
    measures: Measures
    need: Need
    situation: Situation
    gaps: Gaps
    sort: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which areas, ages and offers are set side by side, as of a day and a version of the content."""

    version: str
    today: datetime.date
    level: str
    division: str
    counting: str


@lru_cache(maxsize=4)
def drawn_up(asked: Asked) -> Situation:
    """Return what areas have for ages. Each process keeps it, since hundreds of areas take a while to count. Read only."""
    areas = outline(asked.version, asked.level, asked.today).areas
    ages = DIVISIONS[asked.division][1](indicators_of_age(asked.version))
    return Situation(areas, ages, supply(keys_of(areas), ages), children(ages), asked.counting)


@lru_cache(maxsize=8)
def compared(asked: Asked, measure: str) -> tuple[Need, Gaps]:
    """Return a measure of need for the areas, and the white spots that it makes; kept as `drawn_up` is."""
    situation = drawn_up(asked)
    there = measures(asked.version)
    need = there.measured(measure, situation.areas, asked.version) if measure else NO_NEED
    return need, gaps(situation, need)


def state_of(choosing: Choosing, version: str) -> State:
    """Return what an address asks for; what it does not say is the finest level and the first age with children."""
    division = choosing.one("gliederung", _("Alter"), {name: name for name in DIVISIONS}, next(iter(DIVISIONS)))
    divisions = levels(version)
    level = choosing.one("ebene", _("Gebiete"), {one.code: one for one in divisions}, divisions[0])
    counting = choosing.one("zaehlt", _("Angebote"), {name: name for name in COUNTINGS}, HELD)
    asked = Asked(version, timezone.localdate(), level.code, division, counting)
    situation, drawn = drawn_up(asked), outline(version, level.code, asked.today)
    ages = situation.ages
    usual = next((age for age in ages if age.counts), next(iter(ages), None))
    age = choosing.one("alter", _("Alter"), {one.code: one for one in ages}, usual)
    named = {name: area for area in drawn.areas for name in (area.code, area.slug)}
    there = measures(version)
    code = choosing.one("bedarf", _("Bedarf"), {one.value: one.value for one in there.options}, there.usual)
    need, found = compared(asked, code)
    return State(
        division=division,
        ages=ages,
        age=age,
        levels=divisions,
        level=level,
        outline=drawn,
        chosen=choosing.several("gebiet", _("Gebiet"), named, MOST_AREAS),
        measures=there,
        need=need,
        situation=situation,
        gaps=found,
        sort=choosing.one("sort", _("Sortierung"), {name: name for name in SORTS}, "name"),
    )


def controls_of(state: State) -> list[Control]:
    """Return the lists to choose from."""
    return [
        Control(
            "alter", _("Alter"), [Option(one.code, one.name) for one in state.ages], state.age.code if state.age else ""
        ),
        Control("bedarf", _("Bedarf"), state.measures.options, state.need.code),
        Control("zaehlt", _("Angebote"), [Option(*one) for one in COUNTINGS.items()], state.situation.counting),
        Control("ebene", _("Gebiete"), [Option(one.code, one.name_plural) for one in state.levels], state.level.code),
    ]


def divisions_of() -> list[Option]:
    """Return the ways to divide childhood."""
    return [Option(name, label) for name, (label, _make) in DIVISIONS.items()]
