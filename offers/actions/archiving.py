"""What staff do with partners and facilities, one or many at once: show, hide, archive and take up again.

As with offers, each takes those in the right state under a lock and returns how many it changed.
"""

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from network.choices import Permission
from network.models import Facility, Partner, User
from network.permissions import facilities_with
from offers.actions.records import LIVING, archive
from offers.models import Offer, Submission
from offers.permissions import offers_with, wants_four_eyes

# What families see of a facility they see only beside its partner.
IS_SEEN = {
    Partner: F("is_public"),
    Facility: ExpressionWrapper(Q(is_public=True, partner__in=Partner.objects.public()), BooleanField()),
}


def living_offers() -> QuerySet[Offer]:
    return Offer.objects.filter(status__in=LIVING)


def held_fast(hosts: QuerySet) -> QuerySet:
    """Hold partners or facilities until the end of the transaction, against whoever gives them an offer, and return them."""
    pks = list(hosts.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))
    return hosts.model._default_manager.filter(pk__in=pks)


def guests(partner: OuterRef) -> QuerySet[Offer]:
    """Return what others offer in the facilities of a partner."""
    return living_offers().filter(facility__partner=partner).exclude(provider=partner)


def archivable_partners(partners: QuerySet[Partner], by: User) -> QuerySet[Partner]:
    """Keep the partners that `by` may archive with all that they have: nothing of it is another's to decide."""
    mine = OuterRef("pk")
    offers = living_offers().filter(provider=mine).exclude(pk__in=offers_with(Permission.ARCHIVE, by).values("pk"))
    houses = Facility.objects.living().filter(partner=mine)
    foreign = houses.exclude(pk__in=facilities_with(Permission.ARCHIVE, by).values("pk"))
    return partners.filter(~Exists(offers), ~Exists(foreign), ~Exists(guests(mine)))


def archivable_facilities(facilities: QuerySet[Facility], by: User) -> QuerySet[Facility]:
    """Keep the facilities in which nothing is held any more: what is, goes on elsewhere or ends, and somebody has to say which."""
    return facilities.filter(~Exists(living_offers().filter(facility=OuterRef("pk"))))


def resumable_facilities(facilities: QuerySet[Facility], by: User) -> QuerySet[Facility]:
    """Keep the facilities whose partner is there."""
    return facilities.filter(partner__archived_reason="")


def put_away(hosts: QuerySet, reason: str) -> int:
    return hosts.update(was_public=IS_SEEN[hosts.model], is_public=False, archived_reason=reason)


@transaction.atomic
def archive_partners(partners: QuerySet[Partner], *, reason: str, by: User) -> int:
    """Archive partners with their facilities and offers, all for the same reason."""
    pks = list(archivable_partners(held_fast(partners.living()), by).values_list("pk", flat=True))
    archive(Offer.objects.filter(provider__in=pks), reason=reason)
    put_away(held_fast(Facility.objects.living().filter(partner__in=pks)), reason)
    return put_away(Partner.objects.filter(pk__in=pks), reason)


@transaction.atomic
def archive_facilities(facilities: QuerySet[Facility], *, reason: str, by: User) -> int:
    """Archive facilities in which nothing is held any more."""
    return put_away(archivable_facilities(held_fast(facilities.living()), by), reason)


@transaction.atomic
def resume_partners(partners: QuerySet[Partner]) -> int:
    """Take archived partners up again, hidden; what they had stays archived."""
    return held_fast(partners.exclude(archived_reason="")).update(archived_reason="", was_public=False)


@transaction.atomic
def resume_facilities(facilities: QuerySet[Facility], *, by: User) -> int:
    """Take archived facilities up again, hidden, those whose partner is there."""
    held = held_fast(facilities.exclude(archived_reason=""))
    return resumable_facilities(held, by).update(archived_reason="", was_public=False)


def showable(hosts: QuerySet, by: User) -> QuerySet:
    """Keep the partners or facilities that `by` may show to families: with four eyes what others laid before them."""
    if not wants_four_eyes():
        return hosts
    column = hosts.model._meta.model_name
    by_others = new_ones().waiting().exclude(author=by).exclude(**{column: None})
    return hosts.filter(pk__in=by_others.values(column))


def new_ones() -> QuerySet[Submission]:
    """Return the open submissions of what is new: somebody has to show it."""
    return Submission.objects.open().filter(content__isnull=True)


@transaction.atomic
def show_hosts(hosts: QuerySet, *, by: User) -> int:
    """Show hidden partners or facilities to families; what was submitted of new ones is approved by that."""
    held = showable(held_fast(hosts.living().filter(is_public=False)), by)
    pks = list(held.values_list("pk", flat=True))
    new_ones().filter(**{f"{hosts.model._meta.model_name}__in": pks}).settle(by)
    return hosts.model._default_manager.filter(pk__in=pks).update(is_public=True)


@transaction.atomic
def hide_hosts(hosts: QuerySet) -> int:
    """Hide the page of partners or facilities; what they offer stays where it is."""
    return held_fast(hosts.filter(is_public=True)).update(is_public=False)
