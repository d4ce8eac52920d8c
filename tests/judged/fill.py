"""`python -m tests.judged.fill example`: put the example city into the database of DATABASE_URL, if it is not there."""

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    from config import static_files  # noqa: PLC0415 (needs the settings)
    from offers.models import Offer  # noqa: PLC0415 (needs the models, which only django.setup() loads)

    call_command("migrate", verbosity=0)
    if not Offer.objects.exists():
        call_command("load_example_city")
    call_command("refresh_search")
    static_files.collect()


if __name__ == "__main__":
    main()
