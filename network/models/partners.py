"""Partners: the organisations of the network and the kinds of them."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.terms import TermModel
from network.models.archiving import ArchivableModel, ArchivableQuerySet


class PartnerKind(TermModel):
    """A kind of partner, such as paediatric practice or school; the list grows as data."""

    name_plural = models.CharField(_("Mehrzahl"), max_length=120)

    class Meta(TermModel.Meta):
        verbose_name = _("Art von Partner")
        verbose_name_plural = _("Arten von Partnern")


class PartnerQuerySet(ArchivableQuerySet):
    def public(self) -> Self:
        """Keep the partners whose page everybody may read."""
        return self.filter(is_public=True)


class Partner(ArchivableModel):
    """An organisation, or a unit (Fachbereich, Abteilung) below its parent organisation."""

    kind = models.ForeignKey(PartnerKind, models.PROTECT, related_name="partners", verbose_name=_("Art"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("gehört zu")
    )
    name = models.CharField(_("Name"), max_length=200)
    slug = models.SlugField(_("Adresse"), max_length=200, unique=True)
    description = models.TextField(_("Beschreibung"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True, help_text=_("eine Adresse der Stelle, keine persönliche"))
    website = models.URLField(_("Internetseite"), blank=True)
    is_public = models.BooleanField(_("öffentlich sichtbar"), default=True)
    is_trusted = models.BooleanField(
        _("veröffentlicht selbst"),
        default=False,
        help_text=_("die Redaktion darf eigene Angebote ohne Freigabe veröffentlichen"),
    )
    external_id = models.CharField(_("Kennung der Quelle"), max_length=120, null=True, blank=True, unique=True)
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("Partner")
        verbose_name_plural = _("Partner")
        ordering = ["name"]
        # So that the offers of staff, sorted by who provides them, need not all be read for the first page.
        indexes = [models.Index(fields=["name"], name="partner_by_name")]
        constraints = [
            *ArchivableModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(external_id=None) | ~Q(external_id=""),
                name="partner_has_a_key_of_its_source_or_none",
                violation_error_message=_("Eine leere Kennung ist keine."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="partner_is_not_its_own_parent",
                violation_error_message=_("Ein Partner kann nicht zu sich selbst gehören."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a parent that belongs to this partner, over however many steps: the database sees a single one."""
        super().clean()
        above, seen = self.parent, set()
        while above and above.pk not in seen:
            # The partner itself has a sentence of its own, from the database's rule.
            if above.parent_id and above.parent_id == self.pk:
                raise ValidationError({"parent": _("Dieser Partner gehört schon zu dem, den Sie gerade ändern.")})
            seen.add(above.pk)
            above = above.parent
