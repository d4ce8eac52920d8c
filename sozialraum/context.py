"""What every template may use."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from sozialraum.calendar import HolidayCalendar
from sozialraum.models import Municipality
from sozialraum.pages import version_of


@lru_cache(maxsize=1)
def as_of(version: str) -> Municipality:
    """Return the municipality as it is in a version of the content.

    Each process keeps it until the content changes: its thirty columns cost more than the rest of a small page's
    queries together. Read only, since all pages share it. What apps above show on every page comes along.
    """
    brought = {name: import_string(place)() for name, place in settings.ON_EVERY_PAGE.items()}
    return Municipality.current(**brought)


def municipality_of(request: HttpRequest) -> Municipality:
    """Return the municipality, looked up only if somebody looks at it, and then once per request."""
    if not hasattr(request, "municipality"):
        request.municipality = SimpleLazyObject(lambda: as_of(version_of(request)))
    return request.municipality


@lru_cache(maxsize=1)
def calendar_as_of(version: str) -> HolidayCalendar:
    return HolidayCalendar.of(as_of(version))


def holidays_of(request: HttpRequest) -> HolidayCalendar:
    """Return the holidays of the municipality, made of what `municipality_of` has read."""
    return calendar_as_of(version_of(request))


def municipality(request: HttpRequest) -> dict[str, Any]:
    """Return the template variable `municipality`."""
    return {"municipality": municipality_of(request)}
