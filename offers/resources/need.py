"""What is asked, and the ground on which it is asked."""

from dataclasses import dataclass

from django.contrib.gis.db.models import Union
from django.contrib.gis.geos import Point
from django.utils import timezone

from offers.models import AgeStep, LifeSituation, Topic
from sozialraum.models import District, SocialSpace, SocialSpaceMembership


@dataclass(frozen=True)
class Need:
    """What is asked: any of the topics or situations, one age, one area (a district or a social space)."""

    topics: tuple[Topic, ...] = ()
    situations: tuple[LifeSituation, ...] = ()
    step: AgeStep | None = None
    district: District | None = None
    space: SocialSpace | None = None

    @property
    def facets(self) -> list[str]:
        """Return the need as the search's copy spells it."""
        return [f"thema={one.code}" for one in self.topics] + [f"lebenslage={one.code}" for one in self.situations]

    @property
    def area(self) -> str:
        """Return the area as the search's copy spells it."""
        return f"district:{self.district.pk}" if self.district else f"space:{self.space.pk}"

    @property
    def place(self) -> District | SocialSpace:
        return self.district or self.space


@dataclass(frozen=True)
class Ground:
    """The area of a need: its districts, those beside it, and its middle."""

    districts: list[int]
    beside: list[int]
    middle: Point | None

    @classmethod
    def of(cls, need: Need) -> "Ground":
        if need.district:
            own = [need.district.pk]
        else:
            held = SocialSpaceMembership.objects.on(timezone.localdate()).filter(social_space=need.space)
            own = list(held.values_list("district", flat=True))
        ground = District.objects.filter(pk__in=own).aggregate(whole=Union("boundary"))["whole"]
        beside = list(District.objects.beside(own).values_list("pk", flat=True)) if own else []
        return cls(own, beside, ground.point_on_surface if ground else None)
