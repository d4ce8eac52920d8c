"""Forms of the staff's accounts: allauth's rules, our words."""

from typing import Any, ClassVar

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

NEW_PASSWORD_HINT = _("Mindestens 12 Zeichen. Gut sind drei Wörter, die nichts miteinander zu tun haben.")


class Spoken:
    """Mixed into a form: labels in our words, and no placeholders, which vanish as soon as somebody types."""

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels[name]
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class Twice(Spoken):
    """Mixed into a form that asks for a new password and once more for the same."""

    labels: ClassVar = {
        "oldpassword": _("Jetziges Passwort"),
        "password1": _("Neues Passwort"),
        "password2": _("Neues Passwort noch einmal"),
    }
    hints: ClassVar = {"password1": NEW_PASSWORD_HINT}

    def clean(self) -> dict[str, Any]:
        # In place of allauth's own check, whose German is on first-name terms with people.
        data = forms.Form.clean(self)
        if {"password1", "password2"} <= data.keys() and data["password1"] != data["password2"]:
            self.add_error("password2", _("Die beiden neuen Passwörter sind verschieden."))
        return data


class LoginForm(Spoken, allauth.LoginForm):
    labels: ClassVar = {"login": _("E-Mail-Adresse"), "password": _("Passwort")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What password managers look for beside a password.
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(Spoken, allauth.ResetPasswordForm):
    labels: ClassVar = {"email": _("E-Mail-Adresse")}


class ResetPasswordKeyForm(Twice, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(Twice, allauth.ChangePasswordForm):
    pass
