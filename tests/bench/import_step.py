"""`python -m tests.bench.import_step STEP ROWS`: do one step of an import in the database of DATABASE_URL, and print its cost."""

import csv
import io
import json
import random
import resource
import sys
from time import perf_counter, process_time

import django

PROVIDERS = 300
TEXT = "Ein Treffen für Familien mit kleinen Kindern, mit Zeit zum Spielen und zum Reden. "


def table(rows: int, *, changed: bool) -> bytes:
    """Return a file as a large town might send it; the same for the same number of rows."""
    chance = random.Random(3)  # noqa: S311 (nothing secret)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    columns = "id title summary description provider age_from_months age_to_months latitude longitude street postcode"
    writer.writerow(
        [*columns.split(), *["city", "weekly", "phone", "email", "url", "cost", "registration", "access", "status"]]
    )
    for number in range(rows):
        phone = "02161 99" if changed and number % 2 else f"02161 {number}"
        place = [f"{51.15 + chance.random() / 10:.6f}", f"{6.35 + chance.random() / 7:.6f}", f"Weg {number % 99 + 1}"]
        weekly = "mo 09:30-11:00" if number % 2 else "di 15:00-16:30|do 15:00-16:30"
        about = [f"bench-{number}", f"Kurs {number} für Familien", TEXT, TEXT * 5, f"Träger {number % PROVIDERS}"]
        where = [number % 24, 36 + number % 60, *place, "41061", "Mönchengladbach"]
        how = ["https://example.org/kurs", "kostenlos", "ohne", "vor-ort", "published"]
        writer.writerow([*about, *where, weekly, phone, "info@example.org", *how])
    return text.getvalue().encode()


def main(step: str, rows: int) -> None:
    django.setup()
    from offers.imports import jobs, steps  # noqa: PLC0415 (needs the models, which only django.setup() loads)
    from offers.models import Import  # noqa: PLC0415 (the same)

    # What a request would start is done here.
    steps.start_worker = lambda: None
    if step.startswith("check"):
        owner = upload(steps, table(rows, changed=step != "check"))
        steps.choose(owner, columns=owner.columns, constants={})
    else:
        owner = Import.objects.latest("pk")
        _asked = steps.undo(owner, by=owner.made_by) if step == "undo" else steps.apply(owner, by=owner.made_by)
    begin, begin_working = perf_counter(), process_time()
    jobs.work_off()
    seconds, working = perf_counter() - begin, process_time() - begin_working
    owner.refresh_from_db()
    if owner.problem or owner.is_busy:
        raise SystemExit(f"{owner.state}: {owner.problem}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "peak_memory": peak, "working": working}))  # noqa: T201 (for the process that started this one)


def upload(steps, content: bytes):
    from network.models import User  # noqa: PLC0415 (the same)

    by, _is_new = User.objects.get_or_create(email="bench@example.org", is_superuser=True, is_staff=True)
    return steps.take_in(sort="offer", source="Benchmark", file_name="bench.csv", content=content, by=by)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
