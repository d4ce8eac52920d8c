"""Imports that people do in the workspace: what they uploaded, what became of each row, and what the last import wanted.

The last is how a correction that somebody made here is told from what the source said: see `Imprint`.
"""

import datetime
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.importing import Result
from kit.rules import RuledModel
from network.models import Facility, Partner, User
from offers.models.offer import Offer

# For so long an import can be taken back; then what it said of each row is deleted, and so is the file.
KEPT_FOR: Final = datetime.timedelta(days=90)


class Sort(models.TextChoices):
    """Which records an import is about."""

    OFFER = "offer", _("Angebote")
    PARTNER = "partner", _("Partner")
    FACILITY = "facility", _("Einrichtungen")


def exactly_one() -> Q:
    """Return the rule that just one of the three kinds of records is named."""
    names = [sort.value for sort in Sort]
    rule = Q()
    for name in names:
        rule |= Q(**{f"{other}__isnull": other != name for other in names})
    return rule


class ImportQuerySet(models.QuerySet):
    def busy(self) -> Self:
        """Keep those at which the portal is at work, or should be, the longest waiting first."""
        return self.filter(state__in=Import.BUSY).order_by("asked_at", "pk")

    def to_mend(self) -> Self:
        """Keep those that somebody should look at: rows were refused, a step did not succeed, or a colleague gave them back."""
        return self.filter(Import.to_mend())

    def proposed(self) -> Self:
        """Keep those that were laid before somebody else and wait to be applied."""
        return self.filter(Import.proposed())

    def outdated(self, now: datetime.datetime) -> Self:
        """Keep those whose rows have done their service: nothing was asked of them for long."""
        limit = now - KEPT_FOR
        last = Greatest("made_at", "asked_at", "applied_at", "undone_at")
        return self.filter(pruned_at=None).exclude(state__in=Import.BUSY).alias(last=last).filter(last__lt=limit)


