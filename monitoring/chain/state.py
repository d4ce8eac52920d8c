"""Which area and which offers an address of the prevention chain asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from monitoring.area_choice import AreaChoice, area_choice, token_of
from monitoring.areas import CITY, Area, city_of
from monitoring.chain.counting import ALL, HELD, LOW, OUTREACH, Cell
from monitoring.choosing import Choosing, Control, Option
from monitoring.supply.ages import Age, life_phases
from offers.models import FieldOfAction, Offer
from sozialraum.models import Municipality

EXTENTS = {ALL: _("alles, was Familien dort finden"), HELD: _("nur, was dort stattfindet")}
PARTS = {LOW: _("niedrigschwellig"), OUTREACH: _("aufsuchend")}
LEVELS = dict(Offer.PreventionLevel.choices)


@dataclass(frozen=True)
class State:
    """The chain of an area."""

    there: AreaChoice
    area: Area
    extent: str
    phases: Sequence[Age]
    fields: Sequence[FieldOfAction]

    @property
    def is_city(self) -> bool:
        return self.area.key == CITY

    @property
    def parameters(self) -> dict[str, str]:
        """Return what stands in the address for all this; what is usual is left out."""
        found = {} if self.is_city else {"gebiet": token_of(self.area)}
        return found | ({} if self.extent == ALL else {"umfang": self.extent})

    def address(self, path: str, **more: str) -> str:
        query = urlencode({**self.parameters, **more})
        return f"{path}?{query}" if query else path


def state_of(choosing: Choosing, municipality: Municipality, version: str) -> State:
    """Return what an address asks for: without an area the city, without an extent all that families find."""
    there = area_choice(version)
    area = choosing.one("gebiet", _("Gebiet"), there.by_name, city_of(municipality))
    extent = choosing.one("umfang", _("Angebote"), {name: name for name in EXTENTS}, ALL)
    return State(there, area, extent, life_phases([]), list(FieldOfAction.objects.all()))


def controls_of(state: State) -> list[Control]:
    """Return the lists to choose from."""
    areas = [Option("", _("ganze Stadt")), *state.there.options]
    chosen = "" if state.is_city else token_of(state.area)
    return [
        Control("gebiet", _("Gebiet"), areas, chosen),
        Control("umfang", _("Angebote"), [Option(*one) for one in EXTENTS.items()], state.extent),
    ]


def cell_of(choosing: Choosing, state: State) -> Cell | None:
    """Return the cell that an address asks for; None where there is no phase of life at all."""
    phases = {phase.code: phase for phase in state.phases}
    phase = choosing.one("phase", _("Lebensphase"), phases, next(iter(state.phases), None))
    if phase is None:
        return None
    field = choosing.one("handlungsfeld", _("Handlungsfeld"), {one.code: one for one in state.fields}, None)
    level = choosing.one("praevention", _("Ebene der Prävention"), {name: name for name in LEVELS}, "")
    part = choosing.one("nur", _("nur"), {name: name for name in PARTS}, "")
    return Cell(phase, field, level, part)
