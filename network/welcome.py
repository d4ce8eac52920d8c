"""Which team visits a family, found by street and number."""

from dataclasses import dataclass

from django.utils import timezone

from network.choices import VisitTeam
from network.letters import held_by_active
from network.models import ContactPoint, RoleAssignment
from network.street_teams import first_contacts
from sozialraum.models import District, SocialSpace, SocialSpaceMembership


@dataclass(frozen=True)
class Team:
    """Who answers in a district: the social space, whom a family may call there, and whether somebody reads requests."""

    space: SocialSpace | None
    contact: ContactPoint | None
    takes_requests: bool


def some_team_takes_requests() -> bool:
    """Return whether anybody in the city reads requests at all."""
    return RoleAssignment.objects.filter(role=VisitTeam.code, user__is_active=True).exists()


def addresses_of_team(space: SocialSpace) -> list[str]:
    """Return the addresses of those who visit families in a social space."""
    return held_by_active(role=VisitTeam.code, social_space=space)


def team_of(district: District) -> Team:
    """Return who answers in a district today."""
    held = SocialSpaceMembership.objects.on(timezone.localdate()).filter(district=district)
    if not (found := held.select_related("social_space").first()):
        return Team(None, None, takes_requests=False)
    space = found.social_space
    return Team(space, first_contacts().get(space.pk), bool(addresses_of_team(space)))
