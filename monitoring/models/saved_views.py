"""Pages of numbers as people keep them for themselves; whoever is sent their address sees the same."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from network.models import User


class MonitoringView(models.Model):
    """One page of the monitoring as somebody wants to see it again: what stands in its address, under a name."""

    class Page(models.TextChoices):
        """The pages, by the names of their addresses."""

        CITY = "monitoring", _("Überblick")
        COMPARISON = "monitoring_comparison", _("Vergleich")
        TABLE = "monitoring_table", _("Tabelle")

    user = models.ForeignKey(User, models.CASCADE, related_name="monitoring_views")
    page = models.CharField(_("Seite"), max_length=30, choices=Page)
    name = models.CharField(
        _("Name der Ansicht"), max_length=80, help_text=_("zum Beispiel „Kita-Plätze im Rheydter Süden“")
    )
    query = models.CharField(_("Auswahl"), max_length=4000, blank=True)
    created_at = models.DateTimeField(_("angelegt am"), auto_now_add=True)

    class Meta:
        verbose_name = _("gespeicherte Ansicht des Monitorings")
        verbose_name_plural = _("gespeicherte Ansichten des Monitorings")
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "user",
                Lower("name"),
                name="monitoring_view_has_a_name_of_its_own",
                violation_error_message=_("So heißt schon eine Ihrer Ansichten. Bitte wählen Sie einen anderen Namen."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="monitoring_view_has_a_name",
                violation_error_message=_("Bitte geben Sie der Ansicht einen Namen."),
            ),
            models.CheckConstraint(
                condition=Q(page__in=["monitoring", "monitoring_comparison", "monitoring_table"]),
                name="monitoring_view_is_of_a_page",
                violation_error_message=_("Diese Seite gibt es nicht."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
