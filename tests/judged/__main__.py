"""`make bench-search`: ask all judged queries of the example city, and print what the answers are worth.

Exits with 0 whatever the figures are: a benchmark is no test.
"""

import os
from argparse import ArgumentParser

from config import cluster
from tests.bench import databases
from tests.bench.servers import environment
from tests.judged.scoring import Answer, Score, by_kind

HEAD = ("kind", "queries", "success@5", "nDCG@10", "no result", "wrong")
AIMS = "Aims: success@5 at least 95 %, no result at most 1 %."


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.judged", description=__doc__)
    parser.add_argument(
        "--missed", action="store_true", help="also list each query without a best answer in its first five"
    )
    options = parser.parse_args()
    url = os.environ.get("DATABASE_URL") or cluster.ensure_running()
    answers = answered(databases.ready_example(url))
    show(row(HEAD), row(["---"] * len(HEAD)), *(row(cells(one)) for one in by_kind(answers)), "", AIMS)
    if options.missed:
        show("", *(missed(one) for one in answers if not one.succeeds or one.wrong))


def answered(target: str) -> list[Answer]:
    """Return the answers of the portal at a database to all judged queries."""
    os.environ |= environment(target)
    import django  # noqa: PLC0415 (reads its settings, which read the environment)

    django.setup()
    from django.test import Client  # noqa: PLC0415 (needs the settings)
    from django.test.utils import setup_test_environment  # noqa: PLC0415 (the same)

    from tests.judged.asking import ask  # noqa: PLC0415 (the same)
    from tests.judged.queries import judged  # noqa: PLC0415 (beside what it is asked with)

    setup_test_environment()
    client = Client()
    return [ask(client, query) for query in judged()]


def cells(one: Score) -> tuple[str, ...]:
    return (one.name, str(one.queries), f"{one.success:.1%}", f"{one.gain:.3f}", f"{one.empty:.1%}", str(one.wrong))


def row(texts: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def missed(answer: Answer) -> str:
    came = ", ".join(answer.slugs[:5]) or "nothing"
    return f"{answer.query.kind}: {answer.query.text!r} got {came} ({answer.total})"


def show(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)  # noqa: T201 (talks to the person at the terminal)


if __name__ == "__main__":
    main()
