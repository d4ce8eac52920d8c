"""From a section of a street to the team that answers for it: district, social space, function."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from network.models import ContactPoint
from sozialraum.models import SocialSpace, SocialSpaceMembership, StreetSection


@dataclass(frozen=True)
class Responsible:
    """A section of a street, with the social space of its district and the function that answers first there."""

    section: StreetSection
    space: SocialSpace | None
    contact: ContactPoint | None

    def cells(self) -> list[str]:
        """Return the row of a table."""
        section, space, contact = self.section, self.space, self.contact
        return [
            section.street,
            section.numbers,
            section.postcode.code,
            section.district.name,
            space.name if space else "",
            space.team_name if space else "",
            contact.function if contact else "",
            contact.phone if contact else "",
            contact.email if contact else "",
        ]


def first_contacts() -> dict[int, ContactPoint]:
    """Return by the id of each social space the public function that answers first for an address there."""
    through = ContactPoint.social_spaces.through.objects.filter(
        contactpoint__unit__answers_first=True, contactpoint__is_public=True
    )
    rows = through.select_related("contactpoint").order_by("-contactpoint__order", "-contactpoint__function")
    return {row.socialspace_id: row.contactpoint for row in rows}


def responsible_for(sections: Iterable[StreetSection]) -> Iterable[Responsible]:
    """Yield who answers for sections (with postcode and district fetched); two queries."""
    held = SocialSpaceMembership.objects.on(timezone.localdate()).select_related("social_space")
    spaces = {one.district_id: one.social_space for one in held}
    contacts = first_contacts()
    for section in sections:
        space = spaces.get(section.district_id)
        yield Responsible(section, space, contacts.get(space.pk) if space else None)


def spaces_without_contact() -> list[SocialSpace]:
    """Return the social spaces in which families who ask for their team find no function."""
    answered = first_contacts()
    return [space for space in SocialSpace.objects.all() if space.pk not in answered]
