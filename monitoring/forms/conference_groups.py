"""How a conference group, an activity and a project are entered."""

from typing import Any, ClassVar

from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kit.german import free_slug, slug
from monitoring.forms.conferences import HIDDEN_STATE, LineField, day_field
from network.models import ConferenceGroup, Partner
from network.seen import print_of
from offers.editing.names import NamedField
from sozialraum.models import AreaLevel, District

LONGEST_SLUG = 120


class SeenForm(forms.ModelForm):
    """A form of a record that says so where somebody else saved the record while it was being written."""

    seen = HIDDEN_STATE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = print_of(state_of(self.instance)) if self.instance.pk else ""
        self.fields["seen"].initial = self.stands
        for name, field in self.fields.items():
            if type(field) is forms.CharField and not isinstance(field.widget, (forms.Textarea, forms.HiddenInput)):
                self.fields[name] = LineField(
                    label=field.label, required=field.required, max_length=field.max_length, help_text=field.help_text
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.stands != data.get("seen", ""):
            self.add_error(
                None,
                _now(
                    "Jemand anderes hat das inzwischen geändert. Ihre Angaben stehen noch hier, gespeichert ist nichts davon. Sehen Sie in einem zweiten Fenster nach, was sich geändert hat; mit „Speichern“ ersetzen Sie es."
                ),
            )
            self.data = self.data.copy()
            self.data["seen"] = self.stands
        return data


def state_of(record: Any) -> list[tuple[str, Any]]:
    """Return all that a record says, as far as forms show it."""
    found = model_to_dict(record)
    return sorted(
        (name, [one.pk for one in value] if isinstance(value, list) else str(value)) for name, value in found.items()
    )


class GroupForm(SeenForm):
    """Which group meets for which part of a borough, on which basis, and who invites."""

    inviting_unit = NamedField(label=_("Einladende Stelle"), help_text=_("zum Beispiel die Praxisberatung des Bezirks"))

    class Meta:
        model = ConferenceGroup
        fields = ("borough", "name", "basis", "basis_note", "inviting_unit", "districts")
        labels: ClassVar = {"districts": _("Gebiet: für diese Stadtteile")}
        widgets: ClassVar = {"districts": forms.CheckboxSelectMultiple}
        error_messages: ClassVar = {"districts": {"required": _("Bitte mindestens einen Stadtteil wählen.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coarsest = AreaLevel.objects.order_by("order").first()
        self.fields["borough"].queryset = (
            District.objects.current().filter(level=coarsest).defer("boundary").order_by("name")
        )
        self.fields["borough"].empty_label = None
        self.fields["districts"].queryset = District.objects.for_families().defer("boundary", "parent__boundary")
        self.fields["inviting_unit"].offered(Partner.objects.living())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        borough, districts = data.get("borough"), data.get("districts") or []
        foreign = [one.name for one in districts if borough and one.parent_id not in (None, borough.pk)]
        if foreign:
            told = _now("Diese Stadtteile liegen in einem anderen Stadtbezirk: %(names)s.")
            self.add_error("districts", told % {"names": ", ".join(foreign)})
        return data

    def save(self, commit: bool = True) -> ConferenceGroup:  # noqa: FBT001, FBT002 (Django's own signature)
        if not self.instance.slug:
            taken = set(ConferenceGroup.objects.values_list("slug", flat=True))
            self.instance.slug = free_slug(slug(self.instance.name, "gruppe", LONGEST_SLUG), taken, LONGEST_SLUG)
        return super().save(commit)


class MemberForm(forms.Form):
    """Who joins a group, and since when."""

    partner = NamedField(label=_("Organisation"))
    day = day_field(_("seit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"day": timezone.localdate()}, **kwargs)
        self.fields["partner"].offered(Partner.objects.living())


class DayForm(forms.Form):
    """From which day on a group runs or rests, or a membership ends."""

    day = day_field(_("ab"))
