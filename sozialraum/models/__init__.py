"""Where: the municipality and its ground."""

from sozialraum.models.areas import AreaLevel, District, SocialSpace, SocialSpaceMembership
from sozialraum.models.calendar import SchoolHoliday
from sozialraum.models.content import ContentChange
from sozialraum.models.municipality import LegalText, Municipality
from sozialraum.models.streets import Postcode, StreetSection

__all__ = [
    "AreaLevel",
    "ContentChange",
    "District",
    "LegalText",
    "Municipality",
    "Postcode",
    "SchoolHoliday",
    "SocialSpace",
    "SocialSpaceMembership",
    "StreetSection",
]
