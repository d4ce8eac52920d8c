"""The addresses as the portal itself knows them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.urls import URLResolver, get_resolver


class Pattern(NamedTuple):
    """An address as it stands in the site map: what it may hold stays in angle brackets."""

    route: str
    name: str
    view: Callable

    @property
    def is_public(self) -> bool:
        return not getattr(self.view, "login_required", True)

    @property
    def does_without_token(self) -> bool:
        """Return whether it takes a form that holds no token against forged ones."""
        return getattr(self.view, "csrf_exempt", False)


def patterns(resolver: URLResolver | None = None, before: str = "/", space: str = "") -> Iterator[Pattern]:
    """Yield every address of the portal."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield Pattern(route, space + (entry.name or ""), entry.callback)


def below(start: str) -> set[str]:
    """Return the addresses that begin so, without that beginning."""
    return {one.route.removeprefix(start) for one in patterns() if one.route.startswith(start)}
