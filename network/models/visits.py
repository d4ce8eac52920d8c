"""Families who ask to be visited: the least that the team needs, for as long as it needs it."""

import datetime
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.users import User
from sozialraum.models import SocialSpace

KEPT_FOR: Final = datetime.timedelta(days=90)
KEPT_AFTER_DONE: Final = datetime.timedelta(days=14)
REMINDED_AFTER: Final = datetime.timedelta(days=7)  # half of the time in which the family is told to hear
# What the form offers, from ten months before the birth to a third birthday, in days that no calendar exceeds.
LONGEST_BEFORE: Final = datetime.timedelta(days=310)
OLDEST: Final = datetime.timedelta(days=1140)
# How far a request is: nobody has taken it over, somebody looks after it, it is answered.
OPEN: Final = Q(taken_on=None)
TAKEN: Final = Q(taken_on__isnull=False, done_on=None)
DONE: Final = Q(done_on__isnull=False)


class VisitRequestQuerySet(models.QuerySet):
    def kept(self, today: datetime.date) -> Self:
        """Keep what may still be read; what is due to go is nobody's any more, even if the deletion is late."""
        return self.filter(delete_on__gt=today)

    def due_to_go(self, today: datetime.date) -> Self:
        """Keep what has to be deleted."""
        return self.filter(delete_on__lte=today)

    def open(self) -> Self:
        """Keep what nobody has taken over."""
        return self.filter(OPEN)

    def waiting_long(self, today: datetime.date) -> Self:
        """Keep what has waited for a week, and the team has not been reminded of it yet."""
        return self.kept(today).open().filter(reminded_on=None, received_on__lte=today - REMINDED_AFTER)

    def taken(self) -> Self:
        """Keep what somebody looks after."""
        return self.filter(TAKEN)

    def done(self) -> Self:
        """Keep what is answered."""
        return self.filter(DONE)


class VisitRequest(RuledModel):
    """A family's wish for a visit or a mentor. It has no history, on purpose: what is deleted is gone."""

    class Wish(models.TextChoices):
        VISIT = "visit", _("einen Willkommensbesuch")
        MENTOR = "mentor", _("eine Familienpatin oder einen Familienpaten")
        BOTH = "both", _("beides")

    social_space = models.ForeignKey(
        SocialSpace, models.PROTECT, related_name="visit_requests", verbose_name=_("Sozialraum")
    )
    wish = models.CharField(_("Wunsch"), max_length=10, choices=Wish)
    name = models.CharField(_("Name"), max_length=120)
    address = models.CharField(_("Straße und Hausnummer"), max_length=200)
    birth_month = models.DateField(_("Monat der Geburt"))  # its first day
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    language = models.CharField(_("Sprache"), max_length=60, blank=True)
    received_on = models.DateField(_("eingegangen"), default=timezone.localdate)
    taken_on = models.DateField(_("übernommen am"), null=True, blank=True)
    taken_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("übernommen von")
    )
    done_on = models.DateField(_("erledigt am"), null=True, blank=True)
    reminded_on = models.DateField(_("erinnert am"), null=True, blank=True)
    # Reckoned by the database: nobody can write a later day into it. LEAST passes over what is missing.
    delete_on = models.GeneratedField(
        expression=Least(
            Cast(F("received_on") + KEPT_FOR, models.DateField()),
            Cast(F("done_on") + KEPT_AFTER_DONE, models.DateField()),
        ),
        output_field=models.DateField(_("wird gelöscht am")),
        db_persist=True,
    )

    objects = VisitRequestQuerySet.as_manager()
    is_about_one_person = True  # whose data are erased (network.erasing), whose request goes as a whole

    class Meta:
        verbose_name = _("Anfrage nach einem Willkommensbesuch")
        verbose_name_plural = _("Anfragen nach einem Willkommensbesuch")
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="visit_request_can_be_answered",
                violation_error_message=_("Bitte Telefon oder E-Mail-Adresse angeben."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(address=""),
                name="visit_request_says_who_and_where",
                violation_error_message=_("Bitte Name und Anschrift angeben."),
            ),
            models.CheckConstraint(
                condition=Q(birth_month__day=1),
                name="visit_request_knows_a_month_and_no_day",
                violation_error_message=_("Vom Geburtstag wird nur der Monat gespeichert."),
            ),
            models.CheckConstraint(
                condition=Q(birth_month__lte=F("received_on") + LONGEST_BEFORE)
                & Q(birth_month__gte=F("received_on") - OLDEST),
                name="visit_request_is_for_a_child_under_three",
                violation_error_message=_("Besucht werden Familien bis zum dritten Geburtstag ihres Kindes."),
            ),
            models.CheckConstraint(
                condition=Q(taken_on=None) | Q(taken_on__gte=F("received_on")),
                name="visit_request_is_taken_after_it_came",
                violation_error_message=_("Übernommen wird eine Anfrage erst, wenn sie eingegangen ist."),
            ),
            models.CheckConstraint(
                condition=Q(taken_by=None) | Q(taken_on__isnull=False),
                name="visit_request_is_taken_on_a_day",
                violation_error_message=_("Wer eine Anfrage übernimmt, tut es an einem Tag."),
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(taken_on__isnull=False, done_on__gte=F("taken_on")),
                name="visit_request_is_done_after_it_was_taken",
                violation_error_message=_("Erledigt werden kann nur, was jemand übernommen hat."),
            ),
            models.CheckConstraint(
                condition=Q(wish__in=["visit", "mentor", "both"]),
                name="visit_request_has_a_known_wish",
                violation_error_message=_("Bitte wählen, was gewünscht ist."),
            ),
        ]
        indexes = [models.Index(fields=["social_space", "delete_on"], name="visit_requests_of_a_team")]

    def __str__(self) -> str:
        """Return words that name nobody: they may come into a message of the administration."""
        return f"Anfrage vom {self.received_on:%d.%m.%Y}"

    @property
    def state(self) -> str:
        """Return how far it is: "offen", "uebernommen" or "erledigt", as in addresses."""
        return "erledigt" if self.done_on else "uebernommen" if self.taken_on else "offen"

    @property
    def is_expected(self) -> bool:
        """Return whether the child was still to be born in the month in which the family asked."""
        return self.birth_month > self.received_on
