"""Files of numbers on their way: what was uploaded, how it is read, what would become of it, and what became of it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.importing import Result
from kit.rules import RuledModel
from monitoring.models.values import ValueImport
from network.models import User


class ValueUploadQuerySet(models.QuerySet):
    def busy(self) -> Self:
        """Keep those at which the portal is at work, or should be, the longest waiting first."""
        return self.filter(state__in=ValueUpload.BUSY).order_by("asked_at", "pk")

    def underway(self) -> Self:
        """Keep those that are neither applied nor put away."""
        return self.filter(result=None, is_closed=False)


class ValueUpload(RuledModel):
    """One file of numbers, or of weights between old and new districts, on its way in and back out."""

    class Sort(models.TextChoices):
        NUMBERS = "numbers", _("Zahlen")
        CROSSWALK = "crosswalk", _("Umrechnung auf neue Grenzen")

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("hochgeladen")
        CHECKING = "checking", _("wird geprüft")
        CHECKED = "checked", _("geprüft")
        APPLYING = "applying", _("wird übernommen")
        APPLIED = "applied", _("übernommen")
        UNDOING = "undoing", _("wird zurückgenommen")
        UNDONE = "undone", _("zurückgenommen")

    BUSY = (State.CHECKING, State.APPLYING, State.UNDOING)

    sort = models.CharField(_("Inhalt"), max_length=10, choices=Sort, default=Sort.NUMBERS)
    source = models.CharField(_("Quelle"), max_length=200)
    file_name = models.CharField(_("Datei"), max_length=200)
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("hochgeladen von")
    )
    made_at = models.DateTimeField(_("hochgeladen am"), auto_now_add=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State, default=State.UPLOADED)
    # How the file is read, as `monitoring.imports.layout` writes it: the next file of this source is read so too.
    layout = models.JSONField(default=dict, blank=True)
    header = models.JSONField(default=list, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    problem = models.TextField(blank=True)
    created = models.PositiveIntegerField(_("neu"), default=0)
    changed = models.PositiveIntegerField(_("geändert"), default=0)
    unchanged = models.PositiveIntegerField(_("unverändert"), default=0)
    refused = models.PositiveIntegerField(_("abgelehnt"), default=0)
    warned = models.PositiveIntegerField(_("auffällig"), default=0)
    left = models.PositiveIntegerField(_("geblieben"), default=0)
    # Whether applying it came out otherwise than the check had said.
    differs = models.BooleanField(default=False)
    result = models.OneToOneField(
        ValueImport, models.PROTECT, null=True, blank=True, related_name="upload", verbose_name=_("Einlesen")
    )
    is_closed = models.BooleanField(_("abgelegt"), default=False)

    objects = ValueUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("Datei mit Zahlen")
        verbose_name_plural = _("Dateien mit Zahlen")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="value_upload_names_its_source",
                violation_error_message=_("Bitte sagen Sie, woher die Zahlen kommen."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "undoing", "undone"], result__isnull=False)
                | ~Q(state__in=["applied", "undoing", "undone"]) & Q(result=None),
                name="applied_value_upload_and_no_other_has_a_result",
                violation_error_message=_("Was übernommen ist, und nur das, steht bei den Rohwerten."),
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")),
                name="value_upload_has_not_done_more_than_there_is",
                violation_error_message=_("Mehr als alles kann nicht erledigt sein."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.file_name}"

    @property
    def is_busy(self) -> bool:
        return self.state in self.BUSY


class ValueUploadFile(models.Model):
    """The uploaded file itself: in the database, so that no address leads to it and every process finds it."""

    owner = models.OneToOneField(ValueUpload, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.owner)


class ValueUploadRow(models.Model):
    """What is said of a number of a file, or of several: the first ones of each kind, the rest is counted."""

    class Outcome(models.TextChoices):
        STAYS = "stays", _("geblieben")
        REFUSED = "refused", _("abgelehnt")
        WARNED = "warned", _("auffällig")
        NOTED = "noted", _("Hinweise")
        CHANGED = Result.CHANGED.value, _("geändert")
        NEW = Result.NEW.value, _("neu")
        UNCHANGED = Result.UNCHANGED.value, _("unverändert")

    owner = models.ForeignKey(ValueUpload, models.CASCADE, related_name="rows")
    outcome = models.CharField(max_length=10, choices=Outcome)
    line = models.PositiveIntegerField(_("Zeile"), default=0)
    indicator = models.CharField(_("Indikator"), max_length=120, blank=True)
    area = models.CharField(_("Gebiet"), max_length=200, blank=True)
    day = models.DateField(_("Stichtag"), null=True, blank=True)
    # Raw numbers stand in these two alone, so that a page can leave them out.
    was = models.TextField(_("bisher"), blank=True)
    becomes = models.TextField(_("neu"), blank=True)
    text = models.TextField(_("Hinweis"), blank=True)

    class Meta:
        ordering = ["line", "pk"]
        indexes = [models.Index(fields=["owner", "outcome", "line"], name="value_upload_rows_by_outcome")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["stays", "refused", "warned", "noted", "changed", "new", "unchanged"],
                ),
                name="value_upload_row_has_an_outcome",
                violation_error_message=_("Dieses Ergebnis gibt es nicht."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.text or self.becomes}"
