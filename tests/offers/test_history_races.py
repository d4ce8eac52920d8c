"""Two people at once, in real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from offers.history import kind_of
from offers.history.restoring import ChangedMeanwhileError, restore
from offers.models import Offer
from tests.network.factories import person
from tests.offers.factories import OfferFactory, TopicFactory
from tests.offers.history import versions
from tests.waiting import is_waited_for, soon

pytestmark = pytest.mark.django_db(transaction=True)
OFFERS = kind_of(Offer)


def with_own_connection(work):
    """Return `work` so that its thread leaves no connection behind."""

    def done(*arguments):
        try:
            return work(*arguments)
        finally:
            connection.close()

    return done


def brought_back(offer, key, seen, by):
    """Bring a version back and return whether that was possible."""
    try:
        restore(OFFERS, offer.pk, key, seen=seen, by=by)
    except ChangedMeanwhileError:
        return False
    return True


def test_each_transaction_is_a_version():
    offer, topic = OfferFactory(title="Eins"), TopicFactory(code="spiel")
    first = len(versions(offer))
    Offer.objects.filter(pk=offer.pk).update(title="Zwei")
    with transaction.atomic():
        offer.topics.add(topic)
        Offer.objects.filter(pk=offer.pk).update(title="Drei")
    told = [(one.content["title"], one.content["topics"]) for one in versions(offer)]
    assert told[: len(told) - first] == [("Drei", [topic.pk]), ("Zwei", [])]


def test_of_two_who_bring_back_at_once_one_is_told():
    offer, people = OfferFactory(title="Eins"), [person("steering"), person("steering")]
    Offer.objects.filter(pk=offer.pk).update(title="Zwei")
    newest, *_between, first = (one.key for one in versions(offer))
    with ThreadPoolExecutor(2) as pool:
        work = with_own_connection(brought_back)
        done = [pool.submit(work, offer, first, newest, by) for by in people]
        found = sorted(one.result() for one in done)
    assert found == [False, True]


def test_who_brings_back_waits_for_an_edit_and_is_then_told():
    offer, by = OfferFactory(title="Eins"), person("steering")
    Offer.objects.filter(pk=offer.pk).update(title="Zwei")
    newest, *_between, first = (one.key for one in versions(offer))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Offer.objects.filter(pk=offer.pk).update(title="Drei")
            done = pool.submit(with_own_connection(brought_back), offer, first, newest, by)
            assert soon(is_waited_for, wanted=True)
        found = done.result()
    assert (found, Offer.objects.get(pk=offer.pk).title) == (False, "Drei")


def test_a_change_that_began_first_and_was_written_last_is_the_newest():
    offer = OfferFactory(title="Eins")
    begun, go_on = Event(), Event()

    @with_own_connection
    def slow():
        with transaction.atomic():
            Offer.objects.exists()
            with connection.cursor() as cursor:
                cursor.execute("SELECT now(), txid_current()")
            begun.set()
            go_on.wait(20)
            Offer.objects.filter(pk=offer.pk).update(title="Drei")

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(slow)
        begun.wait(20)
        Offer.objects.filter(pk=offer.pk).update(title="Zwei")
        go_on.set()
        done.result()
    assert [one.content["title"] for one in versions(offer)][:2] == ["Drei", "Zwei"]


def test_what_is_taken_back_leaves_no_version():
    offer = OfferFactory(title="Eins")
    before = versions(offer)
    with transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(title="Zwei")
        transaction.set_rollback(True)
    assert versions(offer) == before
