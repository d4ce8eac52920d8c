"""How operators enter offers: ages, times, and what the rules of a single row cannot say."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.postgres.forms import IntegerRangeField, RangeWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms.places import PlaceForm
from offers.models import Offer, Schedule
from offers.pictures import picture_to_show
from offers.shortcomings import NOWHERE, is_findable
from sozialraum.ages import CONCEPTION, OLDEST


class MonthField(forms.IntegerField):
    """One end of a span of ages, within what a portal for families knows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=CONCEPTION, max_value=OLDEST, **kwargs)


class MonthsWidget(RangeWidget):
    """Two numbers, each of which says which end it is."""

    def __init__(self) -> None:
        super().__init__(forms.NumberInput)
        for widget, label in zip(self.widgets, (_("von Monat"), _("bis unter Monat")), strict=True):
            widget.attrs |= {"aria-label": label, "placeholder": label}


class MonthsField(IntegerRangeField):
    """Ages in months, from the first to before the second."""

    base_field = MonthField

    def __init__(self, **kwargs: Any) -> None:
        hint = _(
            "von … bis unter …: 0 und 36 heißt unter drei Jahren; eine Schwangerschaft beginnt mit −9 und endet mit 0"
        )
        super().__init__(**kwargs | {"widget": MonthsWidget(), "help_text": hint})


class OfferForm(PlaceForm):
    """An offer; what it needs so that families find it is asked for when it is published."""

    class Meta:
        widgets: ClassVar = {"summary": AdminTextareaWidget(attrs={"rows": 3})}

    def clean_image(self) -> Any:
        return picture_to_show(self.cleaned_data["image"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        areas = [*data.get("catchment_districts", []), *data.get("catchment_social_spaces", [])]
        if data.get("is_citywide") and areas:
            self.add_error("is_citywide", _("Stadtweit schließt alle Gebiete ein: bitte nur eines von beiden angeben."))
        if data.get("status") == Offer.Status.PUBLISHED and not self.is_findable(data, has_catchment=bool(areas)):
            self.add_error("is_citywide", NOWHERE)
        if data.get("status") != Offer.Status.ARCHIVED:
            self.refuse_archived(data)
        if (confirmed := data.get("confirmed_at")) and confirmed > timezone.localdate():
            self.add_error("confirmed_at", _("Dieser Tag liegt in der Zukunft."))
        return data

    def refuse_archived(self, data: dict[str, Any]) -> None:
        """Refuse a partner and a facility that are archived, as the database does."""
        for name, said in (
            ("provider", _("Dieser Partner ist archiviert.")),
            ("facility", _("Diese Einrichtung ist archiviert.")),
        ):
            if (host := data.get(name)) and host.is_archived:
                self.add_error(name, said)

    @staticmethod
    def is_findable(data: dict[str, Any], *, has_catchment: bool) -> bool:
        """Return whether the offer as it was entered would be found."""
        house = data.get("facility")
        return is_findable(
            is_citywide=bool(data.get("is_citywide")),
            is_placed=bool(data.get("district") or data.get("latitude") or (house and house.district_id)),
            has_catchment=has_catchment,
            comes_home=any(mode.comes_home for mode in data.get("access_modes", [])),
        )


class ScheduleForm(forms.ModelForm):
    """A time of an offer; of a single day nobody has to know which weekday it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekday"].required = False
        self.fields["weekday"].empty_value = None
        self.fields["weekday"].help_text = _("bei einem einzelnen Tag nicht nötig")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        day, chosen = data.get("first_day"), data.get("weekday")
        if data.get("kind") != Schedule.Kind.ONCE:
            if chosen is None and "weekday" not in self.errors:
                self.add_error("weekday", _("Bitte den Wochentag angeben."))
        elif data.get("last_day"):
            self.add_error(
                "last_day", _("Ein einzelner Tag hat keinen letzten: bitte leer lassen oder jede Woche wählen.")
            )
        elif day and "weekday" not in self.errors:
            # Somebody who names both may have meant the other: a contradiction is said, not decided.
            if chosen not in (None, day.weekday()):
                self.add_error("weekday", _("Der Wochentag passt nicht zum Datum."))
            data["weekday"] = day.weekday()
        return data
