"""The daily refresh: tallies of today, and a content version that stays short and never repeats itself."""

import datetime
import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from offers.actions import Refreshed, prune_content_changes, refresh_search
from offers.models import Entry, Offer, Refresh, Tally
from sozialraum.models import ContentChange
from sozialraum.pages import content_version
from tests.offers.factories import OfferFactory, ScheduleFactory


def all_offers() -> int:
    return Tally.objects.get(area="all", step="", facet="").count


def today() -> datetime.date:
    """Return the database's own today, so that midnight cannot come between."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT offers_today()")
        return cursor.fetchone()[0]


def yesterday() -> datetime.date:
    return today() - datetime.timedelta(days=1)


def tallies_are_of(day: datetime.date) -> None:
    Refresh.objects.all().delete()
    Refresh.objects.create(day=day)


def add_changes(number: int) -> None:
    ContentChange.objects.bulk_create(ContentChange() for _ in range(number))


def in_another_connection(work) -> None:
    """Run `work` in a thread, which has a connection of its own, and wait for it."""

    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.django_db
def test_tallies_of_another_day_are_counted_for_today():
    OfferFactory()
    ended = OfferFactory()
    Offer.objects.filter(pk=ended.pk).update(valid_until=yesterday())
    tallies_are_of(yesterday())
    with connection.cursor() as cursor:
        cursor.execute("SELECT offers_count(ARRAY[%s]::bigint[], 1)", [ended.pk])
    assert all_offers() == 2
    assert refresh_search() == Refreshed(counted=True, pruned=0)
    assert (all_offers(), Refresh.objects.get().day) == (1, today())


@pytest.mark.django_db
def test_tallies_of_today_stay_as_they_are():
    OfferFactory()
    Tally.objects.filter(area="all", step="", facet="").update(count=5)
    assert refresh_search() == Refreshed(counted=False, pruned=0)
    assert all_offers() == 5


@pytest.mark.django_db
def test_a_time_that_is_over_leaves_the_facets():
    last_day = yesterday()
    schedule = ScheduleFactory(last_day=last_day)
    entry = Entry.objects.filter(pk=schedule.offer_id)
    # As it was written on the last day.
    entry.update(facets=[*entry.get().facets, "wochentag=mi"])
    tallies_are_of(last_day)
    refresh_search()
    assert "wochentag=mi" not in entry.get().facets


@pytest.mark.django_db
def test_an_open_time_keeps_its_facets():
    schedule = ScheduleFactory()
    tallies_are_of(yesterday())
    refresh_search()
    assert "wochentag=mi" in Entry.objects.get(pk=schedule.offer_id).facets


@pytest.mark.django_db
def test_old_changes_go_and_the_wanted_number_stays():
    ContentChange.objects.all().delete()
    add_changes(12)
    assert prune_content_changes(keep=5) == 8
    assert ContentChange.objects.count() == 5


@pytest.mark.django_db
def test_pruning_twice_prunes_once():
    add_changes(12)
    prune_content_changes(keep=5)
    before = content_version()
    assert prune_content_changes(keep=5) == 0
    assert content_version() == before


@pytest.mark.django_db
def test_a_short_list_is_left_alone():
    add_changes(3)
    before = content_version()
    assert prune_content_changes(keep=ContentChange.objects.count()) == 0
    assert content_version() == before


@pytest.mark.django_db
def test_no_version_ever_comes_back():
    """A late row (of a long transaction) between two prunings must not lead back to the version before it."""
    ContentChange.objects.all().delete()
    add_changes(8)
    seen = []
    for _turn in range(3):
        prune_content_changes(keep=5)
        seen.append(content_version())
        oldest = ContentChange.objects.earliest("pk")
        ContentChange(pk=oldest.pk - 1).save(force_insert=True)
        seen.append(content_version())
    assert len(set(seen)) == len(seen)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_pruned_while_somebody_writes():
    add_changes(12)
    results = []
    with transaction.atomic():
        add_changes(1)
        in_another_connection(lambda: results.append(prune_content_changes(keep=5)))
    assert results == [0]
    assert ContentChange.objects.count() == 13


@pytest.mark.django_db(transaction=True)
def test_two_refreshes_at_once_do_the_work_once():
    OfferFactory()
    tallies_are_of(yesterday())
    results = []

    def refresh():
        try:
            results.append(refresh_search().counted)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=refresh) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, True]
    assert all_offers() == 1


@pytest.mark.django_db
def test_the_command_says_what_it_did():
    ContentChange.objects.all().delete()
    add_changes(201)
    tallies_are_of(yesterday())
    output = StringIO()
    call_command("refresh_search", stdout=output)
    assert output.getvalue() == "Trefferzahlen: für heute gezählt\nÄnderungsmarken entfernt: 2\n"
    output = StringIO()
    call_command("refresh_search", stdout=output)
    assert output.getvalue() == "Trefferzahlen: schon von heute\nÄnderungsmarken entfernt: 0\n"
