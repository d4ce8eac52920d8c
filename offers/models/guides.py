"""Pages for situations in which families want help: a warm word, the next steps, whom to call, and what there is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.terms import TermModel
from network.models import HelpLine
from offers.models.terms import LifeSituation, Topic


class Guide(TermModel):
    """A page for one situation, written by the municipality; its offers are found by their topics and situations."""

    lead = models.CharField(_("Ein Satz zur Begrüßung"), max_length=200, help_text=_("warm und in einfachen Worten"))
    text = models.TextField(_("Text"), help_text=_("zwei oder drei kurze Absätze, dazwischen eine leere Zeile"))
    steps = models.TextField(_("Nächste Schritte"), help_text=_("ein Schritt je Zeile, das Leichteste zuerst"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="guides", verbose_name=_("Themen"))
    life_situations = models.ManyToManyField(
        LifeSituation, blank=True, related_name="guides", verbose_name=_("Lebenslagen")
    )
    help_lines = models.ManyToManyField(
        HelpLine, blank=True, related_name="guides", verbose_name=_("Nummern zum Anrufen")
    )
    is_shown = models.BooleanField(_("wird gezeigt"), default=True)

    class Meta(TermModel.Meta):
        verbose_name = _("Seite zu einer Lebenslage")
        verbose_name_plural = _("Seiten zu Lebenslagen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(lead="") & ~Q(text="") & ~Q(steps=""),
                name="guide_greets_explains_and_names_steps",
                violation_error_message=_(
                    "Bitte schreiben Sie eine Begrüßung, einen Text und mindestens einen Schritt."
                ),
            ),
        ]

    @property
    def step_list(self) -> list[str]:
        """Return the next steps, one by one."""
        return [line.strip() for line in self.steps.splitlines() if line.strip()]
