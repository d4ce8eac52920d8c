"""The question of the resource check, and what of its answer goes onto a hand-out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import ContactPoint
from offers.models import AgeStep, LifeSituation, Offer, Topic
from offers.resources import Need
from sozialraum.models import District, SocialSpace

MOST_ON_PAPER = 30


class NeedForm(forms.Form):
    """A need, an age, an area: words of lists only, so that nothing about a family can be written down."""

    thema = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        to_field_name="code",
        required=False,
        label=_("Themen"),
        widget=forms.CheckboxSelectMultiple,
    )
    lebenslage = forms.ModelMultipleChoiceField(
        LifeSituation.objects.all(),
        to_field_name="code",
        required=False,
        label=_("Lebenslagen"),
        widget=forms.CheckboxSelectMultiple,
    )
    alter = forms.ModelChoiceField(
        AgeStep.objects.all(),
        to_field_name="code",
        required=False,
        label=_("Alter des Kindes"),
        empty_label=_("jedes Alter"),
    )
    gebiet = forms.ChoiceField(
        label=_("Wo?"),
        error_messages={
            "required": _("Bitte wählen Sie einen Stadtteil oder einen Sozialraum."),
            "invalid_choice": _("Bitte wählen Sie einen Stadtteil oder einen Sozialraum."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = District.objects.for_families().defer("boundary", "parent__boundary").values_list("slug", "name")
        spaces = SocialSpace.objects.values_list("slug", "code", "name")
        self.fields["gebiet"].choices = [
            ("", _("bitte wählen")),
            (_("Sozialräume"), [(f"sozialraum:{slug}", f"{code} {name}") for slug, code, name in spaces]),
            (_("Stadtteile"), [(f"stadtteil:{slug}", name) for slug, name in districts]),
        ]

    def need(self) -> Need:
        """Return what a valid form asks."""
        said = self.cleaned_data
        kind, _colon, slug = said["gebiet"].partition(":")
        districts = District.objects.for_families().defer("boundary", "parent__boundary")
        return Need(
            topics=tuple(said["thema"]),
            situations=tuple(said["lebenslage"]),
            step=said["alter"],
            district=districts.get(slug=slug) if kind == "stadtteil" else None,
            space=SocialSpace.objects.get(slug=slug) if kind == "sozialraum" else None,
        )


class HandoutForm(forms.Form):
    """Which public offers and functions a family takes home on paper."""

    angebot = forms.ModelMultipleChoiceField(Offer.objects.none(), required=False)
    stelle = forms.ModelMultipleChoiceField(ContactPoint.objects.none(), required=False)

    def __init__(self, *args: Any, offers: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["angebot"].queryset, self.fields["stelle"].queryset = offers, contacts

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        number = len(data.get("angebot") or []) + len(data.get("stelle") or [])
        if self.errors or not number:
            raise forms.ValidationError(_("Bitte kreuzen Sie an, was auf den Handzettel soll."))
        if number > MOST_ON_PAPER:
            raise forms.ValidationError(
                _("Auf einen Handzettel passen %(most)s Einträge; angekreuzt sind %(number)s. Weniger hilft mehr.")
                % {"most": MOST_ON_PAPER, "number": number}
            )
        return data
