"""Forms of what needs action."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kit.filtering import ForgivingFilterSet, one_of
from kit.paragraphs import ParagraphsField
from monitoring.models import Indicator, NeedForAction
from monitoring.models.needs import LONGEST
from network.models import Goal, Measure
from sozialraum.models import District

STATES = [("offen", _("offen")), ("erledigt", _("erledigt"))]
OTHER_GOAL = _("Diese Maßnahme dient einem anderen Ziel.")


class MeasureChoice(forms.ModelChoiceField):
    """Measures by their goals."""

    def label_from_instance(self, obj: Measure) -> str:
        return f"{obj.title} ({obj.goal})"


class NeedForm(forms.ModelForm):
    """A finding about an area or the whole city, its goal, its measure, and which version of it the person has read."""

    version = forms.IntegerField(min_value=1, initial=1, widget=forms.HiddenInput)
    finding = ParagraphsField(
        label=NeedForAction._meta.get_field("finding").verbose_name,
        help_text=NeedForAction._meta.get_field("finding").help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Bitte schreiben Sie, was die Zahl zeigt."),
            "max_length": _("Bitte kürzen Sie den Befund auf höchstens 2.000 Zeichen."),
        },
    )
    measure = MeasureChoice(
        Measure.objects.select_related("goal"),
        label=NeedForAction._meta.get_field("measure").verbose_name,
        help_text=NeedForAction._meta.get_field("measure").help_text,
        required=False,
        empty_label=_("noch keine"),
    )

    class Meta:
        model = NeedForAction
        fields = ("indicator", "district", "social_space", "finding", "goal", "measure", "noted_on", "settled_on")
        widgets: ClassVar = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("noted_on", "settled_on")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = self.fields["district"]
        mine = District.objects.filter(pk=self.instance.district_id)
        districts.queryset = (District.objects.filter(valid_until=None) | mine).defer("boundary").distinct()
        districts.queryset = districts.queryset.order_by("name")
        districts.empty_label, self.fields["social_space"].empty_label = _("keins"), _("keiner")
        self.fields["district"].help_text = _("ohne Gebiet und Sozialraum: die ganze Stadt")
        for name in ("indicator", "goal"):
            self.fields[name].empty_label = _("bitte wählen")

    def clean(self) -> dict[str, Any]:
        """Refuse a measure of another goal beside its field, as the database does."""
        data = super().clean()
        goal, measure = data.get("goal"), data.get("measure")
        if goal and measure and measure.goal_id != goal.pk:
            self.add_error("measure", OTHER_GOAL)
        return data


class NeedFilter(ForgivingFilterSet):
    """Needs by goal, indicator and whether they are settled."""

    ziel = one_of(Goal.objects.all(), "slug", _("Ziel"), field_name="goal")
    indikator = one_of(Indicator.objects.all(), "code", _("Indikator"), field_name="indicator")
    stand = django_filters.ChoiceFilter(choices=STATES, method="settled", label=_("Stand"), empty_label=_("alle"))

    class Meta:
        model = NeedForAction
        fields: tuple[str, ...] = ()

    def settled(self, needs: QuerySet, name: str, value: str) -> QuerySet:
        return needs.filter(settled_on__isnull=value == "offen")
