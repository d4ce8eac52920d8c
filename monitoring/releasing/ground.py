"""Which areas add up to which: boroughs, social spaces and the city, as they were on a day."""

import datetime
from collections import defaultdict

from monitoring.areas import CITY, AreaKey
from sozialraum.models import District, SocialSpaceMembership

Ground = dict[AreaKey, list[AreaKey]]  # each larger area with the parts that fill it


class Grounds:
    """The grounds of all days, read with two queries and made once per day."""

    def __init__(self) -> None:
        self._districts = list(District.objects.order_by("pk").values_list("pk", "parent", "valid_from", "valid_until"))
        memberships = SocialSpaceMembership.objects.order_by("pk")
        self._memberships = list(memberships.values_list("social_space", "district", "valid_from", "valid_until"))
        self._made: dict[datetime.date, Ground] = {}

    def on(self, day: datetime.date) -> Ground:
        """Return which areas added up to which on a day."""
        if day not in self._made:
            self._made[day] = self._make(day)
        return self._made[day]

    def _make(self, day: datetime.date) -> Ground:
        ground: Ground = defaultdict(list)
        parents = {pk: parent for pk, parent, start, end in self._districts if holds(start, end, day)}
        for pk, parent in parents.items():
            ground["district", parent if parent in parents else 0].append(("district", pk))
        # What lies in no living district lies in the city.
        if coarsest := ground.pop(("district", 0), None):
            ground[CITY] = coarsest
        for space, district, start, end in self._memberships:
            if holds(start, end, day) and district in parents:
                ground["space", space].append(("district", district))
        return dict(ground)


def holds(start: datetime.date, end: datetime.date | None, day: datetime.date) -> bool:
    """Return whether a half-open period holds a day."""
    return start <= day and (end is None or day < end)
