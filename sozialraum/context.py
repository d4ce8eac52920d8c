"""What every template may use."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sozialraum.models import Municipality


def municipality_of(request: HttpRequest) -> Municipality:
    """Return the municipality, asked of the database once per request, and only if somebody looks at it."""
    if not hasattr(request, "municipality"):
        request.municipality = SimpleLazyObject(Municipality.current)
    return request.municipality


def municipality(request: HttpRequest) -> dict[str, Any]:
    """Return the template variable `municipality`."""
    return {"municipality": municipality_of(request)}
