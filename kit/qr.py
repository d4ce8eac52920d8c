"""QR codes drawn here, so that nobody else learns what stands in them."""

from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

import qrcode

KEPT: Final = 256


class QRCode(NamedTuple):
    """A code as a square picture of `size` units a side: the path of its dark dots, the quiet rim included."""

    size: int
    path: str


def qr_code(text: str) -> QRCode:
    """Return the code of a text, such as an address."""
    code = qrcode.QRCode()
    code.add_data(text)
    rows = code.get_matrix()
    return QRCode(len(rows), "".join(f"M{x} {y}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in runs(row)))


@lru_cache(KEPT)
def kept_qr_code(text: str) -> QRCode:
    """Return the code of what is no secret: each process keeps the last ones, since drawing one takes milliseconds."""
    return qr_code(text)


def runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return where the dark dots of a row begin, and how many stand side by side there."""
    found, x = [], 0
    for dark, dots in groupby(row):
        length = len(list(dots))
        if dark:
            found.append((x, length))
        x += length
    return found
