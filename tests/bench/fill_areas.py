"""`python -m tests.bench.fill_areas AREAS`: fill the database of DATABASE_URL with areas and ten years of their numbers."""

import sys

import django
from django.core.management import call_command
from django.db import connection


def main(areas: int) -> None:
    django.setup()
    from config import static_files  # noqa: PLC0415 (needs the settings)
    from monitoring.models import ReleasedValue  # noqa: PLC0415 (needs the models, which only django.setup() loads)
    from tests.monitoring.large_city import build  # noqa: PLC0415 (the same)
    from tests.sozialraum.factories import MunicipalityFactory  # noqa: PLC0415 (the same)

    call_command("migrate", verbosity=0)
    if not ReleasedValue.objects.exists():
        MunicipalityFactory()
        build(areas)
        # What autovacuum does to a database that is in use.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    static_files.collect()


if __name__ == "__main__":
    main(int(sys.argv[1]))
