"""Partners and facilities as people write them in tests."""

from network.models import Facility, Partner
from tests.network.factories import FacilityFactory, FacilityKindFactory

NEW_HOUSE = "/verwaltung/einrichtungen/neu/"
NEW_PARTNER = "/verwaltung/partner/neu/"


def edit_page(host: Facility | Partner) -> str:
    return f"{staff_page(host)}bearbeiten/"


def staff_page(host: Facility | Partner) -> str:
    return f"/verwaltung/{'einrichtungen' if isinstance(host, Facility) else 'partner'}/{host.pk}/"


def house_of(partner: Partner, **fields) -> Facility:
    """Return a facility of a partner, without a point, so that nothing but what is written decides where it is."""
    return FacilityFactory(**{"partner": partner, "name": "Haus Sonne", "phone": "1", "point": None} | fields)


def new_house(**changes):
    """Return the fields of a new facility of which nothing is missing but its partner."""
    return {"name": "Haus Mond", "kind": FacilityKindFactory().pk, "opening_hours": "Mo–Do 8–12 Uhr"} | changes
