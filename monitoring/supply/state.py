"""Which areas, ages, offers and which measure of need an address asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.areas import Area, Level, keys_of, levels
from monitoring.choosing import Choosing, Control, Option
from monitoring.maps import Outline, outline
from monitoring.supply.ages import DIVISIONS, Age, indicators_of_age
from monitoring.supply.children import children
from monitoring.supply.counting import supply
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
    sort: str


def state_of(choosing: Choosing, version: str) -> State:
    """Return what an address asks for; what it does not say is the finest level and the first age with children."""
    division = choosing.one("gliederung", _("Alter"), {name: name for name in DIVISIONS}, next(iter(DIVISIONS)))
    ages = DIVISIONS[division][1](indicators_of_age())
    usual = next((age for age in ages if age.counts), next(iter(ages), None))
    age = choosing.one("alter", _("Alter"), {one.code: one for one in ages}, usual)
    divisions = levels()
    level = choosing.one("ebene", _("Gebiete"), {one.code: one for one in divisions}, divisions[0])
    drawn = outline(version, level.code, timezone.localdate())
    named = {name: area for area in drawn.areas for name in (area.code, area.slug)}
    there = measures()
    code = choosing.one("bedarf", _("Bedarf"), {one.value: one.value for one in there.options}, there.usual)
    counting = choosing.one("zaehlt", _("Angebote"), {name: name for name in COUNTINGS}, HELD)
    return State(
        division=division,
        ages=ages,
        age=age,
        levels=divisions,
        level=level,
        outline=drawn,
        chosen=choosing.several("gebiet", _("Gebiet"), named, MOST_AREAS),
        measures=there,
        need=there.measured(code, drawn.areas, version) if code else NO_NEED,
        situation=Situation(drawn.areas, ages, supply(keys_of(drawn.areas), ages), children(ages), counting),
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
