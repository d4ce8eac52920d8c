"""What an area has to offer and lacks on a day, for the conference that meets about it.

It is plain data, so that a conference keeps it as it was on its day; `shown` makes of it what somebody may see.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from monitoring.areas import Area
from monitoring.chain.counting import by_field_in
from monitoring.maps import outline
from monitoring.supply.ages import indicators_of_age, life_phases
from monitoring.supply.children import children
from monitoring.supply.counting import supply
from monitoring.supply.gaps import Gap, Kind, gaps
from monitoring.supply.need import NO_NEED, measures
from monitoring.supply.situation import Situation
from network.models import ConferenceGroup
from offers.models import FieldOfAction
from sozialraum.models import AreaLevel, District

Plain = dict[str, Any]
# What who does not plan may know of a white spot: that nothing is offered, and nothing of need.
SHOWN_TO_ALL = {Kind.BARE: Kind.BARE, Kind.BOTH: Kind.BARE}


def situation_of(group: ConferenceGroup, version: str) -> Plain:
    """Return offers and white spots of the area that a group meets for, as they are today."""
    today = timezone.localdate()
    level = AreaLevel.objects.filter(shown_to_families=True).order_by("-order").first()
    mine = {("district", pk) for pk in group.districts.values_list("pk", flat=True)}
    everywhere = outline(version, level.code, today).areas if level else ()
    areas = [area for area in everywhere if area.key in mine] or closed_ones(group, mine)
    phases = life_phases(indicators_of_age(version))
    fields = list(FieldOfAction.objects.all())
    cells = by_field_in([area.key for area in areas], phases) if areas else {}
    spots = white_spots(everywhere, phases, version) if areas and everywhere else []
    supplies = supply([area.key for area in areas], phases) if areas else {}
    return {
        "day": today.isoformat(),
        "phases": [phase.name for phase in phases],
        "areas": [[area.name, area.slug, [supplies[area.key, phase.code].bound for phase in phases]] for area in areas],
        "fields": [field.name for field in fields],
        "by_field": [
            [
                phase.name,
                [cells[phase.code, field.pk].offers if (phase.code, field.pk) in cells else 0 for field in fields],
            ]
            for phase in phases
        ],
        "gaps": [[gap.area.name, gap.age.name, gap.kind.value] for gap in spots if gap.area.key in mine],
    }


def closed_ones(group: ConferenceGroup, mine: set) -> list[Area]:
    """Return the areas of a group that are on no map of today, such as those of another level."""
    found = District.objects.current().filter(pk__in=[pk for _kind, pk in mine]).defer("boundary").order_by("name")
    return [Area.of_district(one) for one in found]


def white_spots(areas: Sequence[Area], phases: Sequence, version: str) -> list[Gap]:
    """Return the white spots of all areas, the greatest need first."""
    there = measures(version)
    need = there.measured(there.usual, areas, version) if there.usual else NO_NEED
    situation = Situation(areas, phases, supply([area.key for area in areas], phases), children(phases))
    return sorted(gaps(situation, need).values(), key=lambda gap: gap.urgency)


def shown(plain: Plain, *, plans: bool) -> Plain:
    """Return what somebody sees of it: who does not plan learns nothing of need."""
    kinds = {kind: kind for kind in Kind} if plans else SHOWN_TO_ALL
    by_area: dict[str, dict[str, list[str]]] = {}
    for area, age, kind in plain["gaps"]:
        if seen := kinds.get(Kind(kind)):
            by_area.setdefault(area, {}).setdefault(str(seen.label), []).append(age)
    gaps_shown = [(area, [(why, ages) for why, ages in reasons.items()]) for area, reasons in by_area.items()]
    day = datetime.date.fromisoformat(plain["day"])
    return plain | {"day": date_format(day, "DATE_FORMAT"), "gaps": gaps_shown}
