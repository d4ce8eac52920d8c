"""What proves a decision: the document in which it stands."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel


class EvidencedModel(RuledModel):
    """A record that may name the document in which it was decided, by title and web address, both or neither."""

    document_title = models.CharField(
        _("Dokument"),
        max_length=200,
        blank=True,
        help_text=_("zum Beispiel „Vorlage 1234/2026 des Jugendhilfeausschusses“"),
    )
    document_url = models.URLField(
        _("Internetadresse des Dokuments"),
        max_length=500,
        blank=True,
        help_text=_("im Ratsinformationssystem oder im Portal"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(document_title="", document_url="") | (~Q(document_title="") & ~Q(document_url="")),
                name="document_of_%(class)s_has_title_and_address",
                violation_error_message=_("Zu einem Dokument gehören Titel und Internetadresse."),
            ),
        ]
