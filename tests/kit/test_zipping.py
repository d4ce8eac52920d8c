"""A zip file that is written while it is sent."""

import io
import zipfile
from itertools import repeat

from kit.zipping import zipped


def test_the_pieces_are_a_zip_of_the_files():
    pieces = zipped([("a.txt", [b"eins ", b"zwei"]), ("Ordner/ä.txt", []), ("b.txt", iter([b"drei"]))])
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert (archive.testzip(), {name: archive.read(name) for name in archive.namelist()}) == (
            None,
            {"a.txt": b"eins zwei", "Ordner/ä.txt": b"", "b.txt": b"drei"},
        )


def test_no_files_are_an_empty_zip():
    assert zipfile.ZipFile(io.BytesIO(b"".join(zipped([])))).namelist() == []


def test_a_file_is_asked_for_when_the_one_before_is_written():
    asked = []

    def files():
        for name in "ab":
            asked.append(name)
            yield name, repeat(b"x" * 100_000, 20)

    pieces = zipped(files())
    next(pieces)
    first = list(asked)
    assert (first, max(map(len, pieces)) < 100_000, asked) == (["a"], True, ["a", "b"])
