"""The forms of a partner and of a facility."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.forms.places import PlaceForm
from network.models import Facility, Network, Partner, User
from network.permissions import partners_with, standing_of
from offers.content import FACILITY, PARTNER, Content
from offers.editing.form import Ticks, WebAddressField, ask_to_choose, offer_partners
from offers.editing.hosts_layout import facility_layout, partner_layout
from offers.editing.hours import HoursField
from offers.editing.names import NamedField
from offers.editing.values import content_from
from sozialraum.models import District

TEXTS: dict[str, forms.Widget] = {
    "description": forms.Textarea(attrs={"rows": 5}),
    "phone": forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "off"}),
    "email": forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    "website": forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
}


class PartnerForm(forms.ModelForm):
    """All that people write about a partner; whether it publishes by itself is for operators to say."""

    parent = NamedField(
        label=_("gehört zu"), required=False, help_text=_("Name der Organisation, deren Teil der Partner ist")
    )

    class Meta:
        model = Partner
        fields = ("name", "kind", "description", "phone", "email", "website", "is_public")
        widgets: ClassVar = TEXTS
        field_classes: ClassVar = {"website": WebAddressField}

    def __init__(
        self, *args: Any, user: User, content: Content, pk: int | None, may_admit: bool, **kwargs: Any
    ) -> None:
        """Make the form that `user` sees for the content of a partner (by id), or for a new one; who `may_admit` also hides it."""
        super().__init__(*args, **kwargs)
        self.content = content
        self.instance.pk = pk  # so that the rules about a partner and its parent can be asked
        # One that is named already may be hidden by now.
        named = Partner.objects.filter(pk=content.get("parent"))
        self.fields["parent"].offered(Partner.objects.public() | partners_with(Permission.EDIT, user) | named)
        if not may_admit:
            del self.fields["is_public"]
        if pk is None:
            self.ask_for_network(user)
        ask_to_choose(self)
        self.helper = partner_layout(self.fields)

    def ask_for_network(self, user: User) -> None:
        """Ask in which network a new partner works; who does not look after all of them looks after those alone."""
        standing = standing_of(user)
        is_everywhere = Permission.ADMIT in standing.everywhere
        networks = Network.objects.order_by("name")
        if not is_everywhere:
            networks = networks.filter(pk__in=standing.where(Permission.ADMIT)[1])
        self.fields["network"] = forms.ModelChoiceField(
            networks,
            label=_("Mitglied im Netzwerk"),
            required=not is_everywhere,
            help_text=_("ab heute; wer das Netzwerk koordiniert, kümmert sich auch um den Partner"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.instance.parent = data.get("parent")
        return data

    def clean_parent(self) -> Partner | None:
        """Refuse a parent that belongs to this partner."""
        self.instance.parent = self.cleaned_data["parent"]
        if self.instance.parent and self.instance.parent.pk == self.instance.pk:
            raise forms.ValidationError(_("Ein Partner kann nicht zu sich selbst gehören."))
        try:
            self.instance.clean()
        except forms.ValidationError as error:
            raise forms.ValidationError(error.message_dict["parent"]) from error
        return self.instance.parent

    def _post_clean(self) -> None:
        """Check the rules without asking again what clean_parent asked."""
        if "parent" in self.errors:
            self.instance.parent = None
        super()._post_clean()

    def written(self) -> Content:
        """Return the content that a valid form holds."""
        return content_from(self.cleaned_data, self.content, PARTNER)


class FacilityForm(PlaceForm):
    """All that people write about a facility. Its rules are those of the database, said beside the field."""

    opening_hours = HoursField(label=_("Öffnungszeiten"))

    class Meta:
        model = Facility
        fields = (
            "name",
            "kind",
            "partner",
            "description",
            "is_open_for_all",
            "street",
            "postcode",
            "city",
            "district",
            "address_is_confidential",
            "phone",
            "email",
            "website",
            "opening_note",
            "accessibility",
            "quality_seal",
            "seal_valid_until",
            "is_public",
        )
        widgets: ClassVar = TEXTS | {
            "accessibility": Ticks,
            "seal_valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        field_classes: ClassVar = {"website": WebAddressField}

    def __init__(
        self, *args: Any, user: User, content: Content, pk: int | None, may_admit: bool, **kwargs: Any
    ) -> None:
        """Make the form that `user` sees for the content of a facility, or for a new one; who `may_admit` also hides it."""
        super().__init__(*args, **kwargs)
        self.content = content
        offer_partners(self, "partner", user)
        self.fields["district"].queryset = District.objects.for_families().defer("boundary").order_by("name")
        self.fields["district"].help_text = _("nur ohne Punkt auf der Karte: der Punkt entscheidet")
        for name in ("latitude", "longitude"):
            self.fields[name].help_text = ""
        if not may_admit:
            del self.fields["is_public"]
        ask_to_choose(self)
        self.helper = facility_layout(self.fields)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["point"] = self.instance.point
        return data

    def written(self) -> Content:
        """Return the content that a valid form holds."""
        return content_from(self.cleaned_data, self.content, FACILITY)


FORMS = {Partner: PartnerForm, Facility: FacilityForm}
