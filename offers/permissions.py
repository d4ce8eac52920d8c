"""Which offers a role reaches."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from network.choices import Coordinator, Permission, Steering
from network.models import Membership, User
from network.permissions import districts_in, members_of, standing_of
from offers.models import Offer
from sozialraum.models import SocialSpaceMembership


def offers_with(permission: Permission, user: User) -> QuerySet[Offer]:
    """Return the offers for which `user` holds a permission.

    Of a partner and of a network's members what they offer; of a social space what is held there or meant for it.
    """
    standing = standing_of(user)
    if permission in standing.everywhere:
        return Offer.objects.all()
    partners, networks, spaces = standing.where(permission)
    here = districts_in(spaces)
    meant = Offer.catchment_social_spaces.through.objects.filter(socialspace__in=spaces).values("offer")
    return Offer.objects.filter(
        Q(provider__in=partners)
        | Q(provider__in=members_of(networks).values("partner"))
        | Q(district__in=here)
        | Q(district=None, facility__district__in=here)
        | Q(pk__in=meant)
    )


def reviewers_of(offer: Offer) -> QuerySet[User]:
    """Return the people who look over what is submitted about an offer.

    Those who coordinate the provider's networks or the social space of the offer; where there are none, the steering.
    """
    today = timezone.localdate()
    networks = Membership.objects.on(today).filter(partner=offer.provider_id).values("network")
    district = offer.district_id or (offer.facility and offer.facility.district_id)
    spaces = SocialSpaceMembership.objects.on(today).filter(district=district).values("social_space")
    people = User.objects.filter(is_active=True).order_by("email").distinct()
    near = people.filter(
        Q(role_assignments__network__in=networks)
        | Q(role_assignments__social_space__in=spaces)
        | Q(role_assignments__social_space__in=offer.catchment_social_spaces.values("pk")),
        role_assignments__role=Coordinator.code,
    )
    return near if near.exists() else people.filter(role_assignments__role=Steering.code)
