"""A row brought together with what is saved: what changes, and what stays because somebody corrected it here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from network.models import Facility
from offers.imports.values import Plain, Values
from offers.models import Offer

# Fields that make sense only together: where one was corrected, none of them follows the file.
GROUPS: dict[type, list[frozenset[str]]] = {
    Offer: [
        frozenset({"ages", "all_ages"}),
        frozenset({"valid_from", "valid_until"}),
        frozenset({"facility_id", "street", "postcode", "city", "point", "district_id"}),
        frozenset({"is_citywide", "catchment_districts", "catchment_social_spaces"}),
        frozenset({"status", "archived_reason"}),
        frozenset({"confirmed_at", "confirmed_by_id"}),
    ],
    Facility: [
        frozenset({"street", "postcode", "city", "point", "district_id"}),
        frozenset({"quality_seal", "seal_valid_until"}),
    ],
}

# A newer confirmation replaces an older one, whoever gave it.
DATED = frozenset({"confirmed_at", "confirmed_by_id"})


@dataclass(frozen=True)
class Merge:
    """The values that a row brings, and those that it would bring had nobody corrected them."""

    news: Values
    kept: Values


def together(model: type, names: Iterable[str]) -> set[str]:
    """Return some fields and those that make sense only with them."""
    found = set(names)
    for group in GROUPS.get(model, []):
        if found & group:
            found |= group
    return found


def merge(
    model: type, saved: Values, wanted: Values, before: Mapping[str, Plain], overruled: Iterable[str] = ()
) -> Merge:
    """Return what comes of a row that wants values of a saved record, `before` being what the last import wanted.

    A value that is neither what the last import wanted nor what this one wants was corrected here and stays, unless the
    field is among the `overruled`. Of what no import wanted yet, the file decides.
    """
    before = {name: value for name, value in before.items() if name not in DATED}
    differing = {name for name, value in wanted.items() if saved[name] != value}
    corrected = {name for name in differing if name in before and before[name] != saved[name]}
    stays = together(model, corrected - together(model, overruled))
    return Merge(
        {name: wanted[name] for name in wanted if name in differing - stays},
        {name: wanted[name] for name in wanted if name in differing & stays},
    )
