"""Forms about what changes shortly: days on which an offer does not take place, and places that are free."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.models import Availability, Closure, Offer

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ClosureForm(forms.ModelForm):
    """Days on which an offer is closed; a single day needs no end."""

    class Meta:
        model = Closure
        fields = ("first_day", "last_day", "message")
        widgets = {"first_day": DATE, "last_day": DATE}

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, instance=Closure(offer=offer), **kwargs)
        self.fields["last_day"].required = False
        self.fields["last_day"].help_text = _("Bei einem einzelnen Tag bitte leer lassen.")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("first_day") and "last_day" not in self.errors:
            data["last_day"] = data.get("last_day") or data["first_day"]
            if data["last_day"] < timezone.localdate():
                self.add_error("last_day", _("Diese Tage sind vorbei."))
        return data


class PlacesForm(forms.ModelForm):
    """How many places are free; an empty field says nothing about it."""

    class Meta:
        model = Availability
        fields = ("free", "has_waiting_list")
        help_texts = {"free": _("0 heißt ausgebucht. Leer lassen, wenn Sie dazu nichts sagen möchten.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["free"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("has_waiting_list") and data.get("free") is None and "free" not in self.errors:
            self.add_error("free", _("Bitte schreiben Sie dazu, wie viele Plätze frei sind, zum Beispiel 0."))
        return data

    def _post_clean(self) -> None:
        # Nothing is said: there is no row to check.
        if self.cleaned_data.get("free") is not None:
            super()._post_clean()
