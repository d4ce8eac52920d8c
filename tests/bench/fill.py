"""`python -m tests.bench.fill [OFFERS SEED]`: fill the database of DATABASE_URL, and bring search and static files up to date.

Without a number of offers it gets the example city as it is.
"""

import sys

import django
from django.core.management import call_command
from django.db import connection


def main(offers: int | None = None, seed: int = 1) -> None:
    django.setup()
    from config import static_files  # noqa: PLC0415 (needs the settings)
    from offers.models import Offer  # noqa: PLC0415 (needs the models, which only django.setup() loads)

    call_command("migrate", verbosity=0)
    if Offer.objects.count() != offers:
        call_command("load_example_city", offers=offers, seed=seed, if_empty=offers is None)
        # What autovacuum does to a database that is in use.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    call_command("refresh_search")
    static_files.collect()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
