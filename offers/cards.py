"""What a result card shows: an entry's stored facts in a family's words."""

import datetime
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.templatetags.components import Fact, facts_list
from offers.closures import NOTHING_NEW, News, news_of
from offers.marking import marked
from offers.search import Hit
from offers.sessions import Kind, Series, Session, next_sessions
from offers.wording import (
    describe_ages,
    describe_closure,
    describe_fit,
    describe_free,
    describe_next,
    describe_overdue,
    describe_times,
)
from offers.wording.memory import MOST_PHRASES, remembered
from sozialraum.calendar import HolidayCalendar

KILOMETRE = 1000


@dataclass(frozen=True, slots=True)
class Card:
    """The inputs of the `result_card` component."""

    url: str
    slug: str
    title: str
    summary: str
    facts: list[Fact]
    fit: str

    @property
    def shown_facts(self) -> SafeString:
        """Return the facts as the component shows them, for a card that says more than that."""
        return facts_list(self.facts)


# What the lines of a card are about: icon, and the word that a screen reader says.
LINES = (
    ("clock", gettext_lazy("Wann")),
    ("calendar", gettext_lazy("Termin")),
    ("warning", gettext_lazy("Ausfall")),
    ("pin", gettext_lazy("Wo")),
    ("child", gettext_lazy("Für wen")),
    ("euro", gettext_lazy("Kosten")),
    ("pencil", gettext_lazy("Anmeldung")),
    ("people", gettext_lazy("Plätze")),
    ("speech", gettext_lazy("Sprachen")),
    ("warning", gettext_lazy("Stand")),
)


@remembered
def lines() -> list[tuple[str, str]]:
    """Return what the lines of a card are about, in the language of the page."""
    return [(icon, str(label)) for icon, label in LINES]


def cards(hits: list[Hit], holidays: HolidayCalendar, answers: AbstractSet[str] = frozenset()) -> list[Card]:
    """Return the cards of a page of hits, as they read in this hour: for so long caches may keep a page. One query.

    Words of title and summary that are among the folded `answers` are marked.
    """
    hour = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    lately = news_of((hit.card["slug"] for hit in hits), hour.date())
    return [card(hit, hour, holidays, answers, lately.get(hit.card["slug"], NOTHING_NEW)) for hit in hits]


def card(
    hit: Hit,
    now: datetime.datetime,
    holidays: HolidayCalendar,
    answers: AbstractSet[str] = frozenset(),
    lately: News = NOTHING_NEW,
) -> Card:
    """Return the card of one hit, with what is new about its offer."""
    stored = hit.card
    series = tuple(map(Series.of_card, stored["schedules"]))
    rules = describe_times(series, now.date(), by_arrangement=stored["by_arrangement"])
    texts = (
        "; ".join(rules) or stored["time_note"],
        describe_next(next_session(series, now, holidays.closed_on(lately.pauses), stored["valid_until"]), now.date()),
        describe_closure(lately.pauses, now.date()),
        place(hit),
        describe_ages(stored["ages"]),
        stored["cost"],
        stored["registration"],
        describe_free(lately.free, lately.has_waiting_list),
        ", ".join(stored["languages"]),
        overdue(stored, now.date()),
    )
    return Card(
        url=offer_url(stored["slug"]),
        slug=stored["slug"],
        title=marked(stored["title"], answers) if answers else stored["title"],
        summary=marked(stored["summary"], answers) if answers else stored["summary"],
        facts=[Fact(*line, text) for line, text in zip(lines(), texts, strict=True) if text],
        fit=describe_fit(stored, hit.nearness),
    )


@lru_cache(MOST_PHRASES)
def next_session(
    series: tuple[Series, ...], after: datetime.datetime, holidays: HolidayCalendar, valid_until: str | None
) -> Session | None:
    """Return the next session where rules hide it; single days are told as they are."""
    if all(one.kind == Kind.ONCE for one in series):
        return None
    until = datetime.date.fromisoformat(valid_until) if valid_until else None
    return next(iter(next_sessions(series, after, holidays, count=1, until=until)), None)


def overdue(stored: dict[str, Any], today: datetime.date) -> str:
    """Return that nobody confirmed an offer in time; ISO days compare as they stand, and few of a page are overdue."""
    if today.isoformat() <= stored["due_on"]:
        return ""
    confirmed_at, due_on = (
        day and datetime.date.fromisoformat(day) for day in (stored["confirmed_at"], stored["due_on"])
    )
    return describe_overdue(confirmed_at, due_on, today)


@remembered
def offer_url(slug: str) -> str:
    return reverse("offer_detail", args=[slug])


def place(hit: Hit) -> str:
    """Return where an offer takes place, with the distance where it was asked for."""
    stored = hit.card
    where = ", ".join(filter(None, [stored["facility"], stored["district"], stored["place_note"]]))
    if hit.metres is None:
        return where
    return _("%(where)s (%(km)s km entfernt)") % {
        "where": where,
        "km": f"{hit.metres / KILOMETRE:.1f}".replace(".", ","),
    }
