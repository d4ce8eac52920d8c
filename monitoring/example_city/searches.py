"""Two years of invented searches without a result, so that the example city has a demand to look at."""

import csv
import datetime
from pathlib import Path
from zlib import crc32

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from offers.example_city.converting import Book
from offers.example_city.reading import Entry, FixtureError
from offers.example_city.syncing import Counts, Tally
from offers.models import AgeStep, MissedSearch, Topic
from sozialraum.models import District

FILE = Path(settings.BASE_DIR, "fixtures", "example_city", "demand", "searches.csv")
MONTHS = 24  # so that the whole of last year is always among them
NAMED = {"district_id": (District, "district"), "age_step_id": (AgeStep, "age_step"), "topic_id": (Topic, "topic")}


@transaction.atomic
def load_searches(file: Path = FILE) -> Tally:
    """Count the searches that a file tells in each of the last two years' months; return the counts by model.

    Nothing is counted where anything was counted before: nobody could tell the invented searches from those of families.
    Raises FixtureError when the file cannot be loaded; then nothing is changed.
    """
    if MissedSearch.objects.exists():
        return {MissedSearch: Counts()}
    searches = [one for line in lines_of(file) for one in searches_of(*line)]
    return {MissedSearch: Counts(created=len(MissedSearch.objects.bulk_create(searches)))}


def lines_of(file: Path) -> list[tuple[dict[str, int | None], int]]:
    """Return what each line looked for, by id, and how often in a month."""
    book = Book()
    with file.open(encoding="utf8", newline="") as text:
        lines = list(csv.DictReader(text, delimiter=";"))
    found = []
    for number, line in enumerate(lines, 2):
        entry = Entry(file.name, "line", number)
        if not line["per_month"].isdecimal():
            raise FixtureError(f"{entry}: {line['per_month']!r} is no number")
        wanted = {
            column: book.find(model, line[name], entry) if line[name] else None
            for column, (model, name) in NAMED.items()
        }
        found.append((wanted, int(line["per_month"])))
    return found


def searches_of(wanted: dict[str, int | None], per_month: int) -> list[MissedSearch]:
    """Return a row for each month, one more or less than usual: the same for the same city, month and search."""
    found = []
    for month in months():
        number = per_month + crc32(f"{sorted(wanted.items())} {month}".encode()) % 3 - 1
        if number:
            found.append(MissedSearch(month=month, number=number, **wanted))
    return found


def months() -> list[datetime.date]:
    """Return the first days of the last months that are over."""
    this_month = timezone.localdate().replace(day=1)
    return [this_month - relativedelta(months=back) for back in range(MONTHS, 0, -1)]
