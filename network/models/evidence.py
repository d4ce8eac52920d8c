"""What proves a decision: the document in which it stands."""

from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models.documents import Document


class Proof(NamedTuple):
    """A document that everybody may read: one of the portal's own by its `slug`, another by its web address (`url`)."""

    title: str
    slug: str = ""
    url: str = ""


class EvidencedModel(RuledModel):
    """A record that may name the document in which it was decided: one of the portal's own, or by title and web address.

    Of one of the portal's own, pages tell title and address to those who may read it.
    """

    document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Dokument im Portal"),
        help_text=_("lesen kann es nur, für wen es freigegeben ist"),
    )

    document_title = models.CharField(
        _("anderes Dokument"),
        max_length=200,
        blank=True,
        help_text=_("zum Beispiel „Vorlage 1234/2026 des Jugendhilfeausschusses“"),
    )
    document_url = models.URLField(
        _("Internetadresse des Dokuments"),
        max_length=500,
        blank=True,
        help_text=_("zum Beispiel im Ratsinformationssystem"),
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

    @property
    def public_proofs(self) -> list[Proof]:
        """Return which documents of the record everybody may read (select_related("document") saves a question each)."""
        own = [Proof(self.document.title, slug=self.document.slug)] if self.document and self.document.is_public else []
        return own + ([Proof(self.document_title, url=self.document_url)] if self.document_url else [])
