"""QR codes drawn here, so that nobody else learns what stands in them."""

from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Final, NamedTuple

import qrcode

KEPT: Final = 256
FILES_KEPT: Final = 4096
MASK: Final = 2


class QRCode(NamedTuple):
    """A code as a square picture of `size` units a side: the path of its dark dots, the quiet rim included."""

    size: int
    path: str


def qr_code(text: str, mask: int | None = None) -> QRCode:
    """Return the code of a text, such as an address; with a mask that is not looked for it takes a fifth of the time."""
    rows = rows_of(text, mask)
    return QRCode(len(rows), "".join(f"M{x} {y}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in runs(row)))


@lru_cache(KEPT)
def kept_qr_code(text: str) -> QRCode:
    """Return the code of what is no secret: each process keeps the last ones, since drawing one takes milliseconds."""
    return qr_code(text)


@lru_cache(FILES_KEPT)
def qr_file(text: str) -> bytes:
    """Return the code of what is no secret as a PNG of one pixel a dot, for documents with hundreds of codes.

    A document of 100 codes is written in a twentieth of the time that their paths take. The mask is not chosen anew for each
    code, which would take five times as long and which no reader minds.
    """
    from PIL import Image

    rows = rows_of(text, MASK)
    picture = Image.new("1", (len(rows), len(rows)))
    picture.putdata([0 if dark else 1 for row in rows for dark in row])
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def rows_of(text: str, mask: int | None = None) -> list[list[bool]]:
    """Return the dots of a code row by row, with its quiet rim; without a mask the one that reads best is looked for."""
    code = qrcode.QRCode(mask_pattern=mask)
    code.add_data(text)
    return code.get_matrix()


def runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return where the dark dots of a row begin, and how many stand side by side there."""
    found, x = [], 0
    for dark, dots in groupby(row):
        length = len(list(dots))
        if dark:
            found.append((x, length))
        x += length
    return found
