"""The web addresses of the register, asked in the background whether they still answer."""

import datetime
import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Random
from django.utils import timezone

from network.models import Facility, Partner
from offers.models import LinkCheck, Offer
from offers.models.links import LINK_FIELDS
from offers.probing import PUBLIC, Answer, Policy, probe

logger = logging.getLogger(__name__)
Outcome = LinkCheck.Outcome
Status = Offer.Status
OPEN: Final = frozenset(Status) - {Status.ARCHIVED, Status.EXPIRED}
MOST: Final = 200
MOST_PER_HOST: Final = 10  # in one run: the others wait for the next one
LONGEST: Final = 600  # seconds for one run
ENOUGH_SILENCE: Final = 10  # addresses without an answer, and none with: then it is us
WITNESSES: Final = 3
BATCH: Final = 1000
LOCK: Final = "SELECT pg_try_advisory_lock(hashtext('check_links'))"
UNLOCK: Final = "SELECT pg_advisory_unlock(hashtext('check_links'))"


def check_links(*, at_most: int = MOST, policy: Policy = PUBLIC, now: datetime.datetime | None = None) -> int:
    """Ask the addresses that are due, the longest unasked first, and return of how many the answer was taken down.

    None, while another run is at it, or when no server at all answers: then it is our own network that is shut.
    """
    with alone() as is_mine:
        if not is_mine:
            return 0
        follow_register()
        now = now or timezone.now()
        answers = ask(to_ask(now, at_most), policy)
        if not answers:
            return 0
        if not any(answer.status for answer in answers.values()) and not witnesses_answer(answers, policy):
            logger.warning("No server answers; the web addresses are asked again the next time.")
            return 0
        take_down(answers, now)
        return len(answers)


@contextmanager
def alone() -> Iterator[bool]:
    """Say whether this is the only run; no transaction is open meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        is_mine = cursor.fetchone()[0]
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute(UNLOCK)


def in_use() -> set[str]:
    """Return the addresses that somebody may click on; those of the example city lead nowhere by intention."""
    found: set[str] = set()
    for records, field in (
        *((Offer.objects.filter(status__in=OPEN), field) for field in LINK_FIELDS),
        (Partner.objects.living(), "website"),
        (Facility.objects.living(), "website"),
    ):
        found.update(records.filter(is_example=False).exclude(**{field: ""}).values_list(field, flat=True))
    return found


def follow_register() -> None:
    """Note addresses that are new, forget those that are no longer used."""
    known, used = set(LinkCheck.objects.values_list("url", flat=True)), in_use()
    new = [LinkCheck(url=url) for url in sorted(used - known)]
    LinkCheck.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    old = sorted(known - used)
    for start in range(0, len(old), BATCH):
        LinkCheck.objects.filter(url__in=old[start : start + BATCH]).delete()


def host_of(link: LinkCheck) -> str:
    try:
        return urlsplit(link.url).hostname or ""
    except ValueError:
        return ""


def to_ask(now: datetime.datetime, at_most: int) -> list[LinkCheck]:
    """Return what is due, of no host more than it can bear."""
    chosen: list[LinkCheck] = []
    per_host: Counter[str] = Counter()
    # By chance among those of the same age, so that some silent ones at the beginning do not hide all others for ever.
    due = LinkCheck.objects.due(now).order_by(F("checked_at").asc(nulls_first=True), Random())
    for link in due.iterator(chunk_size=BATCH):
        host = host_of(link)
        per_host[host] += 1
        if per_host[host] <= MOST_PER_HOST:
            chosen.append(link)
        if len(chosen) >= at_most:
            break
    return chosen


def ask(links: list[LinkCheck], policy: Policy) -> dict[LinkCheck, Answer]:
    """Ask one after the other, so no host twice at once, until the time is over or all is silence."""
    ends = time.monotonic() + LONGEST
    answers: dict[LinkCheck, Answer] = {}
    heard = False
    for link in links:
        if time.monotonic() > ends or (len(answers) >= ENOUGH_SILENCE and not heard):
            break
        answers[link] = probe(link.url, agent=agent(), policy=policy)
        heard = heard or answers[link].status is not None
    return answers


def agent() -> str:
    """Return how we name ourselves to other servers, with an address at which to ask who we are."""
    return f"Familienportal-Linkpruefung/1.0 (+{settings.PORTAL_ADDRESS}/kontakt/)"


def witnesses_answer(answers: dict[LinkCheck, Answer], policy: Policy) -> bool:
    """Return whether at least one of the addresses that answered the last time does so now."""
    fine = LinkCheck.objects.filter(outcome=Outcome.OK).exclude(pk__in=[link.pk for link in answers])
    return any(
        probe(link.url, agent=agent(), policy=policy).status for link in fine.order_by("-checked_at")[:WITNESSES]
    )


def take_down(answers: dict[LinkCheck, Answer], now: datetime.datetime) -> None:
    """Save what the servers answered."""
    for link, answer in answers.items():
        outcome = Outcome.OK if answer.is_fine else Outcome.GONE if answer.is_gone else Outcome.FAILED
        link.note(outcome, answer.status, now)
    with transaction.atomic():
        fields = ["checked_at", "outcome", "status", "failing_since", "tries"]
        LinkCheck.objects.bulk_update(answers, fields, batch_size=BATCH)
