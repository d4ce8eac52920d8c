"""German words, which people spell in several ways, brought to one."""

import re
import unicodedata

from django.utils.text import slugify

SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "å": "aa", "\u0131": "i", "ł": "l"})


def spell_out(text: str) -> str:
    """Return `text` in small letters with ä as ae, ß as ss and no accents; blanks and signs stay."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(SPELLED_OUT)
    return "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Return the letters and digits of `text` spelled out: "Eltern-Café" and "ELTERNCAFE" give the same."""
    return re.sub(r"[\W_]+", "", spell_out(text))


def slug(text: str, fallback: str, length: int) -> str:
    """Return `text` as it may stand in an address (a–z, 0–9, hyphens; at most `length`), else `fallback`."""
    return slugify(spell_out(text))[:length].strip("-") or fallback


def free_slug(wanted: str, taken: set[str], length: int) -> str:
    """Return `wanted`, or with the first number behind it that is not in `taken`; the result joins `taken`."""
    chosen, number = wanted, 1
    while chosen in taken:
        number += 1
        ending = f"-{number}"
        chosen = wanted[: length - len(ending)] + ending
    taken.add(chosen)
    return chosen
