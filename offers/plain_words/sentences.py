"""A German text taken apart into sentences and words, as far as that goes without knowing the language."""

import re
import unicodedata
from typing import Final

LONGEST_TEXT: Final = 10_000
ADDRESS = re.compile(r"@|://|^\W*www\.|\.(?:de|com|org|net|eu|info)(?:\W|$)", re.IGNORECASE)
# A dot behind these ends no sentence. Stands for a dot until the sentences are parted.
STAND_IN: Final = "\u2024"
DOTTED = re.compile(
    r"(?<!\w)(?:(?:[a-zäöü]\.\s?)+[a-zäöü]\."  # z. B., d.h., u. a.
    r"|(?:ca|bzw|evtl|ggf|inkl|exkl|zzgl|vgl|lt|gem|mind|max|vorauss|Dr|Prof|Dipl|St|Nr|Tel|Std|Jan|Feb|Apr|Aug|Sept?|Okt|Nov|Dez)\."
    r"|\w*str\."  # Hauptstr.
    r"|\d{1,2}\.)",  # 1. März, 3. Klasse
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[-–—*•·▪✓>]+|\d{1,2}[.)]|[a-z]\))\s+", re.MULTILINE)
# A colon and a semicolon let the reader breathe as a full stop does.
END = re.compile(r"(?<=[.!?…:;])[\"“”»«)\]]*\s+|\n|\s[•·▪]\s")
WORD = re.compile(r"[^\W\d_]+(?:[-'’/:*][^\W\d_]+)*")


def tidy(text: str) -> str:
    """Return `text` in the one spelling of its letters, bounded, without addresses of mail and web."""
    composed = unicodedata.normalize("NFC", text[:LONGEST_TEXT]).replace("\r\n", "\n").replace("\u00ad", "")
    return re.sub(r"\S+", lambda found: "…" if ADDRESS.search(found[0]) else found[0], composed)


def sentences(text: str) -> list[str]:
    """Return the sentences of a tidy text; each line and each point of a list is one of its own."""
    plain = BULLET.sub("", text)
    guarded = DOTTED.sub(lambda found: found[0].replace(".", STAND_IN), plain)
    return [piece.replace(STAND_IN, ".").strip() for piece in END.split(guarded) if piece and piece.strip()]


def words(sentence: str) -> list[str]:
    """Return the words of a sentence; numbers are none, "Eltern-Kind-Gruppe" and "Erzieher:innen" are one each."""
    return WORD.findall(sentence)
