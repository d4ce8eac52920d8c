"""Of which records people can read the history, who may, and what a restore brings back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from network.choices import Permission
from network.models import (
    ContactPoint,
    Facility,
    HelpLine,
    Membership,
    Network,
    OpeningHours,
    Partner,
    RoleAssignment,
    User,
)
from network.permissions import facilities_with, partners_with, standing_of
from offers.content.fields import FIELDS, LINKS, TIME_COLUMNS, TIMES
from offers.content.telling import PECULIAR, tell_point
from offers.models import Offer, Schedule
from offers.permissions import offers_with
from offers.wording import describe_ages
from sozialraum.models import LegalText, Municipality, SchoolHoliday, SocialSpace, SocialSpaceMembership

Records = Callable[[Permission, User], QuerySet]


@dataclass(frozen=True)
class Part:
    """Rows that belong to a record, such as its times."""

    name: str  # by which the record knows them
    model: type[Model]
    owner: str  # the foreign key to the record
    columns: tuple[str, ...]  # what tells one from another
    ordered_by: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of record with a history."""

    code: str  # in addresses
    model: type[Model]
    records: Records
    links: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    content: tuple[str, ...] = ()  # what a restore brings back; of a kind without it history is only read
    owner: str = ""  # the field that names the partner to whom a record belongs
    page: str = ""  # the name of a record's own page in the workspace
    peculiar: dict[str, Callable[[Any], str]] = field(
        default_factory=dict
    )  # how fields are told that need a word of their own
    derived: frozenset[str] = frozenset()  # columns that say again what another one says


def for_holders(needed: Permission, model: type[Model]) -> Records:
    """Return all records of a model to whoever holds a permission everywhere."""

    def records(_permission: Permission, user: User) -> QuerySet:
        return (
            model._default_manager.filter() if needed in standing_of(user).everywhere else model._default_manager.none()
        )

    return records


def tell_hours(rows: list[dict[str, Any]]) -> str:
    """Return opening hours, each in a line."""
    days = dict(OpeningHours.Weekday.choices)
    told = [(days[row["weekday"]], row["opens"][:5], row["closes"][:5], row["note"]) for row in rows]
    lines = [
        _("%(day)s %(opens)s–%(closes)s Uhr") % {"day": day, "opens": opens, "closes": closes}
        + (f" ({note})" if note else "")
        for day, opens, closes, note in told
    ]
    return "\n".join(lines)


HOURS: Final = Part(
    "opening_hours", OpeningHours, "facility", ("weekday", "opens", "closes", "note"), ("weekday", "opens")
)
SERIES: Final = Part(TIMES, Schedule, "offer", TIME_COLUMNS, ("first_day", "weekday", "starts"))


def steered(code: str, model: type[Model], *links: str) -> Kind:
    """Return a kind of record that the overall steering looks after."""
    return Kind(code, model, for_holders(Permission.PUBLISH, model), links)


def operated(code: str, model: type[Model]) -> Kind:
    """Return a kind of record that only the operators of the portal look at."""
    return Kind(code, model, for_holders(Permission.OPERATE, model))


KINDS: Final = {
    kind.code: kind
    for kind in (
        Kind(
            "angebote",
            Offer,
            offers_with,
            links=LINKS,
            parts=(SERIES,),
            content=FIELDS,
            owner="provider",
            page="staff_offer",
            peculiar=PECULIAR | {"ages": describe_ages},
            derived=frozenset({"all_ages"}),
        ),
        Kind(
            "partner",
            Partner,
            partners_with,
            content=("kind", "parent", "name", "description", "phone", "email", "website"),
            page="staff_partner",
        ),
        Kind(
            "einrichtungen",
            Facility,
            facilities_with,
            links=("accessibility",),
            parts=(HOURS,),
            content=(
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
                "opening_note",
                "accessibility",
                "quality_seal",
                "seal_valid_until",
                "opening_hours",
            ),
            owner="partner",
            peculiar={"point": tell_point, "opening_hours": tell_hours},
        ),
        steered("netzwerke", Network),
        steered("mitgliedschaften", Membership),
        steered("ansprechstellen", ContactPoint, "districts", "social_spaces"),
        steered("hilfetelefone", HelpLine),
        steered("kommune", Municipality),
        steered("rechtstexte", LegalText),
        steered("schulferien", SchoolHoliday),
        steered("sozialraeume", SocialSpace),
        steered("sozialraum-zugehoerigkeiten", SocialSpaceMembership),
        operated("rollen", RoleAssignment),
        operated("konten", User),
    )
}


def kind_of(model: type[Model]) -> Kind | None:
    """Return the kind of a model's records; None for a model without history."""
    return next((kind for kind in KINDS.values() if kind.model is model), None)
