"""Which records a role reaches: the one answer for every page, export and action of staff."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from network.choices import OF_ARCHIVED, Permission, Scope, codes_of
from network.models import (
    Accession,
    Activity,
    Conference,
    ConferenceGroup,
    ConferenceInvitation,
    ConferenceTask,
    ContactPoint,
    Document,
    Facility,
    GroupMember,
    Membership,
    Network,
    Partner,
    RoleAssignment,
    Standing,
    User,
    VisitRequest,
)
from sozialraum.models import District, SocialSpace, SocialSpaceMembership

EVERYWHERE = codes_of(Scope.EVERYWHERE)


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
    """Return the partners for which `user` holds a permission; an archived one is only read, and taken up again.

    In a social space those that have a facility there.
    """
    standing = standing_of(user)
    found = Partner.objects.all() if permission in OF_ARCHIVED else Partner.objects.living()
    if permission in standing.everywhere:
        return found
    partners, networks, spaces = standing.where(permission)
    houses = Facility.objects.filter(partner=OuterRef("pk"), district__in=districts_in(spaces))
    return found.filter(Q(pk__in=partners) | Q(pk__in=members_of(networks).values("partner")) | Exists(houses))


def facilities_with(permission: Permission, user: User) -> QuerySet[Facility]:
    """Return the facilities for which `user` holds a permission: of a partner, of a network's members, or in a social space.

    An archived one is only read, and taken up again.
    """
    standing = standing_of(user)
    found = Facility.objects.all() if permission in OF_ARCHIVED else Facility.objects.living()
    if permission in standing.everywhere:
        return found
    partners, networks, spaces = standing.where(permission)
    return found.filter(
        Q(partner__in=partners)
        | Q(partner__in=members_of(networks).values("partner"))
        | Q(district__in=districts_in(spaces))
    )


def networks_kept_in(space: SocialSpace, user: User) -> QuerySet[Network]:
    """Return the networks whose lead and roll-out in a social space `user` keeps: all of the own space, and the own ones anywhere."""
    standing = standing_of(user)
    _partners, networks, spaces = standing.where(Permission.SPACES)
    if Permission.SPACES in standing.everywhere or space.pk in spaces:
        return Network.objects.all()
    return Network.objects.filter(pk__in=networks)


def spaces_kept_by(user: User) -> QuerySet[SocialSpace]:
    """Return the social spaces in which `user` keeps the team: the own ones, or all."""
    standing = standing_of(user)
    if Permission.SPACES in standing.everywhere:
        return SocialSpace.objects.all()
    return SocialSpace.objects.filter(pk__in=standing.where(Permission.SPACES)[2])


def contact_points_kept_by(user: User) -> QuerySet[ContactPoint]:
    """Return the contact points that `user` keeps: those of the own networks, and those that answer for own social spaces alone."""
    standing = standing_of(user)
    if Permission.SPACES in standing.everywhere:
        return ContactPoint.objects.all()
    _partners, networks, spaces = standing.where(Permission.SPACES)
    of_space, of_district = ContactPoint.social_spaces.through.objects, ContactPoint.districts.through.objects
    mine, point = districts_in(spaces), {"contactpoint": OuterRef("pk")}
    inside = Exists(of_space.filter(**point, socialspace__in=spaces)) | Exists(
        of_district.filter(**point, district__in=mine)
    )
    outside = Exists(of_space.filter(**point).exclude(socialspace__in=spaces)) | Exists(
        of_district.filter(**point).exclude(district__in=mine)
    )
    return ContactPoint.objects.filter(Q(network__in=networks) | Q(inside, ~Q(outside)))


def keeps_contact_of(user: User, network: Network | None, spaces: list[SocialSpace], districts: list[District]) -> bool:
    """Return whether `user` may keep a contact point of a network that answers for these areas (see above)."""
    standing = standing_of(user)
    _partners, networks, own = standing.where(Permission.SPACES)
    if Permission.SPACES in standing.everywhere or (network and network.pk in networks):
        return True
    mine = set(districts_in(own).values_list("district", flat=True))
    areas = [space.pk in own for space in spaces] + [district.pk in mine for district in districts]
    return bool(areas) and all(areas)


def groups_with(permission: Permission, user: User) -> QuerySet[ConferenceGroup]:
    """Return the conference groups for which `user` holds a permission.

    In a network those that a member of it invites to, in a social space those that meet for one of its districts.
    """
    standing = standing_of(user)
    if permission in standing.everywhere:
        return ConferenceGroup.objects.all()
    _partners, networks, spaces = standing.where(permission)
    through = ConferenceGroup.districts.through.objects.filter(district__in=districts_in(spaces))
    return ConferenceGroup.objects.filter(
        Q(inviting_unit__in=members_of(networks).values("partner")) | Q(pk__in=through.values("conferencegroup"))
    )


def conferences_with(permission: Permission, user: User) -> QuerySet[Conference]:
    """Return the conferences of the groups for which `user` holds a permission."""
    standing = standing_of(user)
    if permission in standing.everywhere:
        return Conference.objects.all()
    return Conference.objects.filter(group__in=groups_with(permission, user).values("pk"))


def conferences_read_by(user: User) -> QuerySet[Conference]:
    """Return the conferences whose minutes `user` may read: of the groups that one looks after, or that one's partner is in.

    A partner that was invited to a single conference reads that one. Whoever reads every record reads them too.
    """
    standing = standing_of(user)
    if Permission.READ in standing.everywhere:
        return Conference.objects.all()
    mine = own_partners(user)
    in_group = GroupMember.objects.on(timezone.localdate()).filter(partner__in=mine)
    invited = ConferenceInvitation.objects.filter(partner__in=mine, invited_at__isnull=False)
    return Conference.objects.filter(
        Q(group__in=groups_with(Permission.CONFER, user).values("pk"))
        | Q(group__in=in_group.values("group"))
        | Q(pk__in=invited.values("conference"))
    )


def tasks_read_by(user: User) -> QuerySet[ConferenceTask]:
    """Return the tasks of the conferences that `user` may read, and those that the own partner took on."""
    mine = Q(owner__in=own_partners(user)) | Q(conference__in=conferences_read_by(user).values("pk"))
    return ConferenceTask.objects.filter(mine)


def tasks_done_by(user: User) -> QuerySet[ConferenceTask]:
    """Return the tasks that `user` may note as done: of the conferences that one looks after, and of the own partner."""
    partners, _networks, _spaces = standing_of(user).where(Permission.EDIT)
    mine = Q(owner__in=partners) | Q(conference__in=conferences_with(Permission.CONFER, user).values("pk"))
    return ConferenceTask.objects.filter(mine)


def activities_with(permission: Permission, user: User) -> QuerySet[Activity]:
    """Return the activities for which `user` holds a permission: those that a partner within reach answers for."""
    if permission in standing_of(user).everywhere:
        return Activity.objects.all()
    answering = Activity.responsible.through.objects.filter(partner__in=partners_with(permission, user).values("pk"))
    return Activity.objects.filter(pk__in=answering.values("activity"))


def own_partners(user: User) -> list[int]:
    """Return the ids of the partners for whom `user` stands."""
    partners, _networks, _spaces = standing_of(user).where(Permission.READ)
    return partners


def colleagues_of(user: User) -> QuerySet[User]:
    """Return the active people who work where `user` does: for the same partner, network or social space, or everywhere."""
    standing = standing_of(user)
    is_everywhere = bool(standing.everywhere)
    mine = RoleAssignment.objects.filter(
        Q(partner__in=list(standing.partners))
        | Q(network__in=list(standing.networks))
        | Q(social_space__in=list(standing.spaces))
        | Q(role__in=EVERYWHERE if is_everywhere else [])
    )
    operators = [True] if is_everywhere else []
    return User.objects.filter(Q(pk__in=mine.values("user")) | Q(is_superuser__in=operators), is_active=True).exclude(
        pk=user.pk
    )


def networks_with(permission: Permission, user: User) -> QuerySet[Network]:
    """Return the networks that `user` leads in the sense of a permission: all, or those of the own roles in networks."""
    standing = standing_of(user)
    if permission in standing.everywhere:
        return Network.objects.all()
    _partners, networks, _spaces = standing.where(permission)
    return Network.objects.filter(pk__in=networks)


def leads_a_network(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to people who lead a network; who coordinates a social space alone leads none."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not is_leading(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def is_leading(user: User) -> bool:
    """Return whether somebody leads any network, or all of them."""
    standing = standing_of(user)
    return Permission.NETWORK in standing.everywhere or bool(standing.where(Permission.NETWORK)[1])


def networks_from_inside(user: User) -> QuerySet[Network]:
    """Return the networks that `user` knows from inside: those that the own roles are in, those whose member the own partner is, or all."""
    standing = standing_of(user)
    if Permission.READ in standing.everywhere:
        return Network.objects.all()
    partners, networks, _spaces = standing.where(Permission.READ)
    today = timezone.localdate()
    joined = Membership.objects.on(today).filter(partner__in=partners)
    return Network.objects.filter(Q(pk__in=networks) | Q(pk__in=joined.values("network")))


def networks_in_sight(user: User) -> QuerySet[Network]:
    """Return the networks whose page in the workspace `user` may open: those known from inside, and those that invite the own partner."""
    asked = Accession.objects.open().filter(partner__in=partners_to_sign_for(user), way=Accession.Way.INVITATION)
    return Network.objects.filter(Q(pk__in=networks_from_inside(user).values("pk")) | Q(pk__in=asked.values("network")))


def partners_to_sign_for(user: User) -> QuerySet[Partner]:
    """Return the partners for which `user` signs: those that the person leads, and no others, whatever else the person may do."""
    partners, _networks, _spaces = standing_of(user).where(Permission.SIGN)
    return Partner.objects.living().filter(pk__in=partners)


def documents_with(permission: Permission, user: User) -> QuerySet[Document]:
    """Return the documents that `user` keeps: of the own networks; those of all together belong to who leads everywhere."""
    if permission in standing_of(user).everywhere:
        return Document.objects.all()
    return Document.objects.filter(network__in=networks_with(permission, user))


def documents_seen_by(user: User) -> QuerySet[Document]:
    """Return the documents that `user` may read: public ones, those for members of the own networks, and those that the person keeps.

    What is for the members of all networks together is read by whoever is in any.
    """
    inside = networks_from_inside(user)
    audience = Document.Audience
    for_members = Q(audience=audience.MEMBERS) & (Q(network__in=inside) | Q(network=None) & Q(Exists(inside)))
    kept = Q(pk__in=documents_with(Permission.NETWORK, user).values("pk"))
    return Document.objects.filter(Q(audience=audience.PUBLIC) | for_members | kept)


def visit_requests_of(user: User) -> QuerySet[VisitRequest]:
    """Return the requests for a visit that `user` may read: those of the social spaces whose team the person is in, and no others.

    Nobody holds this everywhere. What is due to be deleted is nobody's any more.
    """
    _partners, _networks, spaces = standing_of(user).where(Permission.VISITS)
    return VisitRequest.objects.kept(timezone.localdate()).filter(social_space__in=spaces)
