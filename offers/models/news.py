"""What is short-lived about an offer: when it does not take place, and whether somebody can still come.

Whoever looks after the offer says it in a moment, and it holds at once: it is no content that somebody would have to approve.
"""

import datetime
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from offers.models.offer import Offer
from sozialraum.calendar import Pause

# Nobody can rely on a number of free places that is older.
HOLDS_FOR: Final = datetime.timedelta(weeks=6)


class ClosureQuerySet(models.QuerySet):
    def coming(self, day: datetime.date) -> Self:
        """Keep what is not over on `day`."""
        return self.filter(last_day__gte=day)


class Closure(RuledModel):
    """Days on which an offer does not take place, and what families are told about it."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="closures", verbose_name=_("Angebot"))
    first_day = models.DateField(_("fällt aus am / ab"))
    last_day = models.DateField(_("bis einschließlich"), help_text=_("Bei einem einzelnen Tag derselbe Tag."))
    message = models.CharField(
        _("Was sollen Familien wissen?"),
        max_length=120,
        help_text=_("kurz und freundlich, zum Beispiel: Krankheit im Team, am 3. Februar geht es weiter"),
    )

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ausfall")
        verbose_name_plural = _("Ausfälle")
        ordering = ["first_day", "last_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="closure_ends_after_it_begins",
                violation_error_message=_("Der letzte Tag darf nicht vor dem ersten liegen."),
            ),
            models.CheckConstraint(
                condition=~Q(message=""),
                name="closure_says_why",
                violation_error_message=_("Bitte sagen Sie den Familien kurz, warum es ausfällt."),
            ),
        ]

    @property
    def pause(self) -> Pause:
        """Return it as the calendars reckon with it."""
        return Pause(self.first_day, self.last_day, self.message)

    def __str__(self) -> str:
        return f"{self.first_day:%d.%m.%Y}–{self.last_day:%d.%m.%Y}: {self.message}"


class AvailabilityQuerySet(models.QuerySet):
    def holding(self, day: datetime.date) -> Self:
        """Keep what was said lately enough to be relied on."""
        return self.filter(said_on__gt=day - HOLDS_FOR)


class Availability(RuledModel):
    """How many places of an offer are free, and whether one can wait for one; no row where nobody said so."""

    offer = models.OneToOneField(
        Offer, models.CASCADE, primary_key=True, related_name="availability", verbose_name=_("Angebot")
    )
    free = models.PositiveSmallIntegerField(_("freie Plätze"))
    has_waiting_list = models.BooleanField(_("Es gibt eine Warteliste"), default=False)
    said_on = models.DateField(_("Stand"), default=timezone.localdate, editable=False)

    objects = AvailabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("Freie Plätze")
        verbose_name_plural = _("Freie Plätze")
        constraints = [
            models.CheckConstraint(
                condition=Q(free__lte=500),
                name="free_places_are_a_number_that_people_mean",
                violation_error_message=_("Mehr als 500 freie Plätze: Ist das ein Tippfehler?"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.free}"
