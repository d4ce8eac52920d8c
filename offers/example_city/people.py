"""The words of the example city, its partners and facilities, memberships and contact points."""

from dataclasses import replace
from typing import Any

from network.models import Facility, Network, OpeningHours, Partner
from offers.example_city.converting import Book
from offers.example_city.reading import Entry
from offers.example_city.records import load_table, no_extra, waves
from offers.example_city.syncing import Counts, Tally, sync_parts
from offers.example_city.tables import PEOPLE, PROGRAMME_STAGE, WORDS
from offers.example_city.times import hours_of
from offers.models import ProgrammeStage

Entries = dict[str, list[Entry]]


def load_words(entries: Entries, book: Book) -> Tally:
    """Load the lists of words with which partners and offers are described."""
    extras = {Network: ages_of_network}
    return {
        table.model: load_table(table, entries.get(name, []), book, extras.get(table.model, no_extra))
        for name, table in WORDS.items()
    }


def ages_of_network(entry: Entry) -> dict[str, Any]:
    """Return the columns behind a network's `ages = [from, to]`."""
    if "ages" not in entry.values:
        return {}
    youngest, oldest = entry.values["ages"]
    return {"youngest_months": youngest, "oldest_months": oldest}


def load_people(entries: Entries, book: Book) -> Tally:
    """Load who is in the network, where, since when, and whom one calls."""
    counts = {Partner: Counts()}
    for wave in waves(entries.get("partner", []), parent="parent", name="slug"):
        counts[Partner].add(load_table(PEOPLE["partner"], wave, book))
    for name in ("facility", "membership", "contact_point", "lead", "rollout_step"):
        counts[PEOPLE[name].model] = load_table(PEOPLE[name], entries.get(name, []), book)
    counts[OpeningHours] = load_hours(entries.get("facility", []), book)
    counts[ProgrammeStage] = load_stages(entries.get("programme_stage", []), book)
    return counts


def load_stages(entries: list[Entry], book: Book) -> Counts:
    """Load how far programmes are in the districts: an entry says it for several at once."""
    each = [
        replace(entry, number=number, values={**entry.values, "district": district})
        for number, (entry, district) in enumerate(
            ((entry, district) for entry in entries for district in entry.values["districts"]), 1
        )
    ]
    return load_table(PROGRAMME_STAGE, each, book)


def load_hours(facilities: list[Entry], book: Book) -> Counts:
    """Load the opening hours of those facilities that say some."""
    wanted = {}
    for entry in facilities:
        try:
            hours = [part for text in entry.values.get("opening_hours", []) for part in hours_of(text)]
        except ValueError as error:
            raise entry.error(str(error)) from error
        if hours:
            wanted[book.find(Facility, entry.values["slug"], entry)] = hours
    return sync_parts(OpeningHours, "facility_id", wanted)
