"""Forms in which several records are entered at once."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Any

from django import forms


class PeriodsFormSet(forms.BaseInlineFormSet):
    """Rows of which no two of the same `subject` may hold at a time, from `valid_from` until before `valid_until`.

    The database knows each row alone, so two new ones would break its rule only when they are saved.
    """

    subject: str
    clash: str

    def clean(self) -> None:
        super().clean()
        for earlier, later in combinations(self.kept(), 2):
            if overlap(earlier.cleaned_data, later.cleaned_data, self.subject):
                later.add_error("valid_from", self.clash)

    def kept(self) -> list[forms.ModelForm]:
        """Return the rows that will be there after saving, as far as they can be read."""
        needed = {self.subject, "valid_from"}
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms and needed <= filled(getattr(form, "cleaned_data", {}).items())
        ]


def filled(values: Iterable[tuple[str, Any]]) -> set[str]:
    return {name for name, value in values if value is not None}


def overlap(one: dict[str, Any], other: dict[str, Any], subject: str) -> bool:
    """Return whether two rows are about the same and share a day."""
    ends = [row.get("valid_until") or date.max for row in (one, other)]
    return one[subject] == other[subject] and one["valid_from"] < ends[1] and other["valid_from"] < ends[0]
