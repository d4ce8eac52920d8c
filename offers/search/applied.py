"""The filters of a search, one by one, each with the search without it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from offers.search.choices import Choice
from offers.search.criteria import Criteria, Sort
from offers.wording.ages import describe_age


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter that is set: how it reads, how it stands in the address (NAME=VALUE), and the search without it."""

    label: str
    parameter: str
    without: Criteria


def applied(criteria: Criteria) -> list[Applied]:
    """Return the filters that are set, each with the search without it."""
    found = []
    if criteria.text:
        found.append(
            Applied(
                f"„{criteria.text}“", f"q={criteria.text}", replace(criteria, text="", asked=None, is_literal=False)
            )
        )
    for group in ("places", "steps", "facets"):
        selected = getattr(criteria, group)
        found += [Applied(str(choice.label), choice.facet, dropping(criteria, group, choice)) for choice in selected]
    for month in criteria.months:
        fewer = tuple(other for other in criteria.months if other != month)
        found.append(Applied(describe_age(month), f"monate={month}", replace(criteria, months=fewer)))
    if criteria.radius_km:
        label = _("im Umkreis von %(km)s km") % {"km": criteria.radius_km}
        found.append(Applied(label, f"umkreis={criteria.radius_km}", replace(criteria, radius_km=None)))
    return found


def dropping(criteria: Criteria, group: str, choice: Choice) -> Criteria:
    """Return the search without one choice; a radius and an order that need a place go with the last place."""
    fewer = replace(criteria, **{group: tuple(other for other in getattr(criteria, group) if other != choice)})
    if fewer.places:
        return fewer
    sort = Sort.RELEVANCE if fewer.sort is Sort.NEAREST else fewer.sort
    return replace(fewer, radius_km=None, sort=sort)
