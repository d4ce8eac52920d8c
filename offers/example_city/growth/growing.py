"""The growth itself: rows in chunks, then one building of the search's copies."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from network.models import Facility, Partner
from offers.example_city.growth.bulk import written_in_bulk
from offers.example_city.growth.copying import CopyTable, reserve_ids
from offers.example_city.growth.hosts import Hosts
from offers.example_city.growth.making import GENERATED, OfferMaker
from offers.example_city.growth.patterns import read_patterns
from offers.example_city.growth.phrases import read_phrases
from offers.example_city.growth.places import read_areas
from offers.example_city.syncing import Counts, Tally
from offers.models import Offer, Schedule

PHRASES = Path(settings.BASE_DIR, "fixtures", "example_city", "growth", "phrases.toml")
CHUNK = 5000


class GrowthError(Exception):
    """The city cannot be brought to the wanted size."""


@transaction.atomic
def grow(total: int, seed: int, today: datetime.date | None = None) -> Tally:
    """Add generated partners, facilities and offers until the city has `total` offers; return the counts by model.

    Days (confirmed on, next dates) are reckoned from `today`. Raises GrowthError where the city has more offers already,
    or was made larger with another seed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_example_city'))")
    generated = Offer.objects.filter(external_id__startswith=GENERATED)
    there, wanted = generated.count(), total - Offer.objects.count()
    if wanted < 0:
        raise GrowthError(f"Die Beispielstadt hat schon mehr als {total} Angebote. Kleiner wird sie nur neu geladen.")
    if there and not generated.filter(external_id__startswith=f"{GENERATED}{seed}-").exists():
        raise GrowthError("Die Beispielstadt ist mit einem anderen Startwert gewachsen. Bitte denselben nehmen.")
    if wanted:
        return add_offers(there, wanted, seed, today or timezone.localdate())
    return {Partner: Counts(), Facility: Counts(), Offer: Counts(unchanged=there), Schedule: Counts()}


def add_offers(first: int, number: int, seed: int, today: datetime.date) -> Tally:
    """Make `number` offers from number `first` on, with the facilities and partners that they ask for."""
    phrases = read_phrases(PHRASES)
    hosts = Hosts(seed, phrases, read_areas())
    maker = OfferMaker(seed, today, phrases, read_patterns(), hosts)
    tables = [*hosts.tables, *maker.tables]
    with written_in_bulk(table.model for table in tables):
        for start in range(first, first + number, CHUNK):
            end = min(start + CHUNK, first + number)
            hosts.grow(end)
            next_id = reserve_ids(Offer, end - start)
            for offset in range(end - start):
                maker.make(start + offset, next_id + offset)
            flush(tables)
    return {table.model: Counts(created=table.count) for table in tables if not table.model._meta.auto_created}


def flush(tables: Iterable[CopyTable]) -> None:
    for table in tables:
        table.flush()
