"""Model fields without a domain word."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel


class TermModel(RuledModel):
    """A word of a list that the municipality keeps as data: a code for programs, a name for people, an order."""

    code = models.SlugField(_("Kürzel"), max_length=60, unique=True)
    name = models.CharField(_("Bezeichnung"), max_length=120)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


validate_hex_colour = RegexValidator(r"^#[0-9a-f]{6}\Z", _("Bitte eine Farbe wie #1f5c57 angeben."))
