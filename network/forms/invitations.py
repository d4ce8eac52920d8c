"""Forms by which people are invited and come in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.choices import AT_A_PARTNER
from network.forms.accounts import NEW_PASSWORD_HINT
from network.models import Invitation, Partner, RoleAssignment, User


class InvitationForm(forms.ModelForm):
    """Whom to invite, to which partner, as what."""

    class Meta:
        model = Invitation
        fields = ("email", "partner", "role")
        field_classes = {"email": forms.EmailField}

    def __init__(self, *args: Any, partners: QuerySet[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners.order_by("name")
        self.fields["partner"].empty_label = _("bitte wählen")
        self.fields["role"].choices = AT_A_PARTNER
        self.fields["email"].widget.attrs |= {"autocomplete": "off", "dir": "ltr"}

    def clean_email(self) -> str:
        return User.normalize_username(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        email, partner = cleaned.get("email"), cleaned.get("partner")
        if not (email and partner):
            return cleaned
        if RoleAssignment.objects.filter(user__email=email, partner=partner, role=cleaned.get("role")).exists():
            self.add_error("email", _("Diese Person hat diese Rolle schon."))
        elif Invitation.objects.pending().filter(email=email, partner=partner).exists():
            self.add_error("email", _("Diese Person ist schon eingeladen."))
        return cleaned

    def validate_constraints(self) -> None:
        """Leave the one rule about two invitations to clean(): one that has run out makes way."""


class NewAccountForm(forms.Form):
    """Name and password of somebody who was invited."""

    name = forms.CharField(label=_("Ihr Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Neues Passwort"),
        help_text=NEW_PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if password := cleaned.get("password"):
            try:
                validate_password(password, User(email=self.email, name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
