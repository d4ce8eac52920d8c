"""Which fields of an offer people write, in the order in which they are told."""

from typing import Final

from django.db.models import ForeignKey, ManyToManyField
from django.utils.functional import Promise

from offers.models import Offer, Schedule

TIMES: Final = "schedules"
# What stands in an offer's record beside this is no content: its address, how far it has come, and who confirmed it.
FIELDS: Final = (
    "title",
    "summary",
    "description",
    "type",
    "topics",
    "ages",
    "target_groups",
    "life_situations",
    "gender_focus",
    "prevention_level",
    "is_low_threshold",
    "provider",
    "cooperation_partners",
    "access_modes",
    "facility",
    "street",
    "postcode",
    "city",
    "point",
    "district",
    "place_note",
    "address_is_confidential",
    "is_citywide",
    "catchment_districts",
    "catchment_social_spaces",
    TIMES,
    "by_arrangement",
    "time_note",
    "registration",
    "registration_note",
    "registration_url",
    "cost",
    "cost_note",
    "accepts_education_package",
    "accepts_family_card",
    "languages",
    "interpreter_possible",
    "accessibility",
    "sibling_care",
    "places",
    "phone",
    "email",
    "url",
    "image",
    "image_alt",
    "programme",
    "funding_line",
    "quality_goal",
    "visibility",
    "review_months",
    "valid_from",
    "valid_until",
)
LINKS: Final = tuple(
    name for name in FIELDS if name != TIMES and isinstance(Offer._meta.get_field(name), ManyToManyField)
)
REFERENCES: Final = tuple(
    name for name in FIELDS if name != TIMES and isinstance(Offer._meta.get_field(name), ForeignKey)
)
COLUMNS: Final = tuple(name for name in FIELDS if name not in {*LINKS, TIMES})
# What makes one time differ from another.
TIME_COLUMNS: Final = (
    "kind",
    "weekday",
    "nth",
    "first_day",
    "last_day",
    "starts",
    "ends",
    "pauses_in_school_holidays",
    "pauses_on_public_holidays",
)


def label_of(name: str) -> str | Promise:
    """Return what a field is called in forms and lists."""
    if name == TIMES:
        return Schedule._meta.verbose_name_plural
    return Offer._meta.get_field(name).verbose_name
