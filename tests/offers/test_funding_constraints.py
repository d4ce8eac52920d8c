"""What the database refuses of grants, and of two people who pass on the last euro at once."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from offers.models import Forwarding, Grant, GrantDeadline
from offers.models.funding import FORWARDED_AT_MOST, NOT_TO_ITSELF
from tests.network.factories import PartnerFactory
from tests.network.test_constraints import refused_by
from tests.offers.factories import ForwardingFactory, GrantDeadlineFactory, GrantFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("name", "factory", "changes"),
    [
        ("grant_has_a_known_status", GrantFactory, {"status": "lost"}),
        ("grant_says_what_it_is_for", GrantFactory, {"title": ""}),
        ("grant_says_what_it_is_for", GrantFactory, {"purpose": " \n "}),
        ("grant_ends_after_it_begins", GrantFactory, {"valid_until": DAY - datetime.timedelta(days=1)}),
        ("grant_is_more_than_nothing", GrantFactory, {"amount": 0}),
        ("own_share_is_not_negative", GrantFactory, {"own_share": -1}),
        ("grant_spends_no_less_than_nothing", GrantFactory, {"spent": -1}),
        ("granted_money_names_the_decision", GrantFactory, {"decision_number": ""}),
        ("granted_money_names_the_decision", GrantFactory, {"decided_on": None}),
        ("granted_money_names_the_decision", GrantFactory, {"status": "closed", "decided_on": None}),
        ("forwarding_is_more_than_nothing", ForwardingFactory, {"amount": 0}),
        ("recipient_spends_no_less_than_nothing", ForwardingFactory, {"spent": -1}),
        ("deadline_is_of_a_kind", GrantDeadlineFactory, {"kind": "party"}),
        ("deadline_reminds_within_a_year", GrantDeadlineFactory, {"remind_days": 367}),
    ],
)
def test_what_a_row_must_not_be(name, factory, changes):
    refused_by(name, lambda: factory(**changes))


def test_no_rule_is_forgotten_here():
    rules = {rule.name for model in (Grant, Forwarding, GrantDeadline) for rule in model._meta.constraints}
    assert rules == {
        "deadline_is_of_a_kind",
        "deadline_reminds_within_a_year",
        "forwarding_is_more_than_nothing",
        "grant_ends_after_it_begins",
        "grant_has_a_known_status",
        "grant_is_forwarded_to_a_partner_once",
        "grant_is_more_than_nothing",
        "grant_says_what_it_is_for",
        "grant_spends_no_less_than_nothing",
        "granted_money_names_the_decision",
        "own_share_is_not_negative",
        "recipient_spends_no_less_than_nothing",
    }


def test_a_grant_is_forwarded_to_a_partner_once():
    first = ForwardingFactory()
    again = {"grant": first.grant, "recipient": first.recipient}
    refused_by("grant_is_forwarded_to_a_partner_once", lambda: ForwardingFactory(**again))


def test_no_more_is_forwarded_than_was_granted():
    first = ForwardingFactory(amount=Decimal("7000.01"))
    grant = first.grant
    refused_by(FORWARDED_AT_MOST, lambda: ForwardingFactory(grant=grant, amount=5000))
    ForwardingFactory(grant=grant, amount=Decimal("4999.99"))
    refused_by(FORWARDED_AT_MOST, lambda: Forwarding.objects.filter(pk=first.pk).update(amount=Decimal("7000.02")))
    refused_by(FORWARDED_AT_MOST, lambda: Grant.objects.filter(pk=grant.pk).update(amount=11999))
    elsewhere = ForwardingFactory(amount=12000)
    refused_by(FORWARDED_AT_MOST, lambda: Forwarding.objects.filter(pk=elsewhere.pk).update(grant=grant))


def test_nobody_forwards_money_to_itself():
    grant = GrantFactory()
    refused_by(NOT_TO_ITSELF, lambda: ForwardingFactory(grant=grant, recipient=grant.applicant))
    other = ForwardingFactory(grant=grant)
    refused_by(NOT_TO_ITSELF, lambda: Grant.objects.filter(pk=grant.pk).update(applicant=other.recipient))
    refused_by(NOT_TO_ITSELF, lambda: Forwarding.objects.filter(pk=other.pk).update(recipient=grant.applicant))


def test_grant_and_forwarding_may_be_lowered_together_in_any_order():
    passed_on = ForwardingFactory(amount=12000)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS offers_refuse_forwarding, offers_refuse_to_grant_less DEFERRED")
        Grant.objects.filter(pk=passed_on.grant_id).update(amount=100)
        Forwarding.objects.filter(pk=passed_on.pk).update(amount=100)
        cursor.execute("SET CONSTRAINTS offers_refuse_forwarding, offers_refuse_to_grant_less IMMEDIATE")
    assert Grant.objects.with_forwarded().get().forwarded == 100


def at_once(*deeds):
    """Do things in transactions of their own that begin together; return what was refused."""
    ready = Barrier(len(deeds))

    def do(deed):
        try:
            with transaction.atomic():
                connection.ensure_connection()
                ready.wait(timeout=10)
                deed()
        except IntegrityError as error:
            return error.__cause__.diag.constraint_name
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [one.result(timeout=30) for one in [pool.submit(do, deed) for deed in deeds]]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_pass_on_the_last_euro_at_once_one_is_refused():
    grant, partners = GrantFactory(), [PartnerFactory(), PartnerFactory()]
    deeds = [lambda to=to: Forwarding.objects.create(grant=grant, recipient=to, amount=7000) for to in partners]
    assert sorted(at_once(*deeds), key=str) == sorted([None, FORWARDED_AT_MOST], key=str)
    assert Forwarding.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_grant_is_not_lowered_under_what_somebody_passes_on_at_once():
    grant, partner = GrantFactory(), PartnerFactory()
    found = at_once(
        lambda: Forwarding.objects.create(grant=grant, recipient=partner, amount=12000),
        lambda: Grant.objects.filter(pk=grant.pk).update(amount=6000),
    )
    assert sorted(found, key=str) == sorted([None, FORWARDED_AT_MOST], key=str)
    told = Grant.objects.with_forwarded().get()
    assert told.forwarded <= told.amount
