"""Which offers and submissions a role reaches, and which people reach offers."""

from collections.abc import Iterable

from django.db.models import Case, Count, Model, Prefetch, Q, QuerySet, When
from django.db.models.functions import Lower
from django.utils import timezone

from network.choices import Coordinator, Permission, Steering
from network.models import Facility, Membership, Partner, RoleAssignment, Standing, User
from network.permissions import (
    EVERYWHERE,
    colleagues_of,
    districts_in,
    facilities_with,
    members_of,
    partners_with,
    standing_of,
)
from offers.models import Campaign, Import, Offer, Programme, Project, SavedView
from sozialraum.models import District, Municipality, SocialSpaceMembership


def offers_with(permission: Permission, user: User) -> QuerySet[Offer]:
    """Return the offers for which `user` holds a permission.

    Of a partner and of a network's members what they offer; of a social space what is held there or meant for it.
    """
    standing = standing_of(user)
    if permission in standing.everywhere:
        return Offer.objects.all()
    return Offer.objects.filter(within(*standing.where(permission)))


def within(partners: Iterable[int] = (), networks: Iterable[int] = (), spaces: Iterable[int] = ()) -> Q:
    """Return which offers belong to partners, to members of networks, or to social spaces (all by id)."""
    here = districts_in(spaces)
    meant = Offer.catchment_social_spaces.through.objects.filter(socialspace__in=spaces).values("offer")
    return (
        Q(provider__in=partners)
        | Q(provider__in=members_of(networks).values("partner"))
        | Q(district__in=here)
        | Q(district=None, facility__district__in=here)
        | Q(pk__in=meant)
    )


def districts_kept_for(programme: Programme, user: User) -> QuerySet[District]:
    """Return the districts of which `user` says how far a programme is: those of the own social spaces, of the own network's programme all."""
    standing = standing_of(user)
    homes = District.objects.for_families().defer("boundary", "parent__boundary")
    _partners, networks, spaces = standing.where(Permission.SPACES)
    if Permission.SPACES in standing.everywhere or programme.network_id in networks:
        return homes
    return homes.filter(pk__in=districts_in(spaces))


def wants_four_eyes() -> bool:
    """Return whether whatever families see is approved by somebody else than its writer, as the municipality wants it."""
    return Municipality.objects.filter(four_eyes=True).exists()


def admits_partners(user: User) -> bool:
    """Return whether a person may take new partners into the register: all, or into the own networks.

    A partner without a facility is in no social space: who coordinates nothing but spaces would never see it again.
    """
    standing = standing_of(user)
    _partners, networks, _spaces = standing.where(Permission.ADMIT)
    return Permission.ADMIT in standing.everywhere or bool(networks)


RECORDS = {Offer: offers_with, Partner: partners_with, Facility: facilities_with}


def records_with(permission: Permission, user: User, model: type[Model]) -> QuerySet:
    """Return the offers, partners or facilities for which `user` holds a permission."""
    return RECORDS[model](permission, user)


def about_records_with(permission: Permission, user: User) -> Q:
    """Return which submissions or reports are about records for which `user` holds a permission."""
    return (
        Q(offer__in=offers_with(permission, user).values("pk"))
        | Q(partner__in=partners_with(permission, user).values("pk"))
        | Q(facility__in=facilities_with(permission, user).values("pk"))
    )


def reviewers_of(record: Offer | Partner | Facility) -> QuerySet[User]:
    """Return the people who look over what is submitted about a record.

    Those who coordinate the networks of its partner or the social space where it is; where there are none, the steering.
    """
    today = timezone.localdate()
    partner, districts, meant = surroundings_of(record)
    networks = Membership.objects.on(today).filter(partner=partner).values("network")
    spaces = SocialSpaceMembership.objects.on(today).filter(district__in=districts).values("social_space")
    people = User.objects.filter(is_active=True).order_by("email").distinct()
    near = people.filter(
        Q(role_assignments__network__in=networks)
        | Q(role_assignments__social_space__in=spaces)
        | Q(role_assignments__social_space__in=meant),
        role_assignments__role=Coordinator.code,
    )
    return near if near.exists() else people.filter(role_assignments__role=Steering.code)


def surroundings_of(record: Offer | Partner | Facility) -> tuple[int, list[int] | QuerySet, list[int] | QuerySet]:
    """Return the partner of a record, the districts where it is, and the social spaces that it is meant for (by id)."""
    if isinstance(record, Partner):
        return record.pk, record.facilities.exclude(district=None).values("district"), []
    if isinstance(record, Facility):
        return record.partner_id, [pk for pk in [record.district_id] if pk], []
    district = record.district_id or (record.facility and record.facility.district_id)
    return record.provider_id, [district] if district else [], record.catchment_social_spaces.values("pk")


