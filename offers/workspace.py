"""What staff do in the workspace: what can be done with a selection, and the reports that wait for an answer."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import User
from offers import actions
from offers.actions.records import LIVING, UNPUBLISHED, publishable, resumable
from offers.forms_of_staff import ArchiveForm, AssignForm, DeedForm
from offers.models import Offer, OutdatedReport
from offers.permissions import about_records_with, offers_with
from offers.shortcomings import Facts, Shortcoming, for_facts, shortcomings

Status = Offer.Status


def reports_of(user: User) -> QuerySet[OutdatedReport]:
    """Return the open reports on the offers, partners and facilities that a person keeps right."""
    return OutdatedReport.objects.open().filter(about_records_with(Permission.CONFIRM, user)).with_records()


def anything(records: QuerySet, by: User) -> QuerySet:
    return records


Told = tuple[Model, list[Shortcoming]]
FOUR_EYES = _("Vier Augen sehen mehr: Es muss eingereicht sein, und jemand anderes gibt es frei.")
HOST_IS_AWAY = _("Der Anbieter oder die Einrichtung ist archiviert und muss zuerst wieder aufgenommen werden.")


@dataclass(frozen=True)
class Deed:
    """Something that can be done with a selection of offers (see offers.host_deeds for partners and facilities)."""

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
    note: str | Promise = ""  # what it means, above the records concerned

    def allowed(self, selection: QuerySet[Offer], user: User) -> QuerySet[Offer]:
        """Return those of a selection with which the person may do it, and which are in the right state."""
        mine = offers_with(self.permission, user).values("pk")
        return selection.filter(pk__in=mine, status__in=self.states)

    def possible(self, selection: QuerySet[Offer], user: User) -> QuerySet[Offer]:
        """Return those with which it would be done."""
        return self.fit(self.allowed(selection, user), user)

    def offered(self, selection: QuerySet[Offer], user: User) -> QuerySet[Offer]:
        """Return those whose own page leads there."""
        return self.possible(selection, user)

    def unfit(self, selection: QuerySet[Offer], user: User) -> QuerySet[Offer]:
        """Return those with which the person may do it, but for which it makes no sense."""
        return self.allowed(selection, user).exclude(pk__in=self.possible(selection, user).values("pk"))

    def hints(self, offers: QuerySet[Offer], user: User) -> list[Told]:
        """Return offers with which it would be done, each with what it lacks where that is asked for."""
        if not self.tells_shortcomings:
            return [(offer, []) for offer in offers]
        today = timezone.localdate()
        return [(offer, shortcomings(Facts.of(offer), today)) for offer in for_facts(offers)]

    def obstacles(self, offers: QuerySet[Offer], user: User) -> list[Told]:
        """Return offers with which it is not done, each with what stands in the way."""
        return [
            (offer, [one for one in lacks if one.blocks] or self.else_in_the_way(offer))
            for offer, lacks in self.hints(offers, user)
        ]

    def else_in_the_way(self, offer: Offer) -> list[Shortcoming]:
        if offer.status == Status.ARCHIVED:
            return [Shortcoming(HOST_IS_AWAY, blocks=True)]
        return [Shortcoming(FOUR_EYES, blocks=True)]

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
            fit=resumable,
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
