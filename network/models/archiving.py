"""Records that are put away with a reason instead of being deleted."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel


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
                violation_error_message=_("Was archiviert ist, sehen Familien nicht. Bitte zuerst wieder aufnehmen."),
            ),
            models.CheckConstraint(
                condition=Q(was_public=False) | ~Q(archived_reason=""),
                name="%(class)s_that_was_public_is_archived",
                violation_error_message=_("Nur was archiviert ist, war einmal öffentlich."),
            ),
        ]

    @property
    def is_archived(self) -> bool:
        return bool(self.archived_reason)
