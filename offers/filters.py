"""The search's address: read into criteria, and written back.

Unknown values get a plain sentence and are ignored; nothing that stands in an address is ever an error.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from kit.text import clean, words
from offers.search import Choice, Choices, Criteria, Sort
from offers.search.criteria import PLACES
from offers.search.labels import LABELS
from offers.search.understanding import understood
from sozialraum.ages import CONCEPTION, OLDEST

FACETS = (
    "thema",
    "art",
    "zielgruppe",
    "lebenslage",
    "sprache",
    "zugang",
    "wann",
    "wochentag",
    "tageszeit",
    "frei",
    "kostenlos",
    "barrierefrei",
    "ohne-anmeldung",
)
LONGEST_TEXT = 200
MOST_VALUES = 30
WIDEST_KM = 50
SHOWN_CHARACTERS = 40


@dataclass
class Question:
    """An address, understood: the criteria, the page, and a sentence for each value that means nothing here."""

    criteria: Criteria
    page: int = 1
    remarks: list[str] = field(default_factory=list)
    # The search as it was typed, where words have become filters.
    as_typed: Criteria | None = None


def read(query: QueryDict, choices: Choices) -> Question:
    """Return what the parameters of an address ask for."""
    remarks: list[str] = []
    places = tuple(choice for name in PLACES for choice in chosen(name, query, choices, remarks))
    text = clean(query.get("q", ""))[:LONGEST_TEXT]
    steps, exact = tuple(chosen("alter", query, choices, remarks)), tuple(months(query, remarks))
    criteria = Criteria(
        text=text,
        is_literal=clean(query.get("woertlich", "")) == "1",
        asked=choices.asker.read(text, has_age=bool(steps or exact)) if words(text) else None,
        places=places,
        radius_km=radius(query, places, remarks),
        steps=steps,
        months=exact,
        facets=tuple(choice for name in FACETS for choice in chosen(name, query, choices, remarks)),
        sort=sorting(query, places, remarks),
        holidays=choices.holidays if "wann" in query else None,
    )
    meant = understood(criteria, choices) if criteria.text and not criteria.is_literal else None
    return Question(
        meant or criteria, page_number(query, remarks), remarks, replace(criteria, is_literal=True) if meant else None
    )


def values(name: str, query: QueryDict) -> list[str]:
    """Return the values of a parameter, cleaned, each once, empty ones left out."""
    return list(dict.fromkeys(value for raw in query.getlist(name)[:MOST_VALUES] if (value := clean(raw))))


def ignored(name: str, value: str) -> str:
    """Return the sentence about a value that means nothing here."""
    return _("„%(value)s“ kennen wir nicht (%(name)s). Wir suchen ohne diese Angabe.") % {
        "value": value[:SHOWN_CHARACTERS],
        "name": LABELS[name],
    }


def chosen(name: str, query: QueryDict, choices: Choices, remarks: list[str]) -> Iterator[Choice]:
    """Yield the choices that a parameter names."""
    found: dict[Choice, None] = {}
    for value in values(name, query):
        if choice := choices.find(name, value):
            found[choice] = None
        else:
            remarks.append(ignored(name, value))
    yield from found


def whole_number(value: str) -> int | None:
    """Return the number that a text says in plain ASCII digits, or None."""
    digits = value.removeprefix("-").removeprefix("−")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):  # noqa: PLR2004 — longer ones mean nothing
        return None
    return -int(digits) if value != digits else int(digits)


def months(query: QueryDict, remarks: list[str]) -> Iterator[int]:
    """Yield exact ages in months, from pregnancy (−9) to 27 years (324)."""
    for value in values("monate", query):
        number = whole_number(value)
        if number is not None and CONCEPTION <= number < OLDEST:
            yield number
        else:
            remarks.append(ignored("monate", value))


def radius(query: QueryDict, places: tuple[Choice, ...], remarks: list[str]) -> int | None:
    """Return the radius in whole kilometres; it needs a place to lie round."""
    value = clean(query.get("umkreis", ""))
    if not value:
        return None
    number = whole_number(value.removesuffix("km").strip())
    if number is None or not 1 <= number <= WIDEST_KM:
        remarks.append(ignored("umkreis", value))
        return None
    if not places:
        remarks.append(_("Für einen Umkreis wählen Sie bitte auch einen Stadtteil oder eine Postleitzahl."))
        return None
    return number


def sorting(query: QueryDict, places: tuple[Choice, ...], remarks: list[str]) -> Sort:
    """Return the order; the nearest first needs a place to be near to."""
    value = clean(query.get("sort", ""))
    if not value:
        return Sort.RELEVANCE
    if value not in set(Sort):
        remarks.append(ignored("sort", value))
        return Sort.RELEVANCE
    if value == Sort.NEAREST and not places:
        remarks.append(_("Nach Nähe sortieren können wir, wenn Sie einen Stadtteil oder eine Postleitzahl wählen."))
        return Sort.RELEVANCE
    return Sort(value)


def page_number(query: QueryDict, remarks: list[str]) -> int:
    """Return the page, from 1; one beyond the last is left to the search."""
    value = clean(query.get("seite", ""))
    number = whole_number(value) if value else 1
    if number is None or number < 1:
        remarks.append(ignored("seite", value))
        return 1
    return number


def parameters(criteria: Criteria) -> list[tuple[str, str]]:
    """Return criteria as parameters of an address, always in the same order, so that caches see one address."""
    pairs = [("q", criteria.text)] if criteria.text else []
    pairs += [("woertlich", "1")] if criteria.text and criteria.is_literal else []
    pairs += [(choice.name, choice.value) for choice in (*criteria.places, *criteria.steps, *criteria.facets)]
    pairs += [("monate", str(month)) for month in criteria.months]
    pairs += [("umkreis", str(criteria.radius_km))] if criteria.radius_km else []
    pairs += [("sort", criteria.sort.value)] if criteria.sort is not Sort.RELEVANCE else []
    return pairs


def address(path: str, criteria: Criteria) -> str:
    """Return `path` with the criteria as its query."""
    pairs = parameters(criteria)
    return f"{path}?{urlencode(pairs)}" if pairs else path
