"""What staff do in the workspace: what can be done with a selection, and the reports that wait for an answer."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from network.permissions import standing_of
from offers import actions
from offers.actions.records import LIVING, UNPUBLISHED
from offers.models import Offer, OutdatedReport
from offers.permissions import offers_with

Status = Offer.Status


def reports_of(user: User) -> QuerySet[OutdatedReport]:
    """Return the open reports on the offers that a person keeps right."""
    mine = offers_with(Permission.CONFIRM, user).values("pk")
    return OutdatedReport.objects.open().filter(offer__in=mine).select_related("offer")


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
