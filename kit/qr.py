"""QR codes drawn here, so that nobody else learns what stands in them."""

from typing import NamedTuple

import qrcode


class QRCode(NamedTuple):
    """A code as a square picture of `size` units a side: the path of its dark dots, the quiet rim included."""

    size: int
    path: str


def qr_code(text: str) -> QRCode:
    """Return the code of a text, such as an address."""
    code = qrcode.QRCode()
    code.add_data(text)
    rows = code.get_matrix()
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return QRCode(len(rows), dots)
