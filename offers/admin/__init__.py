"""The administration of the offers and of the words that describe them."""

from offers.admin import offers, runs, words

__all__ = ["offers", "runs", "words"]
