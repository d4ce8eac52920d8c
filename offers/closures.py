"""When offers do not take place, as the search's cards are told: their copy of an offer does not hold what changes so shortly."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from offers.models import Closure
from sozialraum.calendar import Pause


def closures_of(slugs: Iterable[str], day: datetime.date) -> dict[str, list[Pause]]:
    """Return the closures of some offers that are not over on a day, by the offers' slugs; one query at most."""
    found: dict[str, list[Pause]] = defaultdict(list)
    if wanted := list(slugs):
        coming = Closure.objects.coming(day).filter(offer__slug__in=wanted).order_by("first_day")
        for slug, *told in coming.values_list("offer__slug", "first_day", "last_day", "message"):
            found[slug].append(Pause(*told))
    return found
