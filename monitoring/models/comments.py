"""What planners say of an area beside its numbers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.models.areas import OfAnArea, one_per_area
from network.models import User

LONGEST = 3000  # what stands on half a page of A4


class DistrictComment(OfAnArea):
    """The planners' commentary on an area: one text that everybody reads, and one for those who plan.

    `version` counts how often it was written, so that two people who write at once do not lose each other's words.
    """

    text = models.CharField(
        _("Kommentar"),
        max_length=LONGEST,
        help_text=_("Höchstens 3.000 Zeichen; eine leere Zeile beginnt einen neuen Absatz."),
    )
    is_public = models.BooleanField(_("öffentlich"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    written_at = models.DateTimeField(_("geschrieben am"), default=timezone.now)
    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("geschrieben von")
    )

    class Meta:
        verbose_name = _("Kommentar zu einem Gebiet")
        verbose_name_plural = _("Kommentare zu Gebieten")
        ordering = ["-is_public", "pk"]
        constraints = [
            *OfAnArea.Meta.constraints,
            one_per_area(
                "area_has_one_comment_for_each_audience",
                _("Diesen Kommentar hat inzwischen jemand anderes angelegt."),
                "is_public",
            ),
            models.CheckConstraint(
                condition=Q(district__isnull=False) | Q(social_space__isnull=False),
                name="comment_is_about_an_area_of_the_city",
                violation_error_message=_("Bitte ein Gebiet oder einen Sozialraum angeben."),
            ),
            models.CheckConstraint(
                condition=~Q(text__regex=r"^\s*$"),
                name="comment_says_something",
                violation_error_message=_("Bitte schreiben Sie einen Kommentar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district or self.social_space} ({_('öffentlich') if self.is_public else _('intern')})"
