"""The units that work together in a social space, whatever department they belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.terms import TermModel


class UnitKind(TermModel):
    """A kind of unit of a team, such as ASD, HOME, Frühe Hilfen, WJH, Praxisberatung or school social work."""

    answers_first = models.BooleanField(
        _("erste Ansprechstelle für eine Adresse"),
        default=False,
        help_text=_("wird Familien genannt, die nach dem Team für ihre Straße fragen"),
    )

    class Meta(TermModel.Meta):
        verbose_name = _("Art von Einheit")
        verbose_name_plural = _("Arten von Einheiten")
