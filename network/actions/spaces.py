"""Who leads a network in a social space, and how it came there."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from kit.history import through
from network.models import LeadAssignment, Partner, RolloutStep, User
from sozialraum.models import District, SocialSpace, SocialSpaceMembership

ORDER = "rollout_step_follows_the_one_before"


class LeadInTheWayError(Exception):
    """On the day from which a partner is to lead, another one that came later leads already; `lead` is that one's time."""

    def __init__(self, lead: LeadAssignment) -> None:
        super().__init__(str(lead))
        self.lead = lead


class OutOfOrderError(Exception):
    """A step would be done before the one that it follows."""


@transaction.atomic
def appoint_lead(*, lead: LeadAssignment, by: User) -> LeadAssignment:
    """Let a new, unsaved lead begin; whoever led until then ends on the day before.

    Raises LeadInTheWayError where a lead began on that day or later; then nothing changes. Who already leads goes on.
    """
    # Of two at once the second waits, and sees then who leads.
    SocialSpace.objects.select_for_update().get(pk=lead.social_space_id)
    same = LeadAssignment.objects.filter(social_space=lead.social_space_id, network=lead.network_id)
    if later := same.filter(valid_from__gte=lead.valid_from).first():
        raise LeadInTheWayError(later)
    former = same.on(lead.valid_from).first()
    if former and former.partner_id == lead.partner_id and lead.valid_until == former.valid_until:
        return former
    with through("lead", by.pk):
        if former:
            former.valid_until = lead.valid_from
            former.save(update_fields=["valid_until"])
        lead.save()
    return lead


class DistrictElsewhereError(Exception):
    """From the day from which a district is to belong to a social space, or later, it begins to belong to one already."""

    def __init__(self, membership: SocialSpaceMembership) -> None:
        super().__init__(str(membership))
        self.membership = membership


@transaction.atomic
def take_in(*, membership: SocialSpaceMembership, by: User) -> SocialSpaceMembership:
    """Let a district belong to a social space from a day on (a new, unsaved membership); it leaves the former one there.

    Raises DistrictElsewhereError where something is entered for that day or later; then nothing changes.
    """
    # Of two at once the second waits, and sees then where the district is.
    District.objects.select_for_update().only("pk").get(pk=membership.district_id)
    there = SocialSpaceMembership.objects.filter(district=membership.district_id)
    if later := there.filter(valid_from__gte=membership.valid_from).select_related("social_space").first():
        raise DistrictElsewhereError(later)
    former = there.on(membership.valid_from).first()
    if former and former.social_space_id == membership.social_space_id and former.valid_until is None:
        return former
    with through("space", by.pk):
        if former:
            former.valid_until = membership.valid_from
            former.save(update_fields=["valid_until"])
        membership.save()
    return membership


@transaction.atomic
def record_step(*, step: RolloutStep, partners: Iterable[Partner], by: User) -> RolloutStep:
    """Save a step of a roll-out; the decision about the lead makes its partner the lead from that day on.

    Raises OutOfOrderError where it would be done before the step it follows, LeadInTheWayError where somebody else
    leads later; then nothing changes.
    """
    try:
        with transaction.atomic(), through("rollout", by.pk):
            step.save()
            step.partners.set(partners)
    except IntegrityError as error:
        if ORDER in str(error.__cause__.diag.constraint_name):
            raise OutOfOrderError from error
        raise
    if step.kind == RolloutStep.Kind.LEAD and step.done_on:
        follow(step, by)
    return step


def follow(step: RolloutStep, by: User) -> None:
    """Make the partner on whom a social space has decided the lead, unless that is so already."""
    same = LeadAssignment.objects.filter(social_space=step.social_space_id, network=step.network_id)
    if same.filter(partner=step.partner_id, valid_from__gte=step.done_on).exists():
        return
    lead = LeadAssignment(
        social_space_id=step.social_space_id,
        network_id=step.network_id,
        partner_id=step.partner_id,
        valid_from=step.done_on,
        document_id=step.document_id,
        document_title=step.document_title,
        document_url=step.document_url,
    )
    appoint_lead(lead=lead, by=by)
