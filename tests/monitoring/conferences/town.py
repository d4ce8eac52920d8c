"""A borough with a group that meets for one district, its members, guests and everybody who looks at it."""

from dataclasses import dataclass, field

from network.models import Conference, ConferenceGroup, Partner, User
from sozialraum.models import District, SocialSpace
from tests.network.conferences import (
    ConferenceFactory,
    ConferenceGroupFactory,
    ConferenceInvitationFactory,
    GroupMemberFactory,
    GroupPeriodFactory,
    in_days,
)
from tests.network.factories import PartnerFactory, person
from tests.sozialraum.factories import BoroughFactory, DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory


@dataclass
class Town:
    """What was made; `people` are by name: convener, member, guest, stranger, planner, steering."""

    borough: District
    district: District
    space: SocialSpace
    group: ConferenceGroup
    member: Partner
    guest: Partner
    people: dict[str, User] = field(default_factory=dict)

    def conference(self, **more: object) -> Conference:
        """Return a conference of the group, the member and the guest invited, each with a word to the convener."""
        made = ConferenceFactory(group=self.group, notes="Nur für uns.", **more)
        said = {"answer": "yes", "answered_at": in_days(-2), "invited_at": in_days(-3), "told_sequence": 0}
        for partner, note in ((self.member, "Wort des Mitglieds"), (self.guest, "Wort des Gasts")):
            role = "core" if partner is self.member else "other"
            ConferenceInvitationFactory(
                conference=made, partner=partner, role=role, answer_note=note, email=f"{role}@example.org", **said
            )
        return made


def build() -> Town:
    """Make the town."""
    borough = BoroughFactory(name="Nord", slug="nord", code="1")
    district = DistrictFactory(name="Eicken", slug="eicken", code="103", parent=borough, column=0)
    space = SocialSpaceFactory(name="Eicken-Windberg")
    SocialSpaceMembershipFactory(social_space=space, district=district)
    group = ConferenceGroupFactory(
        name="Eicken",
        borough=borough,
        districts=[district],
        inviting_unit=PartnerFactory(name="Praxisberatung", email="praxis@example.org"),
    )
    GroupPeriodFactory(group=group)
    member, guest = PartnerFactory(name="Kita Sonne"), PartnerFactory(name="Jobcenter")
    GroupMemberFactory(group=group, partner=member)
    town = Town(borough, district, space, group, member, guest)
    town.people = {
        "convener": person("coordinator", social_space=space),
        "member": person("partner_editor", partner=member),
        "guest": person("partner_editor", partner=guest),
        "stranger": person("partner_editor", partner=PartnerFactory()),
        "planner": person("planner"),
        "steering": person("steering"),
    }
    return town
