"""What can be done with the records of each list of the workspace."""

from typing import Final

from django.db.models import Model

from network.models import Facility, Partner, User
from network.permissions import standing_of
from offers.host_deeds import FACILITY_DEEDS, PARTNER_DEEDS
from offers.models import Offer
from offers.registers import FACILITIES, OFFERS, PARTNERS
from offers.workspace import DEEDS, Deed

# By the list; there by the code that a button sends.
DEEDS_BY_PAGE: Final = {
    OFFERS.page: DEEDS,
    FACILITIES.page: {deed.code: deed for deed in FACILITY_DEEDS},
    PARTNERS.page: {deed.code: deed for deed in PARTNER_DEEDS},
}
PAGES: Final = {Offer: OFFERS.page, Facility: FACILITIES.page, Partner: PARTNERS.page}


def deeds_of_page(page: str) -> dict[str, Deed]:
    return DEEDS_BY_PAGE[page]


def deeds_for(user: User, page: str) -> list[Deed]:
    """Return what a person may do with at least some records of a list."""
    standing = standing_of(user)
    return [deed for deed in DEEDS_BY_PAGE[page].values() if standing.allows(deed.permission)]


def deeds_with(record: Model, user: User) -> list[Deed]:
    """Return what a person may do with one record as it is."""
    mine = type(record)._default_manager.filter(pk=record.pk)
    return [deed for deed in DEEDS_BY_PAGE[PAGES[type(record)]].values() if deed.offered(mine, user).exists()]
