"""The form of a contact point: a function, whom it answers, how it is reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.choices import Permission
from network.models import ContactPoint, Facility, Network, Partner, User
from network.permissions import districts_in, keeps_contact_of, spaces_kept_by, standing_of
from sozialraum.models import District

REFUSED = _(
    "Bitte wählen Sie eines Ihrer Netzwerke oder nur Sozialräume und Stadtteile, für die Sie zuständig sind. Sonst könnten Sie diese Ansprechstelle nicht mehr ändern."
)


class ContactPointForm(forms.ModelForm):
    """What `user` says of a contact point; those who keep a social space choose among its areas, others among all."""

    class Meta:
        model = ContactPoint
        fields = (
            *("function", "unit", "task", "phone", "email", "hours", "partner", "facility", "network"),
            *("social_spaces", "districts", "is_public", "order"),
        )
        widgets = {"social_spaces": forms.CheckboxSelectMultiple, "districts": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        kept = self.instance
        choices = {
            "partner": Partner.objects.living() | Partner.objects.filter(pk=kept.partner_id),
            "facility": Facility.objects.living() | Facility.objects.filter(pk=kept.facility_id),
            "districts": District.objects.for_families().defer("boundary", "parent__boundary"),
        }
        for name, records in choices.items():
            self.fields[name].queryset = records
        standing = standing_of(user)
        _partners, networks, _spaces = standing.where(Permission.SPACES)
        if Permission.SPACES not in standing.everywhere and not networks:
            self.fields["social_spaces"].queryset = spaces_kept_by(user)
            self.fields["districts"].queryset = self.fields["districts"].queryset.filter(
                pk__in=districts_in(list(spaces_kept_by(user).values_list("pk", flat=True)))
            )
            self.fields["network"].queryset = Network.objects.all()
        self.fields["order"].help_text = _("kleine Zahlen stehen vorn")
        for name in ("unit", "partner", "facility", "network"):
            self.fields[name].empty_label = _("keine Angabe")

    def clean(self) -> dict[str, Any]:
        """Refuse what its writer could not change again."""
        data = super().clean()
        spaces, districts = list(data.get("social_spaces") or []), list(data.get("districts") or [])
        if not self.errors and not keeps_contact_of(self.user, data.get("network"), spaces, districts):
            self.add_error("social_spaces", REFUSED)
        if data.get("unit") and not spaces and not districts and "social_spaces" not in self.errors:
            self.add_error("social_spaces", _("Eine Einheit arbeitet für mindestens einen Sozialraum oder Stadtteil."))
        return data
