"""What staff see and do in the workspace: which lists there are, what waits in them, what can be done with a selection."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import Facility, User
from network.permissions import facilities_with, partners_with, standing_of
from offers import actions
from offers.actions.records import LIVING, UNPUBLISHED
from offers.models import LinkCheck, Offer, OutdatedReport
from offers.models.offer import HIDDEN_AFTER
from offers.permissions import offers_with

Status = Offer.Status
# Days before a date at which it shows up on the board.
SOON: Final = 30
SEAL_SOON: Final = 90


class Due:
    """How it stands with the confirmation of an offer, as it is written in an address."""

    CURRENT, SOON, OVERDUE, HIDDEN = "aktuell", "bald", "ueberfaellig", "ausgeblendet"
    LABELS: Final = [
        (CURRENT, _("aktuell")),
        (SOON, _("in 30 Tagen fällig")),
        (OVERDUE, _("überfällig oder nie bestätigt")),
        (HIDDEN, _("seit über 30 Tagen überfällig, nicht mehr in der Suche")),
    ]

    @staticmethod
    def condition(value: str, today: datetime.date) -> Q:
        """Return which offers (`with_due()`) stand so on a day; each stands in one way.

        What nobody ever confirmed waits for it from the first day, though families are told only when it is due.
        """
        soon, hidden = today + datetime.timedelta(days=SOON), today - HIDDEN_AFTER
        confirmed = Q(confirmed_at__isnull=False)
        return {
            Due.CURRENT: confirmed & Q(due_on__gt=soon),
            Due.SOON: confirmed & Q(due_on__gte=today, due_on__lte=soon),
            Due.OVERDUE: Q(due_on__gte=hidden) & (Q(due_on__lt=today) | Q(confirmed_at=None)),
            Due.HIDDEN: Q(due_on__lt=hidden),
        }[value]


@dataclass(frozen=True)
class Task:
    """Something on the board that waits for somebody: how much of it there is, and where it is listed."""

    label: Promise
    hint: Promise
    count: int
    page: str
    query: str


def tasks(user: User, today: datetime.date) -> list[Task]:
    """Return what waits for a person, with six queries; what there is none of is left out."""
    numbers = offer_numbers(user, today)
    facilities = facilities_with(Permission.READ, user)
    seals = expiring_seals(facilities, today).count()
    dead_of_facilities = leading_nowhere(facilities).count()
    dead_of_partners = leading_nowhere(partners_with(Permission.READ, user)).count()
    found = [
        Task(
            _("Eingereicht"), _("wartet auf Veröffentlichung"), numbers["submitted"], "staff_offers", "status=submitted"
        ),
        Task(_("Entwürfe"), _("noch nicht veröffentlicht"), numbers["draft"], "staff_offers", "status=draft"),
        Task(
            _("Ausgeblendet"),
            _("seit über 30 Tagen überfällig: Familien finden es nicht mehr"),
            numbers["hidden"],
            "staff_offers",
            f"status=published&bestaetigung={Due.HIDDEN}",
        ),
        Task(
            _("Überfällig"),
            _("nicht rechtzeitig oder noch nie bestätigt"),
            numbers["overdue"],
            "staff_offers",
            f"status=published&bestaetigung={Due.OVERDUE}",
        ),
        Task(
            _("Bald fällig"),
            _("in den nächsten 30 Tagen zu bestätigen"),
            numbers["soon"],
            "staff_offers",
            f"status=published&bestaetigung={Due.SOON}",
        ),
        Task(_("Läuft aus"), _("endet in den nächsten 30 Tagen"), numbers["ending"], "staff_offers", "laeuft_aus=on"),
        Task(
            _("Tote Links"),
            _("bei Angeboten: die Seite gibt es nicht mehr, oder sie antwortet seit Tagen nicht"),
            numbers["dead_links"],
            "staff_offers",
            "tote_links=on",
        ),
        Task(_("Tote Links"), _("bei Einrichtungen"), dead_of_facilities, "staff_facilities", "tote_links=on"),
        Task(_("Tote Links"), _("bei Partnern"), dead_of_partners, "staff_partners", "tote_links=on"),
        Task(_("Gütesiegel"), _("läuft in 90 Tagen ab oder ist abgelaufen"), seals, "staff_facilities", "siegel=on"),
    ]
    return [task for task in found if task.count]


def offer_numbers(user: User, today: datetime.date) -> dict[str, int]:
    """Count with one query what the board tells of the offers that a person may see."""
    published = Q(status=Status.PUBLISHED)
    return (
        offers_with(Permission.READ, user)
        .with_due()
        .aggregate(
            submitted=Count("pk", filter=Q(status=Status.SUBMITTED)),
            draft=Count("pk", filter=Q(status=Status.DRAFT)),
            hidden=Count("pk", filter=published & Due.condition(Due.HIDDEN, today)),
            overdue=Count("pk", filter=published & Due.condition(Due.OVERDUE, today)),
            soon=Count("pk", filter=published & Due.condition(Due.SOON, today)),
            ending=Count("pk", filter=ending(today)),
            dead_links=Count("pk", filter=Q(pk__in=with_dead_links())),
        )
    )


def reports_of(user: User) -> QuerySet[OutdatedReport]:
    """Return the open reports on the offers that a person keeps right."""
    mine = offers_with(Permission.CONFIRM, user).values("pk")
    return OutdatedReport.objects.open().filter(offer__in=mine).select_related("offer")


def ending(today: datetime.date) -> Q:
    """Return which published offers end within the next days."""
    soon = today + datetime.timedelta(days=SOON)
    return Q(status=Status.PUBLISHED, valid_until__gte=today, valid_until__lte=soon)


def expiring_seals(facilities: QuerySet[Facility], today: datetime.date) -> QuerySet[Facility]:
    """Keep the facilities whose seal of quality is over or soon will be."""
    return facilities.exclude(quality_seal="").filter(seal_valid_until__lte=today + datetime.timedelta(days=SEAL_SOON))


def with_dead_links() -> QuerySet[Offer]:
    """Return the ids of the offers, still to be used, of which a web address leads nowhere."""
    return Offer.objects.with_dead_links().exclude(status__in=[Status.ARCHIVED, Status.EXPIRED]).values("pk")


def leading_nowhere(records: QuerySet) -> QuerySet:
    """Keep the partners or facilities whose own page on the web is dead."""
    return records.filter(website__in=LinkCheck.objects.dead().values("url"))


@dataclass(frozen=True)
class Deed:
    """Something that can be done with a selection of offers."""

    code: str
    label: Promise
    done: Promise
    permission: Permission
    states: frozenset[str]
    perform: Callable[..., int]
    asks_why: bool = False
    names_actor: bool = False

    def possible(self, selection: QuerySet[Offer], user: User) -> QuerySet[Offer]:
        """Return those of a selection with which the person may do it, and which are in the right state."""
        allowed = offers_with(self.permission, user).values("pk")
        return selection.filter(pk__in=allowed, status__in=self.states)

    def do(self, selection: QuerySet[Offer], user: User, reason: str = "") -> int:
        """Do it, and return with how many offers."""
        told = ({"reason": reason} if self.asks_why else {}) | ({"by": user} if self.names_actor else {})
        return self.perform(self.possible(selection, user), **told)


DEEDS = {
    deed.code: deed
    for deed in (
        Deed(
            "bestaetigen",
            _("Angaben bestätigen"),
            _("bestätigt"),
            Permission.CONFIRM,
            LIVING,
            actions.confirm,
            names_actor=True,
        ),
        Deed(
            "veroeffentlichen",
            _("veröffentlichen"),
            _("veröffentlicht"),
            Permission.PUBLISH,
            UNPUBLISHED,
            actions.publish,
            names_actor=True,
        ),
        Deed(
            "zuruecknehmen",
            _("zurücknehmen"),
            _("zurückgenommen"),
            Permission.PUBLISH,
            frozenset({Status.PUBLISHED}),
            actions.withdraw,
        ),
        Deed(
            "archivieren", _("archivieren"), _("archiviert"), Permission.ARCHIVE, LIVING, actions.archive, asks_why=True
        ),
        Deed(
            "wiederaufnehmen",
            _("wieder aufnehmen"),
            _("als Entwurf wieder aufgenommen"),
            Permission.ARCHIVE,
            frozenset({Status.ARCHIVED}),
            actions.resume,
        ),
    )
}


def deeds_of(user: User) -> list[Deed]:
    """Return what a person may do with at least some offers."""
    standing = standing_of(user)
    return [deed for deed in DEEDS.values() if standing.allows(deed.permission)]
