"""`python -m config.cluster` prints the private cluster's address, starting it if need be; with `stop`, stops it."""

import sys

from config import cluster
from config.terminal import interruptible, say


def main(arguments: list[str]) -> None:
    match arguments:
        case []:
            print(cluster.ensure_running())
        case ["stop"]:
            say("The private database has stopped." if cluster.stop() else "The private database was not running.")
        case _:
            sys.exit("Usage: python -m config.cluster [stop]")


if __name__ == "__main__":
    try:
        with interruptible():
            main(sys.argv[1:])
    except cluster.ClusterError as error:
        sys.exit(str(error))
