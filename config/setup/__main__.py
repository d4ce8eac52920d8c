"""`python -m config.setup run|test|db`: make this machine ready for `make run`, `make test` or `make db`."""

import sys

from config.setup import needs, packages, system
from config.terminal import interruptible


def main(purpose: str) -> None:
    if purpose == "db":
        system.ensure((needs.DATABASE,))
        return
    system.ensure(needs.TEST if purpose == "test" else needs.RUN)
    packages.ensure(packages.TEST if purpose == "test" else packages.RUN)
    if purpose == "test":
        packages.ensure_browser()


if __name__ == "__main__":
    with interruptible():
        main(sys.argv[1])
