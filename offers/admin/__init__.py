"""The administration of the offers and of the words that describe them."""

from offers.admin import offers, words

__all__ = ["offers", "words"]
