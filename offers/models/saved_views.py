"""Lists as people keep them for themselves: narrowed and sorted, under a name."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from network.models import User


class SavedView(models.Model):
    """One list of the workspace as somebody wants to see it again: what stands in its address, under a name."""

    class Page(models.TextChoices):
        """The lists, by the names of their addresses."""

        OFFERS = "staff_offers", _("Angebote")
        FACILITIES = "staff_facilities", _("Einrichtungen")
        PARTNERS = "staff_partners", _("Partner")

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    page = models.CharField(_("Liste"), max_length=20, choices=Page)
    name = models.CharField(
        _("Name der Ansicht"), max_length=80, help_text=_("zum Beispiel „Meine überfälligen Kurse in Rheydt“")
    )
    query = models.CharField(_("Filter"), max_length=2000, blank=True)
    is_shared = models.BooleanField(
        _("auch für Kolleginnen und Kollegen"),
        default=False,
        help_text=_("für alle, die beim selben Partner, Netzwerk oder Sozialraum arbeiten wie Sie"),
    )
    created_at = models.DateTimeField(_("angelegt am"), auto_now_add=True)

    class Meta:
        verbose_name = _("gespeicherte Ansicht")
        verbose_name_plural = _("gespeicherte Ansichten")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "user",
                "page",
                Lower("name"),
                name="saved_view_has_a_name_of_its_own",
                violation_error_message=_("So heißt schon eine Ihrer Ansichten. Bitte wählen Sie einen anderen Namen."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="saved_view_has_a_name",
                violation_error_message=_("Bitte geben Sie der Ansicht einen Namen."),
            ),
            models.CheckConstraint(
                condition=Q(page__in=["staff_offers", "staff_facilities", "staff_partners"]),
                name="saved_view_is_of_a_list",
                violation_error_message=_("Diese Liste gibt es nicht."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
