"""A zip file that is sent while it is written: it never lies whole in memory or on a disk."""

import io
import time
import zipfile
from collections.abc import Iterable, Iterator


class _Sink(io.RawIOBase):
    """Takes what is written and hands it on; it can not go back, so a zip writes its sums behind each file."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        parts, self._parts = b"".join(self._parts), []
        return parts


def zipped(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yield the zip of some files, each a name and its content in pieces."""
    sink, now = _Sink(), time.localtime()[:6]
    with zipfile.ZipFile(sink, "w") as archive:
        for name, pieces in files:
            about = zipfile.ZipInfo(name, now)
            about.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(about, "w", force_zip64=True) as file:
                yield from (sink.taken() for piece in pieces if file.write(piece))
    yield sink.taken()
