"""What somebody may mean who is still typing: topics, places, facilities and offers whose names begin so."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.contrib.postgres.search import SearchQuery
from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import Facility
from offers import filters
from offers.models import Entry
from offers.search import Choice, Choices, Criteria
from offers.search.german.folding import folded_words
from offers.search.matching import current

# So many of each kind; of offers so many are looked at before they are put in order.
EACH, LOOKED_AT = 3, 200
SHORTEST, SHORTEST_OF_OFFERS = 2, 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name with what it is, and where it leads."""

    kind: str
    label: str
    url: str


def suggestions(text: str, choices: Choices, version: str) -> list[Suggestion]:
    """Return what a text that is still being typed may become; nothing for less than two letters."""
    words = folded_words(text)
    if sum(map(len, words)) < SHORTEST:
        return []
    found = [
        *islice(chosen(_("Thema"), choices.named("thema"), words), EACH),
        *islice(chosen(_("Art des Angebots"), choices.named("art"), words), EACH),
        *islice(chosen(_("Stadtteil"), choices.named("stadtteil"), words), EACH),
        *islice(chosen(_("Sozialraum"), choices.named("sozialraum"), words), EACH),
        *islice((one for one in facilities(version) if begins(one.label, words)), EACH),
    ]
    return [*found, *offers(words)] if max(map(len, words)) >= SHORTEST_OF_OFFERS else found


def begins(label: str, words: list[str]) -> bool:
    """Return whether each of the folded `words` is the beginning of a word of the label."""
    own = folded_words(label)
    return all(any(one.startswith(word) for one in own) for word in words)


def chosen(kind: str, listed: list[Choice], words: list[str]) -> Iterator[Suggestion]:
    """Yield the choices of one parameter whose names begin so."""
    for choice in listed:
        if begins(str(choice.label), words):
            place = (choice,) if choice.areas else ()
            criteria = Criteria(places=place, facets=() if place else (choice,))
            yield Suggestion(kind, str(choice.label), filters.address(reverse("offer_list"), criteria))


@lru_cache(maxsize=2)
def facilities(version: str) -> list[Suggestion]:
    """Return all facilities that have a public page, read once per process and content version."""
    shown = Facility.objects.public().order_by("name").values_list("name", "slug")
    return [Suggestion(_("Einrichtung"), name, reverse("facility_detail", args=[slug])) for name, slug in shown]


def offers(words: list[str]) -> list[Suggestion]:
    """Return offers in whose titles words begin so."""
    text = " & ".join(f"'{word}':*A" for word in words)
    query = SearchQuery(text, search_type="raw", config="german")
    some = Entry.objects.filter(current(), document=query).values("pk")[:LOOKED_AT]
    rows = Entry.objects.filter(pk__in=some).order_by("title", "pk").values_list("title", "card__slug")[:EACH]
    return [Suggestion(_("Angebot"), title, reverse("offer_detail", args=[slug])) for title, slug in rows]
