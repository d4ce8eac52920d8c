"""The part of a word that stays when it is bent."""

from functools import lru_cache

# The longest first, each with how many letters must be left: "Kurs" is no form of "Kur".
ENDINGS = (("innen", 3), ("ern", 3), ("em", 3), ("en", 3), ("er", 3), ("es", 3), ("e", 3), ("n", 4), ("s", 4))
ROUNDS = 2
SHORT_PLURAL = 4
# Endings that only nouns from verbs have: "Beratung" stays, but "Beratungen" is the same word.
PLURALS = (("ungen", "ung"), ("heiten", "heit"), ("keiten", "keit"), ("schaften", "schaft"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; two words with one stem are forms of one word."""
    for plural, singular in PLURALS:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    if word.endswith(("ung", "ungs")):
        return word.removesuffix("s")
    # "Omas", "Kitas".
    if word.endswith("as") and len(word) == SHORT_PLURAL:
        return word.removesuffix("s")
    for _ in range(ROUNDS):
        word = without_ending(word)
    return word


def without_ending(word: str) -> str:
    for ending, shortest in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word.removesuffix(ending)
    return word
