"""German compounds taken apart: "Hebammensprechstunde" is Hebamme and Sprechstunde."""

from collections.abc import Iterable

from offers.search.german.stems import stem

# What stands between two parts, or falls away at the end of the first ("Schul-fest", "Schwimm-kurs").
LINKS = ("", "s", "n", "en", "es", "er", "e", "ens")
DROPPED = ("e", "en", "n")
SHORTEST_PART = 3
# Shorter words are never taken apart: "Mutter" is not Mut and ter.
SHORTEST_COMPOUND = 7
LONGEST_WORD = 60
# Of a compound of which only one part is known, that part has so many letters.
SHORTEST_KNOWN = 5
# From here on a word is taken for a compound though only one of its parts is known.
SHORTEST_HALF_KNOWN = 9
MOST_PARTS = 4
# Words that rather belong to the next one: "Großelternkurs" is for Großeltern, and no large Elternkurs.
CLINGING = frozenset(stem(word) for word in ("gross", "klein", "neu", "jung", "alt", "frei", "offen", "fruh", "gesund"))


class Splitter:
    """Takes compounds apart that are made of known words (folded)."""

    def __init__(self, known: Iterable[str]) -> None:
        # Each way in which a word can stand at the beginning of a compound, with its stem.
        self.first: dict[str, str] = {}
        # Each way in which it can stand at the end.
        self.last: dict[str, str] = {}
        for word in sorted(set(known), key=lambda one: (-len(one), one)):
            self.add(word)

    def add(self, word: str) -> None:
        """Let `word` be a part of compounds."""
        if len(word) < SHORTEST_PART:
            return
        core = stem(word)
        self.last[word] = core
        if len(core) >= SHORTEST_PART:
            self.last.setdefault(core, core)
        shorter = [word.removesuffix(end) for end in DROPPED if word.endswith(end)]
        # "Impf-beratung", "Förder-stelle".
        if word.endswith("ung") and len(word) >= SHORTEST_COMPOUND:
            shorter.append(word.removesuffix("ung"))
        for begin in (word, *(one for one in shorter if len(one) >= SHORTEST_PART + 1)):
            for link in LINKS:
                self.first.setdefault(begin + link, core)
        self.first[word] = core

    def end_of(self, rest: str) -> str | None:
        """Return the stem of the known word that `rest` is, in any of its forms."""
        return self.last.get(rest) or self.last.get(stem(rest))

    def split(self, word: str) -> tuple[str, ...]:
        """Return the stems of the parts of a folded word, as few and as long as can be; empty where it is no compound."""
        if not SHORTEST_COMPOUND <= len(word) <= LONGEST_WORD:
            return ()
        found = self.parts(word, MOST_PARTS, {})
        return found if found and len(found) > 1 else ()

    def known_part(self, word: str) -> tuple[str, bool] | None:
        """Return the stem of the longest known word with which a long folded word begins or ends, and whether that is its end."""
        if len(word) < SHORTEST_HALF_KNOWN:
            return None
        ends = [(len(word) - cut, self.end_of(word[cut:]), True) for cut in range(2, len(word) - SHORTEST_KNOWN + 1)]
        begins = [(cut, self.first.get(word[:cut]), False) for cut in range(SHORTEST_KNOWN, len(word) - 1)]
        found = [(length, is_end, core) for length, core, is_end in (*ends, *begins) if core]
        return (max(found)[2], max(found)[1]) if found else None

    def known_parts(self, word: str) -> list[tuple[str, bool]]:
        """Return the longest known part of a long folded word, and the known one at its other end: "Schul-eingangs-untersuchung"."""
        found = self.known_part(word)
        if found is None:
            return []
        core, is_last = found
        begins = [self.first.get(word[:cut]) for cut in range(len(word) - SHORTEST_KNOWN - 1, SHORTEST_PART, -1)]
        begin = next((one for one in begins if one and is_last), None)
        return [found, (begin, False)] if begin and begin != core else [found]

    def parts(
        self, word: str, most: int, seen: dict[tuple[str, int], tuple[str, ...] | None]
    ) -> tuple[str, ...] | None:
        """Return the best way to read `word` as at most `most` parts."""
        key = (word, most)
        if key not in seen:
            seen[key] = None
            seen[key] = self.best(word, most, seen)
        return seen[key]

    def best(self, word: str, most: int, seen: dict[tuple[str, int], tuple[str, ...] | None]) -> tuple[str, ...] | None:
        whole = self.end_of(word) if len(word) >= SHORTEST_PART else None
        is_whole_query = most == MOST_PARTS
        if whole and not is_whole_query:
            return (whole,)
        if most == 1:
            return None
        ways = []
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            begin = self.first.get(word[:cut])
            if begin and (rest := self.parts(word[cut:], most - 1, seen)):
                ways.append((len(rest), begin in CLINGING, -cut, (begin, *rest)))
        return min(ways)[3] if ways else None
