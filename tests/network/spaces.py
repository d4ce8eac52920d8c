"""A social space with a district, a network, and the people who keep the one or the other."""

from dataclasses import dataclass, field

from django.http import HttpResponse

from network.models import Network, User
from sozialraum.models import District, SocialSpace
from tests.network.factories import NetworkFactory, person
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import errors, parsed

BASE = "/verwaltung/sozialraeume/"


@dataclass
class Ground:
    """What most of these tests stand on."""

    space: SocialSpace = field(default_factory=lambda: SocialSpaceFactory(name="Rheydt Ost", slug="rheydt-ost"))
    district: District = field(default_factory=lambda: DistrictFactory(name="Mülfort", slug="muelfort", column=0))
    network: Network = field(default_factory=lambda: NetworkFactory(name="Frühe Hilfen", slug="fruehe-hilfen"))

    def __post_init__(self) -> None:
        SocialSpaceMembershipFactory(social_space=self.space, district=self.district)

    @property
    def page(self) -> str:
        return f"{BASE}{self.space.pk}/"

    def keeper_of_space(self) -> User:
        return person("coordinator", social_space=self.space)

    def keeper_of_network(self) -> User:
        return person("coordinator", network=self.network)


def complaints(answer: HttpResponse) -> list[str]:
    """Return what a form says is wrong, without the names of the fields before it."""
    return [said.partition(" – ")[2] or said for said in errors(parsed(answer))]
