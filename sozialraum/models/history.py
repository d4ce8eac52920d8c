"""Whose changes are kept. Districts, streets and postcodes come as whole files of geodata and are not edited by hand."""

from kit.history import track
from sozialraum.models.areas import AreaLevel, SocialSpace, SocialSpaceMembership
from sozialraum.models.calendar import SchoolHoliday
from sozialraum.models.legal import LegalText
from sozialraum.models.municipality import Municipality

track(Municipality, exclude=["outline"])
track(LegalText)
track(SchoolHoliday)
track(AreaLevel)
track(SocialSpace)
track(SocialSpaceMembership)
