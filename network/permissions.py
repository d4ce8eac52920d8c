"""Which records a role reaches: the one answer for every page, export and action of staff."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from network.choices import Permission
from network.models import Facility, Membership, Partner, Standing, User
from sozialraum.models import SocialSpaceMembership


def standing_of(user: User) -> Standing:
    """Return what a person may do, read once for as long as the person's record is at hand."""
    if not hasattr(user, "standing"):
        user.standing = Standing.of(user)
    return user.standing


def requires(permission: Permission) -> Callable:
    """Open a view to people who hold a permission somewhere; which records it shows them is the view's own matter."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not standing_of(request.user).allows(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def members_of(networks: list[int]) -> QuerySet[Membership]:
    """Return the memberships of some networks that hold today."""
    return Membership.objects.on(timezone.localdate()).filter(network__in=networks)


def districts_in(spaces: list[int]) -> QuerySet:
    """Return the ids of the districts that belong to some social spaces today."""
    held = SocialSpaceMembership.objects.on(timezone.localdate()).filter(social_space__in=spaces)
    return held.values("district")


def partners_with(permission: Permission, user: User) -> QuerySet[Partner]:
    """Return the partners for which `user` holds a permission.

    In a social space those that have a facility there.
    """
    standing = standing_of(user)
    if permission in standing.everywhere:
        return Partner.objects.all()
    partners, networks, spaces = standing.where(permission)
    houses = Facility.objects.filter(partner=OuterRef("pk"), district__in=districts_in(spaces))
    return Partner.objects.filter(
        Q(pk__in=partners) | Q(pk__in=members_of(networks).values("partner")) | Exists(houses)
    )


def facilities_with(permission: Permission, user: User) -> QuerySet[Facility]:
    """Return the facilities for which `user` holds a permission: of a partner, of a network's members, or in a social space."""
    standing = standing_of(user)
    if permission in standing.everywhere:
        return Facility.objects.all()
    partners, networks, spaces = standing.where(permission)
    return Facility.objects.filter(
        Q(partner__in=partners)
        | Q(partner__in=members_of(networks).values("partner"))
        | Q(district__in=districts_in(spaces))
    )
