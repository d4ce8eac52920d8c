"""`python -m tests.bench.area_step AREAS`: open pages of the monitoring in a city of so many districts, and print how long each took.

The city is that of DATABASE_URL; further districts, with numbers of their own, are there for the time of the measurement only.
"""

import json
import sys
from statistics import median
from time import perf_counter

import django

ROUNDS = 7
PAGES = {
    "supply beside need": "/monitoring/angebot-und-bedarf/",
    "matrix of nine ages": "/monitoring/angebot-und-bedarf/?gliederung=altersschritte&zaehlt=alle",
    "matrix as CSV": "/monitoring/angebot-und-bedarf/?gliederung=altersschritte&bild=matrix&als=csv",
    "prevention chain": "/monitoring/praeventionskette/",
    "state of the data": "/monitoring/datenlage/",
    "index": "/monitoring/indizes/bedarf/",
    "index right after a change": "/monitoring/indizes/bedarf/",
    "profile of a district": "/monitoring/stadtteile/muelfort/",
    "profile as PDF": "/monitoring/stadtteile/muelfort.pdf",
    "list of profiles": "/monitoring/stadtteile/",
}

# Kept until the content changes; how long it takes to make one counts, so something changes before each.
MADE_ANEW = {"profile as PDF", "index right after a change"}
CHANGE = "INSERT INTO sozialraum_contentchange DEFAULT VALUES"

# Small squares beside each other, each with an offer of the city now and then, and with the numbers of a district that is there.
DISTRICTS = """
    INSERT INTO sozialraum_district (level_id, code, name, slug, is_schematic, valid_from, boundary)
    SELECT (SELECT id FROM sozialraum_arealevel WHERE shown_to_families), 'bench-' || n, 'Block ' || n, 'block-' || n, true,
        '1900-01-01', ST_Multi(ST_MakeEnvelope(6.3 + n %% 25 * 0.006, 51.1 + n / 25 * 0.004, 6.306 + n %% 25 * 0.006, 51.104 + n / 25 * 0.004, 4326))
    FROM generate_series(1, %s) n
"""
NUMBERS = """
    INSERT INTO monitoring_releasedvalue (indicator_id, district_id, reference_date, numerator, denominator, value, withheld, status, is_converted, is_summed)
    SELECT r.indicator_id, d.id, r.reference_date, r.numerator, r.denominator, r.value, r.withheld, r.status, false, false
    FROM sozialraum_district d JOIN monitoring_releasedvalue r ON r.district_id = (SELECT min(id) FROM sozialraum_district WHERE parent_id IS NOT NULL) + d.id % 40
    WHERE d.code ^@ 'bench-'
"""
OFFERS = """
    INSERT INTO offers_offer_catchment_districts (offer_id, district_id)
    SELECT o.id, d.id FROM sozialraum_district d JOIN LATERAL (
        SELECT id FROM offers_offer WHERE status = 'published' ORDER BY id OFFSET d.id % 300 LIMIT 3
    ) o ON true WHERE d.code ^@ 'bench-'
"""


def grow(areas: int) -> None:
    """Bring the city to so many districts."""
    from django.db import connection  # noqa: PLC0415 (needs the settings)

    from sozialraum.models import District  # noqa: PLC0415 (needs the models)

    missing = areas - District.objects.for_families().count()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS offers_freshen DEFERRED")
        cursor.execute(DISTRICTS, [max(missing, 0)])
        cursor.execute(NUMBERS)
        cursor.execute(OFFERS)
        cursor.execute("SET CONSTRAINTS offers_freshen IMMEDIATE")
        cursor.execute("ANALYZE monitoring_releasedvalue, offers_reach")


def measured() -> dict[str, float]:
    """Return the median milliseconds of each page for somebody who plans, alone."""
    from django.test import Client  # noqa: PLC0415 (needs the settings)

    from network.models import User  # noqa: PLC0415 (needs the models)

    client = Client()
    client.force_login(User.objects.get(email="planung@example.org"))
    return {
        name: median(timed(client, address, anew=name in MADE_ANEW) for _round in range(ROUNDS))
        for name, address in PAGES.items()
    }


def timed(client, address: str, *, anew: bool) -> float:
    from django.db import connection  # noqa: PLC0415 (needs the settings)

    if anew:
        with connection.cursor() as cursor:
            cursor.execute(CHANGE)
    begin = perf_counter()
    response = client.get(address)
    taken = (perf_counter() - begin) * 1000
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    return taken


def main(areas: int) -> None:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 (as above)
    from django.db import transaction  # noqa: PLC0415 (as above)

    # Nobody is at hand to show a second step, and no other host asks.
    settings.SECOND_FACTOR_REQUIRED, settings.ALLOWED_HOSTS = False, ["testserver"]
    with transaction.atomic():
        grow(areas)
        print(json.dumps(measured()))  # noqa: T201 (read by the benchmark)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
