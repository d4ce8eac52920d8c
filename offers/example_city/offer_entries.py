"""The offers of the example city with their times."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from kit.german import slug
from offers.example_city.converting import Book
from offers.example_city.reading import Entry
from offers.example_city.records import load_table
from offers.example_city.syncing import Counts, Tally, sync_parts
from offers.example_city.tables import NEWS, OFFER
from offers.example_city.times import schedule_of
from offers.models import Offer, Schedule

LONGEST_SLUG = 180
REVIEW_AFTER = datetime.timedelta(days=365)
REACHES = ("citywide", "catchment", "social_spaces")
Anchor = Callable[[Entry], datetime.date]


def slug_of(entry: Entry) -> str:
    """Return what stands in the offer's address: its own word for it, or its title."""
    return entry.values.get("slug") or slug(str(entry.values.get("title", "")), "angebot", LONGEST_SLUG)


def load_offers(entries: list[Entry], book: Book) -> Tally:
    """Load the offers, then their times.

    Days that are told from the loading ("40 days ago") are reckoned from the day on which an offer was first loaded, so
    that a later run changes nothing.
    """
    loaded = dict(Offer.objects.filter(is_example=True).values_list("slug", "created_at"))
    today = timezone.localdate()

    def anchor(entry: Entry) -> datetime.date:
        saved = loaded.get(slug_of(entry))
        return timezone.localdate(saved) if saved else today

    counts = {Offer: load_table(OFFER, entries, book, partial(reckoned, anchor=anchor))}
    counts[Schedule] = load_schedules(entries, book, anchor)
    return counts


def load_news(entries: dict[str, list[Entry]], book: Book) -> Tally:
    """Load what is off, and where places are free as somebody says on the day of the first loading."""
    return {table.model: load_table(table, entries.get(name, []), book) for name, table in NEWS.items()}


def reckoned(entry: Entry, anchor: Anchor) -> dict[str, Any]:
    """Return the columns that an entry does not name itself: slug, day of confirmation, day of the next review."""
    if sum(bool(entry.values.get(key)) for key in REACHES) > 1:
        raise entry.error(f"names more than one of {', '.join(REACHES)}")
    values: dict[str, Any] = {"slug": slug_of(entry)}
    confirmed = entry.values.get("confirmed")
    if "confirmed_days_ago" in entry.values:
        confirmed = anchor(entry) - datetime.timedelta(days=entry.values["confirmed_days_ago"])
        values["confirmed_at"] = confirmed
    if isinstance(confirmed, datetime.date):
        values["next_review"] = confirmed + REVIEW_AFTER
    return values


def load_schedules(entries: list[Entry], book: Book, anchor: Anchor) -> Counts:
    """Load the times of those offers that say some."""
    wanted = {}
    for entry in entries:
        pauses = entry.values.get("pauses", "holidays")
        try:
            parts = [schedule_of(text, pauses, anchor(entry)) for text in entry.values.get("schedules", [])]
        except (ValueError, KeyError) as error:
            raise entry.error(str(error)) from error
        if parts:
            wanted[book.find(Offer, slug_of(entry), entry)] = parts
    return sync_parts(Schedule, "offer_id", wanted)
