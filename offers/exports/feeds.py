"""What is new for families, as a feed (Atom, RFC 4287) that readers and other sites subscribe to."""

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import DateTimeField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.feedgenerator import Atom1Feed

from kit.history import events_of
from offers.exports.calendars import host
from offers.models import Entry, Offer

NEW_FOR: Final = datetime.timedelta(days=90)
MOST: Final = 30


@dataclass(frozen=True, slots=True)
class News:
    """An offer that became public: what its card says, and since when."""

    pk: int
    card: dict[str, Any]
    since: datetime.datetime
    changed_at: datetime.datetime


def news(entries: QuerySet[Entry], now: datetime.datetime) -> list[News]:
    """Return which of some offers became public in the last weeks, the newest first; one query.

    An event of the history holds what was before: the last one that was not published is the change by which it was.
    """
    since = now - NEW_FOR
    events = events_of(Offer).objects.filter(pgh_label="update").exclude(status=Offer.Status.PUBLISHED)
    lately = events.filter(pgh_written_at__gte=since).values("pgh_obj")
    own = events.filter(pgh_obj=OuterRef("pk")).order_by().values("pgh_obj")
    published = Subquery(own.annotate(last=Max("pgh_written_at")).values("last"), output_field=DateTimeField())
    found = (
        entries.order_by()
        .filter(Q(offer__created_at__gte=since) | Q(pk__in=lately) | Q(offer__valid_from__gte=since.date()))
        .annotate(
            published=Coalesce(published, "offer__created_at"),
            since=Greatest("published", "offer__valid_from", output_field=DateTimeField()),
        )
        .order_by("-since", "-pk")
    )
    rows = found.values_list("pk", "card", "since", "offer__updated_at")[:MOST]
    return [News(*row) for row in rows]


@dataclass(frozen=True, kw_only=True)
class About:
    """What a feed says of itself; `page` is the list that it is about, `address` its own, both absolute."""

    title: str
    subtitle: str
    page: str
    address: str
    author: str
    language: str


def feed(found: list[News], about: About) -> str:
    """Return the feed of some offers."""
    made = Atom1Feed(
        title=about.title,
        description=about.subtitle,
        subtitle=about.subtitle,
        link=about.page,
        feed_url=about.address,
        feed_guid=about.address,
        author_name=about.author,
        language=about.language,
    )
    for one in found:
        made.add_item(
            title=one.card["title"],
            link=settings.PORTAL_ADDRESS + address_of(one),
            description=text_of(one.card),
            unique_id=f"tag:{host()},2026:angebot-{one.pk}",
            pubdate=one.since,
            updateddate=max(one.since, one.changed_at),
            author_name=one.card["provider"],
            categories=[one.card["type"]],
        )
    return made.writeString("utf-8")


def address_of(one: News) -> str:
    return Offer(slug=one.card["slug"]).get_absolute_url()


def text_of(card: dict[str, Any]) -> str:
    """Return what a reader shows of an offer: what it is, and where. Of a confidential place the card has its district alone."""
    where = ", ".join(filter(None, [card["facility"], card["district"]]))
    return " ".join(filter(None, [card["summary"], where and f"({where})"]))
