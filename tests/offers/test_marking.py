"""Words that answer a search are marked, and nothing that was written becomes markup."""

import pytest

from offers.marking import marked


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("Café für Väter", {"vater"}, "Café für <mark>Väter</mark>"),
        ("Eltern-Café", {"eltern", "cafe"}, "<mark>Eltern</mark>-<mark>Café</mark>"),
        ("Babymassage", {"baby"}, "Babymassage"),
        ("<b>Baby</b> & mehr", {"baby"}, "&lt;b&gt;<mark>Baby</mark>&lt;/b&gt; &amp; mehr"),
        ("Treff für alle", {"fur", "treff"}, "<mark>Treff</mark> für alle"),
        ("", {"baby"}, ""),
    ],
)
def test_whole_words_are_marked_and_all_else_is_escaped(text, answers, expected):
    assert str(marked(text, answers)) == expected