class Import(RuledModel):
    """One file on its way into the register, and back out of it where it was a mistake."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("hochgeladen")
        CHECKING = "checking", _("wird geprüft")
        CHECKED = "checked", _("geprüft")
        APPLYING = "applying", _("wird übernommen")
        APPLIED = "applied", _("übernommen")
        WEIGHING = "weighing", _("wird durchgesehen")
        UNDOING = "undoing", _("wird zurückgenommen")
        UNDONE = "undone", _("zurückgenommen")

    BUSY = (State.CHECKING, State.APPLYING, State.WEIGHING, State.UNDOING)
    OPEN = (State.UPLOADED, State.CHECKED, State.APPLIED)

    sort = models.CharField(_("Was die Tabelle enthält"), max_length=10, choices=Sort, default=Sort.OFFER)
    source = models.CharField(_("Quelle"), max_length=120)
    file_name = models.CharField(_("Datei"), max_length=200)
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("hochgeladen von")
    )
    made_at = models.DateTimeField(_("hochgeladen am"), auto_now_add=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State, default=State.UPLOADED)
    # The headings of the file, our column for each ("" for none), and what holds for all rows beside them.
    header = models.JSONField(default=list)
    columns = models.JSONField(default=list, blank=True)
    constants = models.JSONField(default=dict, blank=True)
    # Fields in which the file is to win over what people corrected here.
    overruled = models.JSONField(default=list, blank=True)
    # How far the work is, and how often it was begun: work that is ended from outside begins again.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    created = models.PositiveIntegerField(_("neu"), default=0)
    changed = models.PositiveIntegerField(_("geändert"), default=0)
    unchanged = models.PositiveIntegerField(_("unverändert"), default=0)
    refused = models.PositiveIntegerField(_("abgelehnt"), default=0)
    kept = models.PositiveIntegerField(_("hier geändert"), default=0)
    differing = models.PositiveIntegerField(_("anders als geprüft"), default=0)
    # Where the municipality wants four eyes: laid before somebody else, or given back by them with a sentence.
    proposed_at = models.DateTimeField(_("vorgelegt am"), null=True, blank=True)
    objection = models.TextField(_("zurückgegeben"), blank=True)
    applied_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)
    applied_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("übernommen von")
    )
    # What taking it back would come to, as the process found for `undone_by`; see `offers.imports.weighing`.
    preview = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)
    undone_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    is_closed = models.BooleanField(_("abgelegt"), default=False)
    pruned_at = models.DateTimeField(_("Zeilen gelöscht am"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Importe")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="import_names_its_source",
                violation_error_message=_("Bitte sagen Sie, woher die Tabelle kommt."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applied", "weighing", "undoing", "undone"]) | Q(applied_at__isnull=False),
                name="applied_import_says_when",
                violation_error_message=_("Ein übernommener Import braucht ein Datum."),
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) | ~Q(state="undone") & Q(undone_at=None),
                name="undone_import_and_no_other_says_when",
                violation_error_message=_("Ein zurückgenommener Import braucht ein Datum, und nur er."),
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")),
                name="import_has_not_done_more_than_there_is",
                violation_error_message=_("Mehr als alles kann nicht erledigt sein."),
            ),
            models.CheckConstraint(
                condition=Q(proposed_at=None) | Q(applied_by=None) | Q(made_by=None) | ~Q(applied_by=F("made_by")),
                name="proposed_import_is_applied_by_somebody_else",
                violation_error_message=_("Was jemand hochgeladen hat, übernimmt jemand anderes."),
            ),
            models.CheckConstraint(
                condition=Q(proposed_at=None) | ~Q(state__in=["uploaded", "checking"]) & Q(objection=""),
                name="proposed_import_is_checked_and_not_given_back",
                violation_error_message=_("Vorgelegt wird, was geprüft ist."),
            ),
            models.CheckConstraint(
                condition=Q(pruned_at=None) | ~Q(state__in=["checking", "applying", "weighing", "undoing"]),
                name="import_without_rows_takes_no_step",
                violation_error_message=_("Die Zeilen dieses Imports sind gelöscht."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.file_name}"

    @property
    def is_busy(self) -> bool:
        return self.state in self.BUSY

    @property
    def is_applied(self) -> bool:
        """Return whether the register holds what the file said."""
        return self.state in {self.State.APPLIED, self.State.WEIGHING, self.State.UNDOING}

    @property
    def undo_until(self) -> datetime.datetime | None:
        """Return until when an applied import can be taken back; None for one that is not applied."""
        return self.applied_at + KEPT_FOR if self.is_applied else None

    def may_be_undone(self) -> bool:
        """Return whether it can be taken back now."""
        is_there = self.state == self.State.APPLIED and self.pruned_at is None
        return is_there and timezone.now() < self.undo_until

    @classmethod
    def to_mend(cls) -> Q:
        """Return which imports somebody should look at."""
        is_wrong = Q(refused__gt=0) | ~Q(problem="") | ~Q(objection="")
        return is_wrong & Q(state__in=cls.OPEN, is_closed=False) & ~cls.proposed()

    @classmethod
    def proposed(cls) -> Q:
        """Return which imports wait for somebody else to apply them."""
        return Q(proposed_at__isnull=False, state=cls.State.CHECKED, is_closed=False)


class ImportFile(models.Model):
    """The uploaded file itself: here and not in a folder, so that no address leads to it and no step can find another."""

    owner = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.owner)


class ImportRow(models.Model):
    """What became of one row, or would become of it."""

    class Outcome(models.TextChoices):
        NEW = Result.NEW.value, _("neu")
        CHANGED = Result.CHANGED.value, _("geändert")
        UNCHANGED = Result.UNCHANGED.value, _("unverändert")
        REFUSED = "refused", _("abgelehnt")

    owner = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("Zeile"))
    # A row of offers may bring a partner and a facility along; these are noted as rows of their own sort.
    sort = models.CharField(max_length=10, choices=Sort)
    outcome = models.CharField(max_length=10, choices=Outcome)
    label = models.CharField(max_length=200, blank=True)
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, blank=True, related_name="import_rows")
    partner = models.ForeignKey(Partner, models.SET_NULL, null=True, blank=True, related_name="import_rows")
    facility = models.ForeignKey(Facility, models.SET_NULL, null=True, blank=True, related_name="import_rows")
    # Lists of {field, label, old, new, was, becomes}: values as `offers.imports.values` writes them, and as people read them.
    changes = models.JSONField(default=list)
    kept = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    # A refused row as it stood in the file.
    cells = models.JSONField(default=list)
    differs = models.BooleanField(default=False)
    stays = models.TextField(blank=True)  # why undoing left something as it is

    class Meta:
        ordering = ["line", "pk"]
        indexes = [models.Index(fields=["owner", "outcome", "line"], name="import_rows_by_outcome")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "line", "sort"],
                name="import_tells_of_each_line_once",
                violation_error_message=_("Diese Zeile steht schon im Ergebnis."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.label}"

    @property
    def record_id(self) -> int | None:
        return getattr(self, f"{self.sort}_id")


class Imprint(models.Model):
    """What the last import wanted of a record, field by field.

    A value that is another one now was corrected by somebody, whichever way: later imports leave it alone.
    """

    offer = models.OneToOneField(Offer, models.CASCADE, null=True, blank=True, related_name="imprint")
    partner = models.OneToOneField(Partner, models.CASCADE, null=True, blank=True, related_name="imprint")
    facility = models.OneToOneField(Facility, models.CASCADE, null=True, blank=True, related_name="imprint")
    source = models.CharField(max_length=120, blank=True)
    wanted = models.JSONField(default=dict)
    # Made by an import that was taken back: the next file that names it takes it up again.
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(),
                name="imprint_is_of_one_record",
                violation_error_message=_("Ein Abdruck gehört zu genau einem Datensatz."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.offer_id or self.partner_id or self.facility_id}"
