"""Offers as rows of the columns that an import reads (offers/imports/columns.py), so that another portal can take them over.

Such a file cannot say that an address is confidential, nor that something is for professionals alone. So it keeps what it cannot
protect: of a confidential place it names the district, and what is not for everybody has no status and comes in as a draft.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from offers.models import Offer, Schedule
from sozialraum.ages import BIRTH

Status, Kind = Offer.Status, Schedule.Kind
SHORT_WEEKDAYS: Final = ("mo", "di", "mi", "do", "fr", "sa", "so")
SAID_STATUS: Final = {Status.DRAFT: "draft", Status.PUBLISHED: "published"}


def ages(offer: Offer) -> dict[str, object]:
    """Return the columns of the ages: months, pregnancy said by its own column, or all."""
    if offer.all_ages:
        return {"all_ages": "ja"}
    first, end = offer.ages.lower, offer.ages.upper
    before_birth = {"pregnancy": "ja"} if first < BIRTH else {}
    if end <= BIRTH:
        return before_birth
    return before_birth | {"age_from_months": max(first, BIRTH), "age_to_months": end}


def place(offer: Offer) -> dict[str, object]:
    """Return the columns of the place; the address of a facility where the offer has none of its own."""
    house = offer.facility
    district = offer.district or (house and house.district)
    found: dict[str, object] = {"district": district.code if district else ""}
    if offer.address_is_confidential or (house and house.address_is_confidential):
        return found
    at = offer if offer.street or not house else house
    # A point decides the district; of a facility's own the file names it only where no street does.
    point = offer.point or (None if at.street else house and house.point)
    found |= {"facility": house.name if house else "", "street": at.street, "postcode": at.postcode, "city": at.city}
    return found | ({"longitude": point.x, "latitude": point.y} if point else {})


def catchment(offer: Offer) -> str:
    if offer.is_citywide:
        return "city"
    return joined(area.code for area in [*offer.catchment_districts.all(), *offer.catchment_social_spaces.all()])


def clock(time: Schedule) -> str:
    return f"{time.starts:%H:%M}-{time.ends:%H:%M}"


def times(offer: Offer) -> dict[str, str]:
    """Return the columns of the times; of series that end, or do not come every week, no column can tell."""
    rows = offer.schedules.all()
    weekly = (
        f"{SHORT_WEEKDAYS[row.weekday]} {clock(row)}" for row in rows if row.kind == Kind.WEEKLY and not row.last_day
    )
    once = (f"{row.first_day.isoformat()} {clock(row)}" for row in rows if row.kind == Kind.ONCE)
    return {"weekly": joined(weekly), "dates": joined(once)}


def status(offer: Offer) -> str:
    return SAID_STATUS.get(offer.status, "") if offer.visibility == Offer.Visibility.PUBLIC else ""


def joined(values: Iterable[str]) -> str:
    return "|".join(values)


def codes(name: str) -> Callable[[Offer], str]:
    """Return what says the codes of a many-to-many field."""
    return lambda offer: joined(term.code for term in getattr(offer, name).all())


# In the order of the import's own table; texts that are columns of the offer stand as they are.
PLAIN: Final = ("title", "summary", "description", "cost_note", "phone", "email", "url")
DAYS: Final = ("valid_from", "valid_until", "confirmed_at")
READ: Final[dict[str, Callable[[Offer], object]]] = {
    "id": lambda offer: offer.external_id,
    "type": lambda offer: offer.type.code,
    "provider": lambda offer: offer.provider.name,
    "catchment": catchment,
    "topics": codes("topics"),
    "target_groups": codes("target_groups"),
    "life_situations": codes("life_situations"),
    "access": codes("access_modes"),
    "languages": codes("languages"),
    "accessibility": codes("accessibility"),
    "cost": lambda offer: offer.cost.code,
    "registration": lambda offer: offer.registration.code,
    "status": status,
}


def row(offer: Offer) -> dict[str, Any]:
    """Return an offer by the import's columns; empty ones may be missing."""
    plain = {name: getattr(offer, name) for name in PLAIN}
    days = {name: day.isoformat() for name in DAYS if (day := getattr(offer, name))}
    said = {name: read(offer) for name, read in READ.items()}
    return plain | days | said | ages(offer) | place(offer) | times(offer)


# The headings of the file, in the order in which docs/imports.md tells them.
COLUMNS: Final = (
    *("id", "title", "summary", "description", "type", "topics", "target_groups", "life_situations"),
    *(
        "age_from_months",
        "age_to_months",
        "pregnancy",
        "all_ages",
        "provider",
        "facility",
        "street",
        "postcode",
        "city",
    ),
    *("latitude", "longitude", "district", "catchment", "access", "languages", "cost", "cost_note", "registration"),
    *(
        "accessibility",
        "weekly",
        "dates",
        "valid_from",
        "valid_until",
        "phone",
        "email",
        "url",
        "status",
        "confirmed_at",
    ),
)


def cells(offer: Offer) -> list[object]:
    """Return an offer as a row under `COLUMNS`."""
    found = row(offer)
    return [found.get(column) for column in COLUMNS]
