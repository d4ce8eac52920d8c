"""Which offers a role reaches."""

from django.db.models import Q, QuerySet

from network.choices import Permission
from network.models import User
from network.permissions import districts_in, members_of, standing_of
from offers.models import Offer


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
