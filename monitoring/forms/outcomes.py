"""How outcomes, metrics, targets and the texts of a year are entered."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from monitoring.area_choice import AreaChoice, token_of
from monitoring.areas import CITY, AreaKey
from monitoring.forms.comments import ParagraphsField
from monitoring.models import OutcomeRecord, SuccessReport
from monitoring.models.outcomes import COLUMNS

# How addresses and forms name the parts of a year, and from which month to which they reach.
PARTS = {
    "jahr": (_("das ganze Jahr"), (1, 12)),
    "h1": (_("1. Halbjahr"), (1, 6)),
    "h2": (_("2. Halbjahr"), (7, 12)),
    "q1": (_("1. Quartal"), (1, 3)),
    "q2": (_("2. Quartal"), (4, 6)),
    "q3": (_("3. Quartal"), (7, 9)),
    "q4": (_("4. Quartal"), (10, 12)),
}
YEARS_BACK = 5
EVERYWHERE = ""


def part_of(record: OutcomeRecord) -> str:
    """Return which part of a year an outcome is about; empty where it is none of those that the form knows."""
    months = (record.first_month, record.last_month)
    return next((name for name, (_label, reach) in PARTS.items() if reach == months), "")


def period_of(record: OutcomeRecord) -> str:
    """Return the months of an outcome in words."""
    part = part_of(record)
    if part == "jahr":
        return str(record.year)
    if part:
        return f"{PARTS[part][0]} {record.year}"
    return f"{MONTHS[record.first_month]}–{MONTHS[record.last_month]} {record.year}"


class OutcomeForm(forms.ModelForm):
    """What was counted, when and where; the metric and the offer or programme are those of the record."""

    year = forms.TypedChoiceField(label=_("Jahr"), coerce=int)
    part = forms.ChoiceField(label=_("Zeitraum"), choices=[(name, label) for name, (label, _reach) in PARTS.items()])
    area = forms.ChoiceField(
        label=_("Wo"), required=False, help_text=_("Wo die Familien wohnen, wenn Sie das wissen; sonst „ganze Stadt“.")
    )
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    class Meta:
        model = OutcomeRecord
        fields: ClassVar = [*COLUMNS, "note"]

    field_order = ("year", "part", "area", *COLUMNS, "note", "version")

    def __init__(self, *args: Any, areas: AreaChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record, this_year = self.instance, timezone.localdate().year
        self.areas = areas
        years = {*range(this_year, this_year - YEARS_BACK - 1, -1), *([record.year] if record.pk else [])}
        self.fields["year"].choices = [(year, year) for year in sorted(years, reverse=True)]
        options = [(one.value, one.label, one.group) for one in areas.options]
        groups: dict[str, list] = {}
        for value, label, group in options:
            groups.setdefault(str(group), []).append((value, label))
        self.fields["area"].choices = [(EVERYWHERE, _("ganze Stadt")), *groups.items()]
        for name, label in zip(COLUMNS, record.metric.names, strict=False):
            self.fields[name].label, self.fields[name].required = label, True
        for name in COLUMNS[len(record.metric.names) :]:
            del self.fields[name]
        if record.pk:
            self.initial |= {"year": record.year, "part": part_of(record), "area": self.token(record.area)}
            self.initial["version"] = record.version
        else:
            self.initial["year"] = this_year

    def token(self, area: AreaKey) -> str:
        """Return how the form names an area; that of a closed one is not among those to choose from."""
        found = (token_of(one) for one in self.areas.by_name.values() if one.key == area)
        return next(found, EVERYWHERE)

    def clean(self) -> dict[str, Any]:
        """Put what was chosen into the record, whose own rules judge it then."""
        data = super().clean()
        record = self.instance
        record.kind = record.metric.kind
        if {"year", "part"} <= data.keys():
            record.year = data["year"]
            record.first_month, record.last_month = PARTS[data["part"]][1]
            if datetime.date(record.year, record.first_month, 1) > timezone.localdate():
                self.add_error("part", _("Dieser Zeitraum hat noch nicht begonnen."))
        if "area" in data:
            kind, pk = self.areas.by_name[data["area"]].key if data["area"] else CITY
            record.district_id, record.social_space_id = (pk if kind == one else None for one in ("district", "space"))
        return data

    def _get_validation_exclusions(self) -> set[str]:
        """Let the record be judged whole, by what no field of this form holds too, but for what could not be read."""
        unread = {"year", "first_month", "last_month"} if {"year", "part"} & self.errors.keys() else set()
        return {name for name in super()._get_validation_exclusions() if name in self.errors} | unread


class ReportForm(forms.ModelForm):
    """The texts of a year's Erfolgsnachweis, and which version of them the person has read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = SuccessReport
        fields: ClassVar = ["summary", "decisions", "public_summary", "is_public"]
        field_classes: ClassVar = dict.fromkeys(fields[:3], ParagraphsField)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(data[name] for name in ("summary", "decisions", "public_summary")):
            raise ValidationError(_("Bitte schreiben Sie wenigstens einen der Texte."))
        return data
