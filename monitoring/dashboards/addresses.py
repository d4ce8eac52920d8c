"""Where a click on an area leads: to the same page with that area chosen, or no longer chosen."""

from collections.abc import Callable

from django.http import HttpRequest

from monitoring.areas import Area
from monitoring.dashboards.state import MOST_AREAS, State
from monitoring.pictures.addresses import kept


def choosing_address(request: HttpRequest, state: State) -> Callable[[Area], str]:
    """Return what gives an area its address. A further area takes the place of the one chosen first, once there are enough.

    Made for hundreds of areas: what they share is written once.
    """
    query = kept(request)
    query.pop("seite", None)
    chosen = [area.slug for area in state.chosen]

    def with_areas(slugs: list[str]) -> str:
        query.setlist("gebiet", slugs)
        if not slugs:
            del query["gebiet"]
        return query.urlencode()

    removing = {slug: f"?{with_areas([one for one in chosen if one != slug])}#auswahl" for slug in chosen}
    kept_areas = chosen[-(MOST_AREAS - 1) :] if len(chosen) >= MOST_AREAS else chosen
    shared = with_areas(kept_areas)
    begin = f"?{shared}&gebiet=" if shared else "?gebiet="
    return lambda area: removing.get(area.slug) or f"{begin}{area.slug}#auswahl"
