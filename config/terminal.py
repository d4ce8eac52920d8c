"""What the commands say to the person at the terminal. On stderr, so that the output of `make db` stays an address."""

import contextlib
import sys
from collections.abc import Iterator

# What a shell expects of a program that Ctrl-C has ended.
INTERRUPTED = 130


def say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Turn Ctrl-C into a sentence."""
    try:
        yield
    except KeyboardInterrupt:
        say("\nEnded by Ctrl-C. Running the command again goes on from here.")
        sys.exit(INTERRUPTED)
