"""Which period is evaluated."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)


class PeriodForm(forms.Form):
    """From a day to a day, both included."""

    von = forms.DateField(label=_("von"), **DAY)
    bis = forms.DateField(label=_("bis einschließlich"), **DAY)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("von", "bis"):
            if name in data and not EARLIEST <= data[name] <= LATEST:
                self.add_error(name, _("Bitte einen Tag zwischen 2000 und 2100 angeben."))
        if not self.errors and data["bis"] < data["von"]:
            self.add_error("bis", _("Das Ende liegt vor dem Beginn."))
        return data
