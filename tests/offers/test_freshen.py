"""The search's copies follow at once, or once at the end where a writer asks for it."""

import pytest
from django.db import connection, transaction

from offers.models import Entry, Offer
from tests.offers.factories import OfferFactory

pytestmark = pytest.mark.django_db


def say(when: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS offers_freshen {when}")


def titles() -> list[str]:
    return sorted(Entry.objects.values_list("title", flat=True))


def test_a_copy_follows_each_statement_at_once():
    offer = OfferFactory(title="Eins")
    Offer.objects.filter(pk=offer.pk).update(title="Zwei")

    assert titles() == ["Zwei"]


def test_a_writer_of_many_pays_once_and_at_the_end():
    say("DEFERRED")
    OfferFactory(title="Eins")
    OfferFactory(title="Zwei")
    before = titles()
    say("IMMEDIATE")

    assert (before, titles()) == ([], ["Eins", "Zwei"])


def test_after_the_end_copies_follow_at_once_again():
    say("DEFERRED")
    offer = OfferFactory(title="Eins")
    say("IMMEDIATE")
    Offer.objects.filter(pk=offer.pk).update(title="Zwei")

    assert titles() == ["Zwei"]


def test_what_was_stale_before_a_rolled_back_part_is_still_done():
    say("DEFERRED")
    OfferFactory(title="Eins")
    with transaction.atomic():
        OfferFactory(title="Zwei")
        say("IMMEDIATE")
        transaction.set_rollback(True)
    say("IMMEDIATE")

    assert titles() == ["Eins"]
