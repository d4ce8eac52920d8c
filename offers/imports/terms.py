"""Under which terms a file is imported: by whom, from where, for real or for trial."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from network.choices import Permission
from network.models import Facility, Partner, User
from network.permissions import districts_in, facilities_with, members_of, partners_with, standing_of
from offers.models import Offer
from offers.permissions import offers_with

REACHED_BY = {Offer: offers_with, Partner: partners_with, Facility: facilities_with}


@dataclass
class Bounds:
    """What somebody may create and change; without a person all of it, as for the commands."""

    user: User | None = None

    def __post_init__(self) -> None:
        standing = standing_of(self.user) if self.user else None
        self.are_none = standing is None or Permission.IMPORT in standing.everywhere
        if self.are_none:
            return
        partners, networks, spaces = standing.where(Permission.IMPORT)
        self.partners = {*partners, *members_of(networks).values_list("partner", flat=True)}
        self.districts = set(districts_in(spaces).values_list("district", flat=True))
        self.spaces = set(spaces)
        self._facilities: dict[int, int | None] = {}

    def reached(self, model: type[Model], pks: Iterable[int]) -> set[int]:
        """Return which of some saved records may be changed."""
        if self.are_none:
            return set(pks)
        mine = REACHED_BY[model](Permission.IMPORT, self.user)
        return set(mine.filter(pk__in=list(pks)).values_list("pk", flat=True))

    def admit(self, model: type[Model], values: Mapping[str, Any]) -> bool:
        """Return whether a record with these values is within the bounds; a new partner is within nobody's but everybody's."""
        if self.are_none:
            return True
        if model is Partner:
            return values.get("pk") in self.partners
        here = values.get("district_id") or self._district_of(values.get("facility_id"))
        provider = values.get("partner_id") or values.get("provider_id")
        meant = self.spaces.intersection(values.get("catchment_social_spaces") or ())
        return provider in self.partners or here in self.districts or bool(meant)

    def _district_of(self, facility: int | None) -> int | None:
        if facility is None:
            return None
        if facility not in self._facilities:
            found = Facility.objects.filter(pk=facility).values_list("district", flat=True)
            self._facilities[facility] = found.first()
        return self._facilities[facility]


@dataclass(frozen=True)
class Terms:
    """Whose file it is and what is done with it.

    `constants` hold for every row whose own cell is empty. In the fields `overruled` the file wins over corrections. A trial
    changes no saved record and locks none; what it makes, its caller takes back.
    """

    bounds: Bounds = field(default_factory=Bounds)
    source: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    overruled: frozenset[str] = frozenset()
    is_trial: bool = False
