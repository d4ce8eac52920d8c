"""Who leads, how that came about and which programmes are at work in an area, read together with the area itself.

It costs the page of the area no question of its own. Of documents it tells those that everybody may read.
"""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from network.models import Document, LeadAssignment, RolloutStep
from network.models.evidence import Proof
from offers.models import ProgrammeStage

Stage = ProgrammeStage.Stage
WORKING = (Stage.PILOT, Stage.REGULAR)
Kind = RolloutStep.Kind
PROVED: Final = {
    "own": "document__title",
    "own_slug": "document__slug",
    "audience": "document__audience",
    "elsewhere": "document_title",
    "url": "document_url",
}


class Lead(NamedTuple):
    """Who leads a network since when; `slug` is that of its page, empty where families do not see it."""

    network: str
    partner: str
    slug: str
    since: datetime.date
    proofs: list[Proof]


class Step(NamedTuple):
    """A step of a roll-out that is done: when, who decided, and in which documents it stands."""

    kind: Kind
    day: datetime.date
    decided_by: str
    proofs: list[Proof]


class Arrival(NamedTuple):
    """How a network came into a social space: the steps that are done, in their order."""

    network: str
    steps: list[Step]
    all_steps: int = len(Kind)


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
        **PROVED,
    )
    return ArraySubquery(found.values(told=told))


def told_leads(rows: Iterable[dict[str, Any]]) -> list[Lead]:
    """Return what such an annotation holds."""
    return [
        Lead(
            row["network"],
            row["partner"],
            row["slug"] if row["is_public"] else "",
            read_day(row["since"]),
            told_proofs(row),
        )
        for row in rows
    ]


def told_proofs(row: dict[str, Any]) -> list[Proof]:
    """Return which of the documents that a row names everybody may read."""
    own = [Proof(row["own"], slug=row["own_slug"])] if row["audience"] == Document.Audience.PUBLIC else []
    return own + ([Proof(row["elsewhere"], url=row["url"])] if row["url"] else [])


def steps(**where: Any) -> ArraySubquery:
    """Return the annotation that holds which steps of a roll-out are done; `where` ties it to the row."""
    found = RolloutStep.objects.filter(done_on__isnull=False, **where).order_by("network__name", "network")
    told = JSONObject(
        network="network__name", kind="kind", day="done_on", decided_by="decided_by", order="network", **PROVED
    )
    return ArraySubquery(found.values(told=told))


def told_steps(rows: Iterable[dict[str, Any]]) -> list[Arrival]:
    """Return what such an annotation holds, network by network."""
    in_order = list(Kind)
    found = []
    for (_pk, network), mine in groupby(rows, key=lambda row: (row["order"], row["network"])):
        told = [Step(Kind(row["kind"]), read_day(row["day"]), row["decided_by"], told_proofs(row)) for row in mine]
        found.append(Arrival(network, sorted(told, key=lambda step: in_order.index(step.kind))))
    return found


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
