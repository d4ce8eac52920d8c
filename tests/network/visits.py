"""A social space with a team that visits families, a street in it, and a family that asks."""

from dataclasses import dataclass, field

from django.utils import timezone

from sozialraum.models import District, SocialSpace
from tests.network.factories import ContactPointFactory, UnitKindFactory, person
from tests.sozialraum.factories import (
    DistrictFactory,
    MunicipalityFactory,
    PostcodeFactory,
    SocialSpaceFactory,
    SocialSpaceMembershipFactory,
    StreetSectionFactory,
)
from tests.sozialraum.stamps import stamp_of

PAGE = "/willkommensbesuch/"
WORKSPACE = "/verwaltung/willkommensbesuche/"


def with_street(street: str, code: str, *, space: SocialSpace | None) -> District:
    """Return a district with one street of its own, of a social space or of none."""
    district = DistrictFactory(name=f"Ort {code}", slug=f"ort-{code}")
    key = street.lower().replace("ß", "ss")
    StreetSectionFactory(street=street, key=key, number_to=99, district=district, postcode=PostcodeFactory(code=code))
    if space:
        SocialSpaceMembershipFactory(social_space=space, district=district)
    return district


@dataclass
class Ground:
    """What most of these tests stand on."""

    space: SocialSpace = field(default_factory=lambda: SocialSpaceFactory(name="Rheydt Ost", team_name="Team Ost"))

    def __post_init__(self) -> None:
        MunicipalityFactory()
        self.district = with_street("Hauptstraße", "41236", space=self.space)
        self.contact = ContactPointFactory(
            function="Frühe Hilfen, Team Ost", phone="0221 4710-300", unit=UnitKindFactory(answers_first=True)
        )
        self.contact.social_spaces.add(self.space)
        self.visitor = person("visit_team", social_space=self.space)


def month(ahead: int) -> str:
    """Return the value of the month that lies so many months ahead."""
    today = timezone.localdate()
    number = today.year * 12 + today.month - 1 + ahead
    return f"{number // 12}-{number % 12 + 1:02}"


def asked(**changes: str) -> dict[str, str]:
    """Return the form as a family sends it, with some fields changed."""
    return {
        "wish": "visit",
        "name": "Ayşe Öztürk",
        "address": "Hauptstr. 5a",
        "birth_month": month(0),
        "phone": "0221 4710-777",
        "email": "ayse@example.org",
        "language": "Türkisch",
        "leave_empty": "",
        "stamp": stamp_of(),
    } | changes
