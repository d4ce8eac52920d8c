"""Which numbers of children stand side by side: bands of age that follow each other without gap or overlap."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class OfAges(Protocol):
    """Something that counts people of an age: months, the upper end exclusive."""

    age_from_months: int
    age_to_months: int


T = TypeVar("T", bound=OfAges)


def age_bands(counts: Iterable[T]) -> list[T]:
    """Return the chain of bands over the most months, and of those the one with most bands: single years before "under 3".

    Chains begin at the youngest age that is counted.
    """
    ordered = sorted(counts, key=lambda count: (count.age_to_months, count.age_from_months))
    if not ordered:
        return []
    youngest = min(count.age_from_months for count in ordered)
    # The best chain that ends at an age.
    chains: dict[int, list[T]] = {youngest: []}
    for one in ordered:
        before = chains.get(one.age_from_months)
        if before is not None and len(before) >= len(chains.get(one.age_to_months, [])):
            chains[one.age_to_months] = [*before, one]
    return chains[max(chains)]
