"""What the search's form shows: every choice, with how many offers it would give.

The form is plain data instead of Django fields: a parameter is never invalid (offers.filters), and some two hundred choices
rendered as widgets would cost more than the whole rest of the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from offers.search import Choice, Choices, Criteria, Sort
from offers.search.labels import LABELS

RADII = (1, 2, 3, 5, 10)
SORTS = {
    Sort.RELEVANCE: _("was am besten passt"),
    Sort.NEAREST: _("was am nächsten ist"),
    Sort.NAME: _("nach Namen"),
    Sort.CONFIRMED: _("zuletzt bestätigt"),
}
# In the order in which people ask; the first is open to the eye, the rest folds away.
GROUPS = ("thema", "zugang", "wann", "wochentag", "tageszeit", "zielgruppe", "lebenslage", "sprache", "art")
FLAGS = ("kostenlos", "ohne-anmeldung", "barrierefrei")
# Each day answers anew: nobody counts beforehand what one would give.
UNCOUNTED = ("wann",)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as a control shows it; `count` is None where no number is known."""

    name: str
    value: str
    label: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under one heading."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> int:
        """Return how many of them are chosen."""
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class SearchForm:
    """All controls of the search, as they stand after a search."""

    text: str
    districts: list[Group]
    steps: list[Option]
    groups: list[Group] = field(default_factory=list)
    flags: list[Option] = field(default_factory=list)
    postcode: str = ""
    radii: list[Option] = field(default_factory=list)
    sorts: list[Option] = field(default_factory=list)
    # What has no control of its own and yet must not get lost.
    kept: list[tuple[str, str]] = field(default_factory=list)
    folded: int = 0


def entrance(choices: Choices, criteria: Criteria | None = None) -> SearchForm:
    """Return the short form: where, for which age, in which words."""
    criteria = criteria or Criteria()
    chosen = [place for place in criteria.places if place.name == "stadtteil"][:1]
    steps = [option(choice, criteria.steps) for choice in choices.named("alter")]
    return SearchForm(criteria.text, sectioned(choices.named("stadtteil"), chosen), steps)


def search_form(choices: Choices, criteria: Criteria, counts: dict[str, int] | None) -> SearchForm:
    """Return the whole form after a search; `counts` (by NAME=VALUE) say what each choice would give, None where that is not known."""
    short = entrance(choices, criteria)
    groups = [group(name, choices.named(name), criteria, counts) for name in GROUPS]
    postcodes = [place.value for place in criteria.places if place.name == "plz"]
    return SearchForm(
        text=short.text,
        districts=short.districts,
        steps=short.steps,
        groups=[one for one in groups if one.options],
        flags=[
            *[option(choices.named(name)[0], criteria.facets, counts) for name in FLAGS],
            option(choices.named("frei")[0], criteria.facets),
        ],
        postcode=postcodes[0] if postcodes else "",
        radii=[
            Option("umkreis", str(km), _("%(km)s km") % {"km": km}, km == criteria.radius_km)
            for km in sorted({*RADII, criteria.radius_km or 1})
        ],
        sorts=[Option("sort", sort.value, label, sort is criteria.sort) for sort, label in SORTS.items()],
        kept=kept(criteria, postcodes),
        folded=len(criteria.facets) + len(postcodes[:1]) + bool(criteria.radius_km),
    )


def kept(criteria: Criteria, postcodes: list[str]) -> list[tuple[str, str]]:
    """Return the parameters that the form's controls do not show."""
    districts = [place.value for place in criteria.places if place.name == "stadtteil"]
    spaces = [place.value for place in criteria.places if place.name == "sozialraum"]
    return [
        *[("stadtteil", value) for value in districts[1:]],
        *[("sozialraum", value) for value in spaces],
        *[("plz", value) for value in postcodes[1:]],
        *[("monate", str(month)) for month in criteria.months],
    ]


def option(choice: Choice, chosen: Iterable[Choice], counts: dict[str, int] | None = None) -> Option:
    """Return a choice as a control shows it."""
    count = None if counts is None else counts.get(choice.facet, 0)
    return Option(choice.name, choice.value, choice.label, choice in chosen, count)


def group(name: str, listed: list[Choice], criteria: Criteria, counts: dict[str, int] | None) -> Group:
    """Return the choices of a parameter that would give something, and those that are chosen; all where that is not known."""
    known = None if name in UNCOUNTED else counts
    options = [option(choice, criteria.facets, known) for choice in listed]
    return Group(name, LABELS[name], [one for one in options if one.count is None or one.count or one.is_chosen])


def sectioned(listed: list[Choice], chosen: list[Choice]) -> list[Group]:
    """Return choices under the headings of their sections, in their order."""
    by_section = sorted(listed, key=lambda choice: choice.section)
    return [
        Group("", section, [option(choice, chosen) for choice in inside])
        for section, inside in groupby(by_section, key=lambda choice: choice.section)
    ]
