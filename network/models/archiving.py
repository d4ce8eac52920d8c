"""Records that are put away with a reason instead of being deleted."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel

HIDDEN = _("Was archiviert ist, sehen Familien nicht. Bitte zuerst wieder aufnehmen.")


class ArchivableQuerySet(models.QuerySet):
    def living(self) -> Self:
        """Keep what is not archived."""
        return self.filter(archived_reason="")


class ArchivableModel(RuledModel):
    """A record that families saw and others refer to: it is archived once it is no more. Who did so, and when, tells its history."""

    archived_reason = models.CharField(_("Grund der Archivierung"), max_length=200, blank=True, editable=False)
    # Whether families could read its page until then: at its address they find a kind word, and of others nobody learns.
    was_public = models.BooleanField(_("war öffentlich"), default=False, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(archived_reason="") | Q(is_public=False),
                name="archived_%(class)s_is_hidden",
                violation_error_message=HIDDEN,
            ),
            models.CheckConstraint(
                condition=Q(was_public=False) | ~Q(archived_reason=""),
                name="%(class)s_that_was_public_is_archived",
                violation_error_message=_("Nur was archiviert ist, war einmal öffentlich."),
            ),
        ]

    def clean(self) -> None:
        """Refuse to show what is archived, where a form asks for no reason and so does not ask for the rule above."""
        if self.is_archived and self.is_public:
            raise ValidationError({"is_public": HIDDEN})

    @property
    def is_archived(self) -> bool:
        return bool(self.archived_reason)
