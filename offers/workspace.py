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
from offers.actions.records import LIVING, UNPUBLISHED, publishable
from offers.forms_of_staff import ArchiveForm, AssignForm, DeedForm
from offers.models import Offer, OutdatedReport
from offers.permissions import offers_with

Status = Offer.Status


def reports_of(user: User) -> QuerySet[OutdatedReport]:
    """Return the open reports on the offers that a person keeps right."""
    mine = offers_with(Permission.CONFIRM, user).values("pk")
    return OutdatedReport.objects.open().filter(offer__in=mine).select_related("offer")


def anything(offers: QuerySet[Offer], by: User) -> QuerySet[Offer]:
    return offers


@dataclass(frozen=True)
class Deed:
    """Something that can be done with a selection of offers."""

    code: str
    label: Promise
    done: Promise
    permission: Permission
    states: frozenset[str]
    perform: Callable[..., int]
    # What somebody must say for it: each answer is handed to `perform` by the name of its field.
    form: type[DeedForm] = DeedForm
    # Those for which it makes sense; of the others the preview tells what they lack.
    fit: Callable[[QuerySet[Offer], User], QuerySet[Offer]] = anything
    tells_shortcomings: bool = False
    names_actor: bool = False

    def allowed(self, selection: QuerySet[Offer], user: User) -> QuerySet[Offer]:
        """Return those of a selection with which the person may do it, and which are in the right state."""
        mine = offers_with(self.permission, user).values("pk")
        return selection.filter(pk__in=mine, status__in=self.states)

    def possible(self, selection: QuerySet[Offer], user: User) -> QuerySet[Offer]:
        """Return those with which it would be done."""
        return self.fit(self.allowed(selection, user), user)

    def unfit(self, selection: QuerySet[Offer], user: User) -> QuerySet[Offer]:
        """Return those with which the person may do it, but for which it makes no sense."""
        return self.allowed(selection, user).exclude(pk__in=self.possible(selection, user).values("pk"))

    def do(self, selection: QuerySet[Offer], user: User, **answers: object) -> int:
        """Do it, and return with how many offers."""
        told = answers | ({"by": user} if self.names_actor else {})
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
            fit=publishable,
            tells_shortcomings=True,
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
            "archivieren",
            _("archivieren"),
            _("archiviert"),
            Permission.ARCHIVE,
            LIVING,
            actions.archive,
            form=ArchiveForm,
        ),
        Deed(
            "wiederaufnehmen",
            _("wieder aufnehmen"),
            _("als Entwurf wieder aufgenommen"),
            Permission.ARCHIVE,
            frozenset({Status.ARCHIVED}),
            actions.resume,
        ),
        Deed(
            "zuweisen",
            _("zuweisen"),
            _("zugewiesen"),
            Permission.ASSIGN,
            LIVING,
            actions.assign,
            form=AssignForm,
            names_actor=True,
        ),
    )
}


def deeds_of(user: User) -> list[Deed]:
    """Return what a person may do with at least some offers."""
    standing = standing_of(user)
    return [deed for deed in DEEDS.values() if standing.allows(deed.permission)]
