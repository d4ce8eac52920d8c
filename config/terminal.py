"""What the commands say to the person at the terminal. On stderr, so that the output of `make db` stays an address."""

import sys


def say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
