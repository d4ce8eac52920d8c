"""The measure of the search is itself right, and the queries are judged over offers that exist."""

import pytest
from django.test import Client

from offers.models import Offer
from tests.judged.asking import ask
from tests.judged.queries import Query, judged
from tests.judged.scoring import Answer, Score, by_kind, score
from tests.offers.factories import OfferFactory


def query(kind: str = "typo", *, best: str = "a", also: str = "", never: str = "") -> Query:
    worth = dict.fromkeys(also, 1) | dict.fromkeys(best, 2)
    return Query(kind, "Hebame", worth, frozenset(never))


def test_a_best_answer_among_the_first_five_is_a_success_and_a_sixth_is_none():
    answers = [Answer(query(), tuple(slugs), 9) for slugs in ("vwxya", "vwxyza", "")]
    assert [answer.succeeds for answer in answers] == [True, False, False]


def test_the_gain_is_one_for_the_best_order_and_less_for_another():
    asked = query(best="a", also="b")
    gains = [round(Answer(asked, tuple(slugs), 9).gain, 4) for slugs in ("ab", "ba", "xab", "")]
    # (1 + 2/log2 3) / (2 + 1/log2 3) and (2/log2 3 + 1/log2 4) / (2 + 1/log2 3).
    assert gains == [1.0, 0.8597, 0.6697, 0.0]


def test_what_must_not_come_counts_where_it_comes_among_the_first_ten():
    asked = query(never="n")
    assert [Answer(asked, tuple(slugs), 99).wrong for slugs in ("an", "a123456789n")] == [["n"], []]


def test_kinds_are_scored_apart_and_all_together():
    answers = [
        Answer(query("typo"), ("a",), 1),
        Answer(query("place", never="n"), ("n",), 1),
        Answer(query("place"), (), 0),
    ]
    assert by_kind(answers) == [
        Score("typo", 1, 1, 1.0, 0, 0),
        Score("place", 2, 0, 0.0, 0.5, 1),
        score("all", answers),
    ]


def test_no_query_is_judged_twice_and_each_has_a_best_answer():
    queries = judged()
    texts = [query.text for query in queries]
    assert (len(texts) - len(set(texts)), [one.text for one in queries if 2 not in one.worth.values()]) == (0, [])


def test_no_offer_is_both_an_answer_and_forbidden():
    assert [one.text for one in judged() if one.never & set(one.worth)] == []


def test_there_are_at_least_three_hundred_queries_of_every_kind():
    kinds = {query.kind.partition("-")[0] for query in judged()}
    expected = {"abbreviation", "age", "compound", "language", "mixed", "place", "spelling", "synonym", "typo"}
    assert (len(judged()) >= 300, kinds) == (True, expected)


def test_the_page_is_asked_and_its_list_read(client: Client, municipality):
    OfferFactory(title="Hebamme im Treff")
    offer = Offer.objects.get()
    asked = Query("typo", "Hebamme", {offer.slug: 2}, frozenset())
    assert ask(client, asked) == Answer(asked, (offer.slug,), 1)


def test_a_page_without_a_list_is_told(client: Client, municipality, settings):
    settings.ROOT_URLCONF = "tests.judged.nowhere"
    with pytest.raises(ValueError, match="No list for 'Hebame': 404"):
        ask(client, query())
