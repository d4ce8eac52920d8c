"""What belongs to a conference: who is invited and came, what was decided, who does what, and what is handed on."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.conferences import Conference
from network.models.partners import Partner
from sozialraum.models import SocialSpace


class ConferenceInvitation(RuledModel):
    """An organisation on the list of a conference: whether it was invited, what it answered, and whether it came.

    A guest need not be a partner of the network. `told_sequence` is which date of the conference the last mail named.
    """

    class Guest(models.TextChoices):
        CORE = "core", _("Kerngruppe")
        INTERPRETER = "interpreter", _("Dolmetschen")
        JOB_CENTRE = "job_centre", _("Jobcenter, Arbeit")
        PROJECT = "project", _("Projekt")
        OTHER = "other", _("weiterer Gast")

    class Answer(models.TextChoices):
        OPEN = "", _("noch keine Antwort")
        YES = "yes", _("kommt")
        NO = "no", _("kommt nicht")

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="invitations", verbose_name=_("Sozialraumkonferenz")
    )
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conference_invitations",
        verbose_name=_("Organisation"),
    )
    name = models.CharField(_("Name der Stelle"), max_length=160, blank=True)
    role = models.CharField(_("eingeladen als"), max_length=12, choices=Guest, default=Guest.CORE)
    email = models.EmailField(_("E-Mail"), blank=True)
    invited_at = models.DateTimeField(_("eingeladen am"), null=True, blank=True)
    told_sequence = models.PositiveIntegerField(null=True, blank=True, editable=False)
    answer = models.CharField(_("Antwort"), max_length=3, choices=Answer, blank=True, default=Answer.OPEN)
    answer_note = models.CharField(_("Nachricht dazu"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("geantwortet am"), null=True, blank=True)
    attended = models.BooleanField(_("war da"), null=True, blank=True)

    class Meta:
        verbose_name = _("Einladung zu einer Konferenz")
        verbose_name_plural = _("Einladungen zu Konferenzen")
        ordering = ["conference", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False, name="") | Q(partner=None) & ~Q(name=""),
                name="invited_is_a_partner_or_has_a_name",
                violation_error_message=_("Bitte einen Partner wählen oder den Namen der Stelle eintragen."),
            ),
            models.CheckConstraint(
                condition=~Q(role="core") | Q(partner__isnull=False),
                name="core_of_a_conference_is_a_partner",
                violation_error_message=_("Zur Kerngruppe gehören nur Partner des Netzwerks."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="answer_to_an_invitation_has_a_day",
                violation_error_message=_("Zu einer Antwort gehört, wann sie kam."),
            ),
            models.UniqueConstraint(
                fields=["conference", "partner"],
                name="partner_is_invited_once",
                violation_error_message=_("Diese Organisation steht schon auf der Liste."),
            ),
            models.UniqueConstraint(
                fields=["conference", "name"],
                condition=Q(partner=None),
                name="guest_is_invited_once",
                violation_error_message=_("Diese Stelle steht schon auf der Liste."),
            ),
        ]

    def __str__(self) -> str:
        return self.partner.name if self.partner else self.name

    @property
    def is_guest(self) -> bool:
        return self.role != self.Guest.CORE

    @property
    def knows_the_date(self) -> bool:
        """Return whether the last mail named the date as it stands."""
        return self.told_sequence == self.conference.sequence


class ConferenceDecision(RuledModel):
    """What a conference decided."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="decisions", verbose_name=_("Sozialraumkonferenz")
    )
    text = models.CharField(_("Beschluss"), max_length=500)

    class Meta:
        verbose_name = _("Beschluss einer Konferenz")
        verbose_name_plural = _("Beschlüsse von Konferenzen")
        ordering = ["conference", "pk"]

    def __str__(self) -> str:
        return self.text


class ConferenceTaskQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Keep what is still to be done."""
        return self.filter(done_on=None)

    def overdue(self, day: datetime.date) -> Self:
        """Keep what should have been done before a day."""
        return self.open().filter(due_on__lt=day)


class ConferenceTask(RuledModel):
    """What an organisation took on in a conference, and by when; `reminders` counts the mails about it."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="tasks", verbose_name=_("Sozialraumkonferenz")
    )
    text = models.CharField(_("Aufgabe"), max_length=300)
    owner = models.ForeignKey(Partner, models.PROTECT, related_name="conference_tasks", verbose_name=_("wer"))
    due_on = models.DateField(_("bis"))
    done_on = models.DateField(_("erledigt am"), null=True, blank=True)
    outcome = models.CharField(_("was daraus wurde"), max_length=300, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = ConferenceTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aufgabe aus einer Konferenz")
        verbose_name_plural = _("Aufgaben aus Konferenzen")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=False) | Q(outcome=""),
                name="open_task_has_no_outcome",
                violation_error_message=_("Was daraus wurde, steht erst fest, wenn die Aufgabe erledigt ist."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ConferenceFeedback(RuledModel):
    """What a conference hands on to the meeting of a social space's team (Rückkopplung in die Sozialraumsitzung)."""

    class Status(models.TextChoices):
        OPEN = "open", _("noch weiterzugeben")
        HANDED_ON = "handed_on", _("weitergegeben")
        DISCUSSED = "discussed", _("dort besprochen")

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="feedback", verbose_name=_("Sozialraumkonferenz")
    )
    social_space = models.ForeignKey(
        SocialSpace, models.PROTECT, related_name="conference_feedback", verbose_name=_("Sozialraumsitzung")
    )
    text = models.CharField(_("was weitergegeben wird"), max_length=500)
    status = models.CharField(_("Stand"), max_length=10, choices=Status, default=Status.OPEN)
    on = models.DateField(_("Sitzung am"), null=True, blank=True)
    answer = models.CharField(_("was dort herauskam"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("Rückkopplung einer Konferenz")
        verbose_name_plural = _("Rückkopplungen von Konferenzen")
        ordering = ["conference", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | Q(on__isnull=False),
                name="feedback_that_was_handed_on_has_a_day",
                violation_error_message=_("Bitte angeben, an welchem Tag die Sitzung war."),
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(status="discussed"),
                name="feedback_is_answered_where_it_was_discussed",
                violation_error_message=_("Was herauskam, steht erst fest, wenn es besprochen ist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.social_space}: {self.text}"