def people_who_reach(offers: QuerySet[Offer], permission: Permission) -> QuerySet[User]:
    """Return the active people who hold a permission for every one of some offers; nobody reaches none.

    Costs the same for one offer and for a hundred thousand: who reaches all of them reaches the first, and few do.
    """
    first = offers.order_by("pk").select_related("facility").first()
    if first is None:
        return User.objects.none()
    near = [user for user in near_people(first) if standing_of(user).allows(permission)]
    everywhere = [user.pk for user in near if permission in standing_of(user).everywhere]
    bound = {f"of_{user.pk}": user for user in near if permission not in standing_of(user).everywhere}
    counts = {name: Count("pk", filter=within(*standing_of(user).where(permission))) for name, user in bound.items()}
    reached = Offer.objects.filter(pk__in=offers.order_by().values("pk")).aggregate(total=Count("pk"), **counts)
    total = reached.pop("total")
    all_of_them = [bound[name].pk for name, number in reached.items() if number == total]
    return User.objects.filter(pk__in=[*everywhere, *all_of_them]).order_by("name", "email")


def near_people(offer: Offer) -> list[User]:
    """Return the active people who hold any role that may reach an offer, each with the standing that all their roles give."""
    today = timezone.localdate()
    districts = [pk for pk in (offer.district_id, offer.facility and offer.facility.district_id) if pk]
    spaces = SocialSpaceMembership.objects.on(today).filter(district__in=districts).values("social_space")
    roles = RoleAssignment.objects.filter(
        Q(role__in=EVERYWHERE)
        | Q(partner=offer.provider_id)
        | Q(network__in=Membership.objects.on(today).filter(partner=offer.provider_id).values("network"))
        | Q(social_space__in=spaces)
        | Q(social_space__in=offer.catchment_social_spaces.values("pk"))
    )
    people = User.objects.filter(Q(is_superuser=True) | Q(pk__in=roles.values("user")), is_active=True)
    return with_standing(people)


def with_standing(people: QuerySet[User]) -> list[User]:
    """Return people, each with the standing that all their roles give, with two queries."""
    found = list(
        people.prefetch_related(Prefetch("role_assignments", RoleAssignment.objects.select_related("partner")))
    )
    for one in found:
        one.standing = Standing.of(one, one.role_assignments.all())
    return found


def views_seen_by(user: User) -> QuerySet[SavedView]:
    """Return the saved views of a person, and those that colleagues share; the own ones come first, each group by name.

    What a view shows is narrowed by the rights of whoever opens it, not of whoever saved it.
    """
    shared = Q(is_shared=True, user__in=colleagues_of(user).values("pk"))
    is_foreign = Case(When(user=user, then=0), default=1)
    return SavedView.objects.filter(Q(user=user) | shared).order_by(is_foreign, Lower("name"), "pk")


def campaigns_with(user: User) -> QuerySet[Campaign]:
    """Return the season campaigns that a person may follow and close: all, or those of the own networks and social spaces."""
    standing = standing_of(user)
    if Permission.CAMPAIGN in standing.everywhere:
        return Campaign.objects.all()
    _partners, networks, spaces = standing.where(Permission.CAMPAIGN)
    return Campaign.objects.filter(Q(network__in=networks) | Q(social_space__in=spaces))


def projects_with(permission: Permission, user: User) -> QuerySet[Project]:
    """Return the projects for which `user` holds a permission: those of the partners for which `user` holds it."""
    if permission in standing_of(user).everywhere:
        return Project.objects.all()
    return Project.objects.filter(owner__in=partners_with(permission, user).values("pk"))


def imports_of(user: User) -> QuerySet[Import]:
    """Return the imports that `user` sees: the own ones, and those that a colleague lays before others and `user` may judge.

    Whoever may import everywhere sees those of all.
    """
    standing, led = standing_of(user), imports_led_by(user)
    if Permission.IMPORT in standing.everywhere or not standing.allows(Permission.IMPORT):
        return led
    judged = [one.pk for one in importers() if covers(standing, standing_of(one))]
    laid_before = Q(made_by__in=judged, state__in=[Import.State.CHECKED, Import.State.APPLYING])
    return Import.objects.filter(Q(made_by=user) | Q(applied_by=user) | laid_before & Q(proposed_at__isnull=False))


def imports_led_by(user: User) -> QuerySet[Import]:
    """Return the imports whose columns `user` chooses, and which `user` puts away: the own ones, or all."""
    standing = standing_of(user)
    if Permission.IMPORT in standing.everywhere:
        return Import.objects.all()
    return Import.objects.filter(made_by=user) if standing.allows(Permission.IMPORT) else Import.objects.none()


def judges_of(owner: Import) -> list[User]:
    """Return the people who may apply what somebody uploaded where the municipality wants four eyes, by name."""
    if owner.made_by is None:
        return []
    first = standing_of(owner.made_by)
    return [one for one in importers() if one != owner.made_by and covers(standing_of(one), first)]


def covers(second: Standing, first: Standing) -> bool:
    """Return whether somebody may import wherever another person may, and so answer for what that person brings in."""
    if Permission.IMPORT in second.everywhere:
        return True
    places = zip(first.where(Permission.IMPORT), second.where(Permission.IMPORT), strict=True)
    return Permission.IMPORT not in first.everywhere and all(set(one) <= set(other) for one, other in places)


def importers() -> list[User]:
    """Return the active people who may import at all, each with the standing that all their roles give; two queries."""
    roles = RoleAssignment.objects.filter(role__in=[Coordinator.code, Steering.code]).values("user")
    people = User.objects.filter(Q(is_superuser=True) | Q(pk__in=roles), is_active=True).order_by("name", "email")
    return with_standing(people)
