"""Words of a file that mean records: codes and names, in any spelling."""

import difflib
from collections.abc import Mapping, Sequence

from kit.german import fold

SUGGESTIONS = 3


class Words:
    """The ids of some records by codes, which are exact, and by names, which may be spelled in any way."""

    def __init__(self, codes: Mapping[str, int], names: Sequence[tuple[str, int]] = ()) -> None:
        self._codes = dict(codes)
        self._spelled = {pk: name for name, pk in names}
        whole = {fold(name): pk for name, pk in names}
        # "Nordstadt" means "03 Nordstadt", where no other is called so.
        self._names = {name.lstrip("0123456789"): pk for name, pk in whole.items()} | whole

    def find(self, text: str) -> int | None:
        """Return the id of the record called `text`, None where there is none."""
        word = text.strip()
        return self._codes.get(word) or self._codes.get(word.casefold()) or self._names.get(fold(word) or None)

    def near(self, text: str) -> list[str]:
        """Return the names that are spelled most like `text`."""
        close = difflib.get_close_matches(fold(text), self._names, n=SUGGESTIONS)
        return list(dict.fromkeys(self._spelled[self._names[name]] for name in close))
