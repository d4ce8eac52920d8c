"""Text that people typed."""

import re
import unicodedata

MOST_WORDS = 12


def clean(text: str) -> str:
    """Return `text` without control characters and lone surrogates, which no database takes, its blanks joined."""
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Cn"} else char for char in text)
    return " ".join(kept.split())


def words(text: str) -> list[str]:
    """Return the first words of `text`, at most MOST_WORDS: enough for any question, too few for an attack."""
    return re.findall(r"[^\W_]+", clean(text))[:MOST_WORDS]
