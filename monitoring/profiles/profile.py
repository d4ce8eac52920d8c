"""A whole profile, for one audience."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from monitoring import figures
from monitoring.actions.comments import of_area
from monitoring.areas import CITY, Area, AreaKey
from monitoring.catalogue import catalogue, cuts_of
from monitoring.choices import Audience
from monitoring.figures import NOTHING
from monitoring.maps import outline
from monitoring.models import DistrictComment, Indicator, NeedForAction
from monitoring.pictures import Mark, Picture
from monitoring.pictures.ages import age_structure
from monitoring.profiles.areas import Profiled
from monitoring.profiles.classes import classes_of
from monitoring.profiles.conferences import AreaConference, conferences
from monitoring.profiles.key_values import Frame, KeyValue, key_values
from monitoring.profiles.locating import Location, location
from monitoring.profiles.needs import Need, needs
from monitoring.profiles.offers import Supply, supply

POPULATION: Final = "pop_total"  # the code under which statistics files bring the inhabitants


@dataclass(frozen=True)
class Profile:
    """What a profile shows of an area; `inhabitants` is None where no indicator counts them."""

    profiled: Profiled
    city: Area
    audience: Audience
    location: Location | None
    inhabitants: tuple[Mark, datetime.date | None] | None
    key_values: Sequence[KeyValue]
    ages: Picture | None
    needs: Sequence[Need]
    supply: Supply
    conferences: Sequence[AreaConference]
    comments: Sequence[DistrictComment]
    findings: Sequence[NeedForAction]
    above: str
    newest: datetime.date | None

    @property
    def area(self) -> Area:
        return self.profiled.area

    @property
    def is_internal(self) -> bool:
        return self.audience is Audience.INTERNAL

    @property
    def sources(self) -> list[tuple[str, list[Indicator]]]:
        """Return where the key values come from: each source with its indicators."""
        found: dict[str, list[Indicator]] = {}
        for one in self.key_values:
            found.setdefault(one.indicator.source, []).append(one.indicator)
        return list(found.items())


@dataclass(frozen=True)
class Asked:
    """For whom a profile is made, of which version of the content, in which city."""

    version: str
    audience: Audience
    city: str


def profile_of(profiled: Profiled, asked: Asked) -> Profile:
    """Return the profile of an area; numbers that an audience may not see are not even asked for."""
    key = profiled.area.key
    above = ("district", profiled.parent.pk) if profiled.parent else None
    indicators = [one for one in catalogue(asked.version, asked.audience) if is_shown(one)]
    numbers = figures.series(indicators, [key, CITY, *([above] if above else [])])
    keys = [one for one in indicators if one.is_key_value]
    is_internal = asked.audience is Audience.INTERNAL
    frame = Frame(
        area=key,
        above=above,
        numbers=numbers,
        breaks=cuts_of(keys),
        classes=classes_of(asked.version, profiled.level) if is_internal else {},
    )
    return Profile(
        profiled=profiled,
        city=Area(CITY, "city", asked.city, "stadt"),
        audience=asked.audience,
        location=location(outline(asked.version, profiled.level, timezone.localdate()), profiled.area),
        inhabitants=inhabitants_of(indicators, numbers, key),
        key_values=key_values(keys, frame),
        ages=ages_of(indicators, numbers, profiled.area, asked.city),
        needs=needs(asked.version, profiled.level, key) if is_internal else (),
        supply=supply(asked.version, profiled),
        conferences=conferences(profiled, is_internal=is_internal),
        comments=comments_on(key, is_internal=is_internal),
        findings=list(NeedForAction.objects.filter(**of_area(key)).for_list()) if is_internal else (),
        above=profiled.parent.name if profiled.parent else "",
        newest=max((day for (_pk, area), days in numbers.items() if area == key for day in days), default=None),
    )


def is_shown(indicator: Indicator) -> bool:
    """Return whether a profile shows an indicator: as a key value, or as a band of the age structure."""
    return indicator.is_key_value or indicator.age_to_months is not None or indicator.code == POPULATION


Numbers = Mapping[tuple[int, AreaKey], Mapping[datetime.date, figures.Figure]]


def inhabitants_of(
    indicators: Sequence[Indicator], numbers: Numbers, key: AreaKey
) -> tuple[Mark, datetime.date | None] | None:
    """Return how many people live in an area, and of which day that is."""
    people = next((one for one in indicators if one.code == POPULATION), None)
    if people is None:
        return None
    series = numbers.get((people.pk, key), {})
    day = max(series, default=None)
    return Mark(people.name, series.get(day, NOTHING), people.decimals, people.unit), day


def ages_of(indicators: Sequence[Indicator], numbers: Numbers, area: Area, city: str) -> Picture | None:
    """Return the children of an area by age beside the city's, of the latest day that has any such number."""
    bands = [one for one in indicators if one.age_to_months is not None]
    day = max((day for one in bands for day in numbers.get((one.pk, area.key), {})), default=None)
    if day is None:
        return None
    counts = {one: tuple(numbers.get((one.pk, key), {}).get(day, NOTHING) for key in (area.key, CITY)) for one in bands}
    return age_structure(counts, (area.name, city), day.year)


def comments_on(key: AreaKey, *, is_internal: bool) -> list[DistrictComment]:
    """Return the commentaries on an area that an audience reads, the public one first."""
    comments = DistrictComment.objects.filter(**of_area(key)).select_related("written_by")
    return list(comments if is_internal else comments.filter(is_public=True))
