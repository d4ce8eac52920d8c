"""A distribution as dots on one axis, piled up where they would cover each other."""

from collections.abc import Sequence


def piled(places: Sequence[int], size: int) -> list[int]:
    """Return for each place along the axis how many dots of a width `size` lie below its own: 0 stands on the axis."""
    heights: list[int] = []
    tops: dict[int, int] = {}
    for place in places:
        column = place // size
        heights.append(tops.get(column, 0))
        tops[column] = heights[-1] + 1
    return heights


def snapped(place: int, size: int) -> int:
    """Return the middle of the column that a place falls into."""
    return place // size * size + size // 2
