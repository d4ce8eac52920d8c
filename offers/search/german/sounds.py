"""How a word sounds, roughly: what people write as they hear it ("Trotzfase", "Sykomotorik") is the same."""

import re
from functools import lru_cache

# In this order; each rule sees what the ones before it have left.
RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ps|^zs", "s"),
        (r"ph", "f"),
        (r"th|dt", "t"),
        (r"age(n?)(?![a-z])", r"asche\1"),
        (r"sch|sh|ssch", "j"),
        (r"tz|ts|cz", "z"),
        (r"ch", "h"),
        (r"ck|qu?|c(?![eiy])", "k"),
        (r"c", "z"),
        (r"x|chs|ks", "ks"),
        (r"v|w", "f"),
        (r"y", "i"),
        (r"ie|ih", "i"),
        (r"(?<=[aeou])h(?![aeiou])", ""),
        (r"b(?![a-z])|b(?=[tks])", "p"),
        (r"d(?![a-z])|d(?=[s])", "t"),
        (r"g(?![a-z])|g(?=[st])", "k"),
        (r"eu|oi|aeu", "oi"),
        (r"ai|ei", "ai"),
        (r"(.)\1+", r"\1"),
    )
]


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return what a folded word sounds like; only to be compared with another sound."""
    for pattern, heard in RULES:
        word = pattern.sub(heard, word)
    return word
