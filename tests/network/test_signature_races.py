"""A partner signs the rules at the very moment at which its membership ends: one of the two has to give way."""

import datetime
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction

from network.actions import NotSignedError, sign
from network.models import Membership, RulesOfProcedure, Signature
from tests.network.factories import MembershipFactory, UserFactory
from tests.network.factories_of_networks import RulesFactory
from tests.waiting import is_waited_for, soon

pytestmark = pytest.mark.django_db(transaction=True)


class Meeting:
    """A member, rules that can be signed, and two deeds that exclude each other."""

    def __init__(self) -> None:
        self.membership = MembershipFactory(valid_from=datetime.date(2020, 1, 1))
        adopted = {"adopted_on": datetime.date(2020, 2, 1)}
        self.rules = RulesFactory(network=self.membership.network, **adopted)
        self.by, self.said = UserFactory(), {}

    def sign(self) -> None:
        partner, rules = self.membership.partner, RulesOfProcedure.objects.get(pk=self.rules.pk)
        sign(rules=rules, partner=partner, capacity="Leitung", by=self.by)

    def end(self) -> None:
        """End the membership long ago, so that today's signature would lie outside."""
        Membership.objects.filter(pk=self.membership.pk).update(valid_until=datetime.date(2021, 1, 1))

    def make_guest(self) -> None:
        Membership.objects.filter(pk=self.membership.pk).update(role=Membership.Role.GUEST)

    def take_out(self) -> None:
        Membership.objects.get(pk=self.membership.pk).delete()

    def expire(self) -> None:
        """Let the rules end long ago."""
        past = datetime.date(2021, 1, 1)
        RulesOfProcedure.objects.filter(pk=self.rules.pk).update(valid_from=datetime.date(2020, 3, 1), valid_until=past)

    def hear(self, name: str, deed: Callable[[], None]) -> None:
        try:
            deed()
            self.said[name] = "done"
        except (IntegrityError, NotSignedError):
            self.said[name] = "refused"
        finally:
            connection.close()

    def whole(self) -> bool:
        """Return whether a signature that is kept lies in a membership that binds, and under rules that could be signed."""
        if not Signature.objects.exists():
            return True
        day = Signature.objects.get().signed_on
        members = Membership.objects.on(day).bound().filter(pk=self.membership.pk)
        return members.exists() and RulesOfProcedure.objects.exclude(valid_until__lte=day).exists()


def one_after_the_other(meeting: Meeting, first: str, second: str) -> bool:
    """Do the first deed and keep its transaction open until the second waits for it; return whether it waited."""
    other = threading.Thread(target=meeting.hear, args=[second, getattr(meeting, second)])
    with transaction.atomic():
        getattr(meeting, first)()
        other.start()
        soon(lambda: is_waited_for() or not other.is_alive(), wanted=True)
        waited = is_waited_for()
    meeting.said[first] = "done"
    other.join()
    return waited


ENDINGS = ("end", "make_guest", "take_out", "expire")


@pytest.mark.parametrize("ending", ENDINGS)
def test_who_signs_first_keeps_the_membership_as_it_was(ending):
    meeting = Meeting()
    assert one_after_the_other(meeting, "sign", ending)
    assert (meeting.said, Signature.objects.count(), meeting.whole()) == ({"sign": "done", ending: "refused"}, 1, True)


@pytest.mark.parametrize("ending", ENDINGS)
def test_who_signs_while_the_membership_ends_does_not_sign(ending):
    meeting = Meeting()
    assert one_after_the_other(meeting, ending, "sign")
    assert (meeting.said, Signature.objects.count()) == ({"sign": "refused", ending: "done"}, 0)


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ending_that_is_taken_back_leaves_the_signature_in_place(ending):
    meeting = Meeting()
    other = threading.Thread(target=meeting.hear, args=["sign", meeting.sign])
    with suppress(ZeroDivisionError), transaction.atomic():
        getattr(meeting, ending)()
        other.start()
        assert soon(is_waited_for, wanted=True)
        raise ZeroDivisionError
    other.join()
    assert (meeting.said, Signature.objects.count(), meeting.whole()) == ({"sign": "done"}, 1, True)


@pytest.mark.parametrize("ending", ENDINGS)
def test_at_the_same_moment_exactly_one_of_the_two_happens(ending):
    meeting, gate = Meeting(), threading.Barrier(2)

    def at_once(name: str) -> None:
        gate.wait()
        meeting.hear(name, getattr(meeting, name))

    threads = [threading.Thread(target=at_once, args=[name]) for name in ("sign", ending)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (sorted(meeting.said.values()), meeting.whole()) == (["done", "refused"], True)


def test_of_two_who_sign_for_one_partner_at_once_one_is_enough():
    meeting, gate = Meeting(), threading.Barrier(2)

    def at_once(name: str) -> None:
        gate.wait()
        meeting.hear(name, meeting.sign)

    threads = [threading.Thread(target=at_once, args=[name]) for name in ("one", "other")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (sorted(meeting.said.values()), Signature.objects.count()) == (["done", "refused"], 1)
