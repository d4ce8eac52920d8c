"""Times as people say them, one in a line."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.content import Content
from offers.models import Schedule
from offers.sessions import Series
from offers.spoken_times import say_all, understand

HINT = _(
    "eine Zeit je Zeile, so wie Sie es sagen würden: „dienstags 9:30–11 Uhr, nicht in den Schulferien“, "
    "„jeden 1. Montag im Monat 15–17 Uhr“, „am 3. Februar 2027, 9–12 Uhr“"
)


class TimesField(forms.CharField):
    """Lines of times; `known` are the series that are stored, so that what stays as it is stays the same series."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})
        super().__init__(required=False, widget=widget, help_text=HINT, **kwargs)
        self.known: list[Series] = []

    def clean(self, value: str) -> list[Series]:
        """Return the series; raises ValidationError with a sentence for each line that is not understood."""
        text = super().clean(value)
        return understand(text, today=timezone.localdate(), known=self.known) if text else []

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(say_all(value, today=timezone.localdate()))
        return value


def series_of(content: Content) -> list[Series]:
    """Return the series of a content."""
    return [Series.of_card(time) for time in content.get("schedules", [])]


def plain_series(series: Series) -> dict[str, Any]:
    """Return a series as a content holds it."""
    values = {name: getattr(series, name) for name in Series.__slots__}
    return {
        name: value.isoformat() if isinstance(value, datetime.date | datetime.time) else value
        for name, value in values.items()
    } | {"kind": Schedule.Kind(series.kind).value}
