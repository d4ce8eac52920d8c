"""Indicators that must be weighed together, because one number of theirs tells of another's."""

from collections.abc import Iterable

from monitoring.models import Equation, Indicator

Terms = tuple[tuple[int, int, int], ...]  # indicator (id), factor, years back


def all_equations() -> list[Terms]:
    """Return the sums between indicators; two queries."""
    equations = Equation.objects.prefetch_related("terms")
    return [
        tuple((term.indicator_id, term.factor, term.years_back) for term in equation.terms.all())
        for equation in equations
    ]


def groups_of(indicators: Iterable[Indicator], equations: Iterable[Terms]) -> list[list[Indicator]]:
    """Return the indicators in groups that no denominator and no equation ties to another group, in a fixed order."""
    known = {indicator.pk: indicator for indicator in indicators}
    roots = {pk: pk for pk in known}

    def root(pk: int) -> int:
        while roots[pk] != pk:
            pk = roots[pk]
        return pk

    ties = [(indicator.pk, indicator.denominator_id) for indicator in known.values() if indicator.denominator_id]
    ties += [(terms[0][0], other) for terms in equations if terms for other, _factor, _years in terms[1:]]
    for one, other in ties:
        roots[root(one)] = root(other)
    groups: dict[int, list[Indicator]] = {}
    for pk, indicator in sorted(known.items()):
        groups.setdefault(root(pk), []).append(indicator)
    return list(groups.values())
