"""The same phrases come again and again, on each card of a list: say them once per language."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

from django.utils.translation import get_language

MOST_PHRASES: Final = 4096
T = TypeVar("T")


def remembered(function: Callable[..., T]) -> Callable[..., T]:
    """Keep what a function of hashable arguments says in each language."""

    @lru_cache(MOST_PHRASES)
    def said(_language: str, *arguments: object) -> T:
        return function(*arguments)

    @wraps(function)
    def speaking(*arguments: object) -> T:
        return said(get_language(), *arguments)

    return speaking
