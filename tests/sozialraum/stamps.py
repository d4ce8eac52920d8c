"""What a form carries that was opened some time ago."""

import time

from django.core.signing import TimestampSigner, b62_encode

from sozialraum.guard import SALT

MINUTE = 60


class PastSigner(TimestampSigner):
    """Signs as if it were `seconds` earlier."""

    def __init__(self, seconds: int) -> None:
        super().__init__(salt=SALT)
        self.seconds = seconds

    def timestamp(self) -> str:
        return b62_encode(int(time.time()) - self.seconds)


def stamp_of(seconds: int = MINUTE) -> str:
    """Return the stamp of a form that was made `seconds` ago."""
    return PastSigner(seconds).sign("form")
