"""Who leads and which programmes are at work in an area, read together with the area itself: one question less for its page."""

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from network.models import LeadAssignment
from offers.models import ProgrammeStage

Stage = ProgrammeStage.Stage
WORKING = (Stage.PILOT, Stage.REGULAR)


class Lead(NamedTuple):
    """Who leads a network since when; `slug` is that of its page, empty where families do not see it."""

    network: str
    partner: str
    slug: str
    since: datetime.date


class AtWork(NamedTuple):
    """A programme that is at work in an area: in which districts, and of a single one at which stage since when."""

    code: str
    name: str
    districts: list[str]
    stage: str
    since: datetime.date


def leads(day: datetime.date, **where: Any) -> ArraySubquery:
    """Return the annotation that holds who leads on a day; `where` ties it to the row."""
    found = LeadAssignment.objects.on(day).filter(partner__archived_reason="", **where).order_by("network__name")
    told = JSONObject(
        network="network__name",
        partner="partner__name",
        slug="partner__slug",
        is_public="partner__is_public",
        since="valid_from",
    )
    return ArraySubquery(found.values(told=told))


def told_leads(rows: Iterable[dict[str, Any]]) -> list[Lead]:
    """Return what such an annotation holds."""
    return [
        Lead(row["network"], row["partner"], row["slug"] if row["is_public"] else "", read_day(row["since"]))
        for row in rows
    ]


def stages(day: datetime.date, **where: Any) -> ArraySubquery:
    """Return the annotation that holds which programmes are at work on a day; `where` ties it to the row."""
    found = ProgrammeStage.objects.on(day).filter(stage__in=WORKING, **where)
    told = JSONObject(
        code="programme__code", name="programme__name", district="district__name", stage="stage", since="valid_from"
    )
    ordered = found.order_by("programme__order", "programme__name", "district__name", "pk")
    return ArraySubquery(ordered.values(told=told))


def told_stages(rows: Iterable[dict[str, Any]]) -> list[AtWork]:
    """Return what such an annotation holds, a line for each programme."""
    found: dict[str, AtWork] = {}
    for row in rows:
        stage = str(Stage(row["stage"]).label)
        new = AtWork(row["code"], row["name"], [], stage, read_day(row["since"]))
        found.setdefault(row["code"], new).districts.append(row["district"])
    return list(found.values())


def read_day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
