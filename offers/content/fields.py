"""Which fields of an offer, a partner and a facility people write, in the order in which they are told."""

from typing import Final

from django.db.models import ManyToManyField
from django.utils.functional import Promise

from network.models import Facility, OpeningHours, Partner
from offers.content.schema import Part, Schema
from offers.content.words import tell_hours, tell_point, tell_times
from offers.models import Offer, Schedule
from offers.wording import describe_ages

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
    "goals",
    "quality_goal",
    "visibility",
    "review_months",
    "valid_from",
    "valid_until",
)
LINKS: Final = tuple(
    name for name in FIELDS if name != TIMES and isinstance(Offer._meta.get_field(name), ManyToManyField)
)
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
SERIES: Final = Part(TIMES, Schedule, "offer", TIME_COLUMNS, ("first_day", "weekday", "starts"))
HOURS: Final = Part(
    "opening_hours", OpeningHours, "facility", ("weekday", "opens", "closes", "note"), ("weekday", "opens")
)

OFFER: Final = Schema(
    Offer,
    FIELDS,
    LINKS,
    (SERIES,),
    peculiar={TIMES: tell_times, "point": tell_point, "ages": describe_ages},
    # No age is every age, and without a number of months the rhythm is that of the seasons.
    never_empty=frozenset({"ages", "review_months"}),
)
PARTNER: Final = Schema(Partner, ("kind", "parent", "name", "description", "phone", "email", "website", "is_public"))
FACILITY: Final = Schema(
    Facility,
    (
        "kind",
        "partner",
        "name",
        "description",
        "street",
        "postcode",
        "city",
        "point",
        "district",
        "address_is_confidential",
        "is_open_for_all",
        "phone",
        "email",
        "website",
        HOURS.name,
        "opening_note",
        "accessibility",
        "quality_seal",
        "seal_valid_until",
        "is_public",
    ),
    ("accessibility",),
    (HOURS,),
    peculiar={"point": tell_point, HOURS.name: tell_hours},
)
SCHEMAS: Final = {schema.model: schema for schema in (OFFER, PARTNER, FACILITY)}


def label_of(name: str) -> str | Promise:
    """Return what a field of an offer is called in forms and lists."""
    return OFFER.label(name)
