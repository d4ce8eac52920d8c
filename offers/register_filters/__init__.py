"""By what the lists of the workspace are narrowed and sorted."""

from offers.register_filters.base import Applied, RegisterFilterSet
from offers.register_filters.facilities import FacilityFilter
from offers.register_filters.offers import OfferFilter
from offers.register_filters.partners import PartnerRegisterFilter
from offers.register_filters.twins import OtherOfferFilter, TwinsFilter

__all__ = [
    "Applied",
    "FacilityFilter",
    "OfferFilter",
    "OtherOfferFilter",
    "PartnerRegisterFilter",
    "RegisterFilterSet",
    "TwinsFilter",
]
