"""Where an offer takes place, as far as everybody may know.

The search's copy of the offers answers the same question in SQL (view offers_place); both must agree.
"""

from django.db.models import QuerySet

from network.models import Facility
from network.places import Place
from offers.models import Entry, Offer


def shown_place(offer: Offer) -> Place:
    """Return what may be shown of where `offer` takes place: at an address of its own, or else in its facility.

    Of a confidential place there is the district alone, not even the name of the house: the offer's own confidentiality
    counts, and that of the facility unless the offer has an address of its own.
    """
    house = offer.facility.public_place() if offer.facility else Place()
    district = offer.district or house.district
    if offer.address_is_confidential or (house.is_confidential and not offer.street):
        return Place(district=district, is_confidential=True)
    named = "" if house.is_confidential else house.name
    if offer.street or not offer.facility:
        # A point of the facility would lead to the wrong door.
        own = {"street": offer.street, "postcode": offer.postcode, "city": offer.city, "point": offer.point}
        return Place(name=named, district=district, **own)
    return Place(
        name=named,
        street=house.street,
        postcode=house.postcode,
        city=house.city,
        district=district,
        point=offer.point or house.point,
    )


def one_line(place: Place) -> str:
    """Return a place in one line; of a confidential one its district."""
    return ", ".join(filter(None, [place.name, *place.lines, place.district.name if place.district else ""]))


def held_at(facility: Facility) -> QuerySet[Entry]:
    """Return the offers of which everybody may know that they take place in `facility`, as the search sees them.

    Offers elsewhere (with an address of their own) are left out. Of a confidential house there are none: an address that
    one of its offers tells would betray the house.
    """
    if facility.address_is_confidential:
        return Entry.objects.none()
    return Entry.objects.filter(offer__facility=facility, offer__street="", offer__address_is_confidential=False)
