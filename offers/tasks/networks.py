"""Tasks of the networks: rules to sign and to renew, answers that are owed, measures that are late."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import Accession, Measure, Membership, RulesOfProcedure, Signature, User
from network.permissions import is_leading, networks_with, partners_to_sign_for, standing_of
from offers.tasks.task import Task

SOON = datetime.timedelta(days=90)
Way = Accession.Way


def network_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count what of the networks waits for somebody: for who leads a partner, and for who leads a network."""
    if standing_of(user).allows(Permission.SIGN):
        yield from tasks_of_a_partner(user, today)
    if is_leading(user):
        yield from tasks_of_a_network(user, today)


def tasks_of_a_partner(user: User, today: datetime.date) -> Iterator[Task]:
    partners = list(partners_to_sign_for(user).values_list("pk", flat=True))
    joined = Membership.objects.on(today).bound().filter(partner__in=partners).values_list("network", "partner")
    versions = RulesOfProcedure.objects.open_to_sign(today).filter(network__in={network for network, _one in joined})
    open_ones = {
        (rules, one) for rules, network in versions.values_list("pk", "network") for at, one in joined if at == network
    }
    signed = set(Signature.objects.filter(partner__in=partners).values_list("rules", "partner"))
    hint = _("die Geschäftsordnung eines Netzwerks lesen und unterzeichnen")
    yield Task(_("Zu unterzeichnen"), hint, len(open_ones - signed), "staff_networks")
    asked = Accession.objects.open().filter(partner__in=partners, way=Way.INVITATION)
    yield Task(_("Einladung in ein Netzwerk"), _("annehmen oder ablehnen"), asked.count(), "staff_networks")


def tasks_of_a_network(user: User, today: datetime.date) -> Iterator[Task]:
    networks = networks_with(Permission.NETWORK, user)
    asked = Accession.objects.open().filter(network__in=networks, way=Way.REQUEST)
    yield Task(_("Bitte um Aufnahme"), _("Partner, die in ein Netzwerk möchten"), asked.count(), "staff_networks")
    running = (
        RulesOfProcedure.objects.on(today).filter(network__in=networks, valid_until=None).select_related("network")
    )
    due = sum(1 for rules in running if rules.renewal_due and rules.renewal_due - SOON <= today)
    yield Task(_("Geschäftsordnung erneuern"), _("in den nächsten 90 Tagen oder schon fällig"), due, "staff_networks")
    everywhere = Permission.NETWORK in standing_of(user).everywhere
    late = Measure.objects.overdue(today)
    late = late if everywhere else late.filter(goal__network__in=networks)
    yield Task(_("Maßnahmen überfällig"), _("Stand eintragen oder neu planen"), late.count(), "staff_goals")
