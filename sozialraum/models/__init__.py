"""Where: the municipality and its ground."""

from sozialraum.models import history
from sozialraum.models.areas import AreaLevel, District, SocialSpace, SocialSpaceMembership
from sozialraum.models.calendar import SchoolHoliday
from sozialraum.models.content import ContentChange
from sozialraum.models.legal import LegalText
from sozialraum.models.messages import AccessibilityFeedback, ReceivedMessage
from sozialraum.models.municipality import Municipality
from sozialraum.models.streets import Postcode, StreetSection

__all__ = [
    "AccessibilityFeedback",
    "AreaLevel",
    "ContentChange",
    "District",
    "LegalText",
    "Municipality",
    "Postcode",
    "ReceivedMessage",
    "SchoolHoliday",
    "SocialSpace",
    "SocialSpaceMembership",
    "StreetSection",
    "history",
]
