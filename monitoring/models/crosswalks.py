"""A reform of boundaries: how much of an old district became part of which new one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from monitoring.models.values import ValueImport
from sozialraum.models import AreaLevel, District


class Crosswalk(RuledModel):
    """The weights with which one conversion carried series over to new districts; kept, since nobody could check it otherwise."""

    result = models.OneToOneField(ValueImport, models.CASCADE, related_name="crosswalk", verbose_name=_("Einlesen"))
    level = models.ForeignKey(AreaLevel, models.PROTECT, related_name="+", verbose_name=_("Ebene"))
    day = models.DateField(_("Tag der Reform"), help_text=_("der erste Tag der neuen Grenzen"))
    basis = models.CharField(_("Grundlage der Gewichte"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Umrechnung auf neue Grenzen")
        verbose_name_plural = _("Umrechnungen auf neue Grenzen")

    def __str__(self) -> str:
        return f"{self.level} {self.day:%d.%m.%Y}"


class CrosswalkShare(RuledModel):
    """The share of an old district that went to a new one. Districts stay with their time, hence the "+"."""

    crosswalk = models.ForeignKey(Crosswalk, models.CASCADE, related_name="shares")
    old = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("altes Gebiet"))
    new = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("neues Gebiet"))
    weight = models.DecimalField(_("Gewicht"), max_digits=9, decimal_places=8)

    class Meta:
        verbose_name = _("Anteil eines alten Gebiets")
        verbose_name_plural = _("Anteile alter Gebiete")
        constraints = [
            models.UniqueConstraint(
                "crosswalk",
                "old",
                "new",
                name="old_district_goes_once_to_a_new_one",
                violation_error_message=_("Diese beiden Gebiete stehen schon in der Umrechnung."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=1),
                name="crosswalk_weight_is_a_share",
                violation_error_message=_("Ein Gewicht liegt zwischen 0 und 1."),
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="crosswalk_leads_to_another_district",
                violation_error_message=_("Ein Gebiet wird nicht auf sich selbst umgerechnet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}: {self.weight}"
