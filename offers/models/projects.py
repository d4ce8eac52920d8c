"""Project ideas of the network: what somebody proposes, what is tried, and which offer comes of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models import Conference, Partner
from offers.models.offer import Offer
from sozialraum.models import District


class Project(RuledModel):
    """An idea on its way: idea, project, offer, or given up with a reason."""

    class Stage(models.TextChoices):
        IDEA = "idea", _("Idee")
        PROJECT = "project", _("Projekt")
        OFFER = "offer", _("Angebot geworden")
        DROPPED = "dropped", _("nicht weiterverfolgt")

    title = models.CharField(_("Titel"), max_length=160)
    description = models.TextField(_("Worum es geht"))
    stage = models.CharField(_("Stand"), max_length=10, choices=Stage, default=Stage.IDEA)
    owner = models.ForeignKey(Partner, models.PROTECT, related_name="projects", verbose_name=_("verantwortlich"))
    partners = models.ManyToManyField(Partner, blank=True, related_name="shared_projects", verbose_name=_("beteiligt"))
    conference = models.ForeignKey(
        Conference,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("entstanden in der Konferenz"),
    )
    districts = models.ManyToManyField(District, blank=True, related_name="projects", verbose_name=_("für Stadtteile"))
    offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("Angebot")
    )
    starts_on = models.DateField(_("Projekt ab"), null=True, blank=True)
    dropped_reason = models.CharField(_("warum nicht"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("zuletzt geändert"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Projekt")
        verbose_name_plural = _("Projekte")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="offer", offer__isnull=False) | ~Q(stage="offer") & Q(offer=None),
                name="project_that_became_an_offer_names_it",
                violation_error_message=_("Bitte das Angebot nennen, das daraus geworden ist, sonst keines."),
            ),
            models.CheckConstraint(
                condition=~Q(stage="project") | Q(starts_on__isnull=False),
                name="project_has_a_beginning",
                violation_error_message=_("Bitte angeben, ab wann das Projekt läuft."),
            ),
            models.CheckConstraint(
                condition=Q(stage="dropped") & ~Q(dropped_reason="") | ~Q(stage="dropped") & Q(dropped_reason=""),
                name="dropped_project_and_no_other_says_why",
                violation_error_message=_("Bitte sagen Sie in einem Satz, warum es nicht weitergeht."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
