"""Tasks that are offers: all counted with one query."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from offers.due import Due, ending, waiting, with_dead_links
from offers.models import Offer
from offers.permissions import offers_with
from offers.tasks.task import Task

Status = Offer.Status
PUBLISHED = Q(status=Status.PUBLISHED)


@dataclass(frozen=True)
class OfferTask:
    """Offers (`with_due()`) in a state that asks for something; `query` narrows the list of offers to the very same."""

    label: Promise
    hint: Promise
    which: Callable[[User, datetime.date], Q]
    query: str


OFFER_TASKS = (
    OfferTask(
        _("Mir zugewiesen"),
        _("noch nicht veröffentlicht, oder bald zu bestätigen"),
        lambda user, today: Q(assigned_to=user) & waiting(today),
        "zugewiesen=mir&zu_tun=on",
    ),
    OfferTask(
        _("Eingereicht"),
        _("wartet auf Veröffentlichung"),
        lambda _user, _today: Q(status=Status.SUBMITTED),
        "status=submitted",
    ),
    OfferTask(
        _("Entwürfe"), _("noch nicht veröffentlicht"), lambda _user, _today: Q(status=Status.DRAFT), "status=draft"
    ),
    OfferTask(
        _("Ausgeblendet"),
        _("seit über 30 Tagen überfällig: Familien finden es nicht mehr"),
        lambda _user, today: PUBLISHED & Due.condition(Due.HIDDEN, today),
        f"status=published&bestaetigung={Due.HIDDEN}",
    ),
    OfferTask(
        _("Überfällig"),
        _("nicht rechtzeitig oder noch nie bestätigt"),
        lambda _user, today: PUBLISHED & Due.condition(Due.OVERDUE, today),
        f"status=published&bestaetigung={Due.OVERDUE}",
    ),
    OfferTask(
        _("Bald fällig"),
        _("in den nächsten 30 Tagen zu bestätigen"),
        lambda _user, today: PUBLISHED & Due.condition(Due.SOON, today),
        f"status=published&bestaetigung={Due.SOON}",
    ),
    OfferTask(
        _("Läuft aus"),
        _("endet in den nächsten 30 Tagen"),
        lambda _user, today: ending(today),
        "laeuft_aus=on",
    ),
    OfferTask(
        _("Tote Links"),
        _("bei Angeboten: die Seite gibt es nicht mehr, oder sie antwortet seit Tagen nicht"),
        lambda _user, _today: with_dead_links(),
        "tote_links=on",
    ),
)


def offer_tasks(user: User, today: datetime.date) -> Iterator[Task]:
    """Count all tasks of the offers that a person may see at once."""
    counts = {f"task_{n}": Count("pk", filter=task.which(user, today)) for n, task in enumerate(OFFER_TASKS)}
    numbers = offers_with(Permission.READ, user).with_due().aggregate(**counts)
    for task, number in zip(OFFER_TASKS, numbers.values(), strict=True):
        yield Task(task.label, task.hint, number, "staff_offers", task.query)
