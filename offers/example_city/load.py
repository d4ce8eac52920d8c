"""The whole example city in one transaction."""

from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from network.models import User
from offers.actions.search_words import load_search_words
from offers.example_city.accounts import create_accounts
from offers.example_city.agreements import load_agreements
from offers.example_city.conferences import load_conferences
from offers.example_city.converting import Book
from offers.example_city.documents import load_documents
from offers.example_city.grants import load_grants
from offers.example_city.ground import load_ground
from offers.example_city.offer_entries import load_news, load_offers
from offers.example_city.people import load_people, load_words
from offers.example_city.reading import read_folder
from offers.example_city.syncing import Counts, Tally
from offers.example_city.tables import AGREEMENTS, TABLES
from offers.models import WordGroup
from sozialraum.models import Municipality

FOLDER = Path(settings.BASE_DIR, "fixtures", "example_city")


class NotTheExampleError(Exception):
    """The database holds another municipality."""


@transaction.atomic
def load_city(folder: Path = FOLDER) -> Tally:
    """Make the database hold what the files of `folder` say and return the counts by model.

    Raises NotTheExampleError when another municipality lives there, FixtureError when a file cannot be loaded; then
    nothing is changed.
    """
    entries = read_folder(folder, TABLES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_example_city'))")
        # Pay for the search's copies once, at the end.
        cursor.execute("SET CONSTRAINTS offers_freshen DEFERRED")
    refuse_another_municipality({entry.values.get("ags") for entry in entries["municipality"]})
    book = Book()
    counts = load_ground(folder, entries, book)
    counts |= load_words(entries, book) | load_people(entries, book)
    counts[WordGroup] = load_thesaurus()
    life, its_folder = read_folder(folder / "networks", AGREEMENTS), folder / "networks"
    counts |= load_documents(its_folder, life, book) | load_agreements(its_folder, life, book)
    counts |= load_offers(entries.get("offer", []), book)
    counts |= load_news(entries, book)
    counts |= load_conferences(entries, book)
    counts |= load_grants(entries.get("grant", []), book)
    counts[User] = Counts(created=create_accounts())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS offers_freshen IMMEDIATE")
    return counts


def load_thesaurus() -> Counts:
    """Load the words that the search comes with in every town."""
    done = load_search_words()
    return Counts(done.created, done.changed, done.unchanged + done.kept)


def refuse_another_municipality(keys: set[str | None]) -> None:
    """Raise NotTheExampleError when the database belongs to a municipality that is no example, or has another key."""
    other = Municipality.objects.exclude(is_example=True, ags__in=keys).first()
    if other:
        raise NotTheExampleError(
            f"Diese Datenbank gehört „{other.name}“. Die Beispielstadt wird nur in eine leere Datenbank geladen."
        )
