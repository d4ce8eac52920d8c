"""The words of a text that answer a search, marked."""

import re
from collections.abc import Set as AbstractSet

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from offers.search.german.building import stop_words
from offers.search.german.folding import fold

WORD = re.compile(r"[^\W_]+")


def marked(text: str, answers: AbstractSet[str]) -> SafeString:
    """Return a text as HTML with the words in `<mark>` that are among the folded `answers`."""
    parts, end = [], 0
    for found in WORD.finditer(text):
        word = fold(found.group())
        if word in answers and word not in stop_words():
            parts += [escape(text[end : found.start()]), "<mark>", escape(found.group()), "</mark>"]
            end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 (each part is escaped)
