"""Forms of the second step: allauth's rules, our words."""

import string
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from network.forms.accounts import Spoken

# For so long a code of an app may be right (three times half a minute), and for so long it is not taken a second time.
CODE_LIVES = 90
LONGEST = 20  # signs that somebody types for a code, gaps included


class Code(Spoken):
    """Mixed into a form that asks for a code of six digits."""

    labels: ClassVar = {"code": _("Code")}
    hints: ClassVar = {"code": _("Die sechs Ziffern, die Ihre App gerade zeigt.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": str(LONGEST), "dir": "ltr"}


class Once(Code):
    """Mixed into a form that lets in by a code: nobody who looks over a shoulder can use it again."""

    hints: ClassVar = {"code": _("Die sechs Ziffern aus Ihrer App, oder einer Ihrer Notfallcodes.")}

    def clean_code(self) -> str:
        digits = "".join(sign for sign in self.cleaned_data["code"] if sign in string.digits)
        used = f"second_factor.used.{self.user.pk}.{digits[:LONGEST]}"
        if cache.get(used):
            raise get_adapter().validation_error("incorrect_code")
        code = super().clean_code()
        cache.set(used, "used", timeout=CODE_LIVES)
        return code


class CodeForm(Once, base.AuthenticateForm):
    pass


class CodeAgainForm(Once, base.ReauthenticateForm):
    pass


class PasswordAgainForm(Spoken, account.ReauthenticateForm):
    labels: ClassVar = {"password": _("Passwort")}


class ActivateAppForm(Code, totp.ActivateTOTPForm):
    def clean_code(self) -> str:
        # Set up in another window meanwhile.
        if Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).exists():
            raise forms.ValidationError(_("Sie haben schon eine App eingerichtet. Entfernen Sie zuerst diese."))
        return super().clean_code()


class RemoveForm(totp.DeactivateTOTPForm):
    """Asks whether to remove an app or a passkey, and says why that cannot be."""


STUMBLES = (
    ArithmeticError,
    AttributeError,
    InvalidSignature,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@contextmanager
def readable() -> Iterator[None]:
    """Say of an answer that no device gives that it is wrong: the libraries stumble over what is missing in it."""
    try:
        yield
    except STUMBLES as error:
        raise get_adapter().validation_error("incorrect_code") from error


class Answer(forms.JSONField):
    """What a device says, as JSON; unlike its parent it does not stumble over brackets without end."""

    widget = forms.HiddenInput

    def to_python(self, value: str) -> Any:
        with readable():
            return super().to_python(value)


class Shown:
    """Mixed into a form that takes what a device says."""

    def clean_credential(self) -> Authenticator:
        with readable():
            return super().clean_credential()


class LoginPasskeyForm(Shown, webauthn.LoginWebAuthnForm):
    credential = Answer()


class PasskeyForm(Shown, webauthn.AuthenticateWebAuthnForm):
    credential = Answer()


class PasskeyAgainForm(Shown, webauthn.ReauthenticateWebAuthnForm):
    credential = Answer()


class Named(Spoken):
    """Mixed into a form that names a passkey."""

    labels: ClassVar = {"name": _("Name"), "credential": ""}
    hints: ClassVar = {"name": _("Damit Sie ihn wiedererkennen, zum Beispiel „Diensthandy“.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.validators.append(forms.fields.validators.MaxLengthValidator(60))
        name.widget.attrs["maxlength"] = "60"


class AddPasskeyForm(Named, webauthn.AddWebAuthnForm):
    credential = Answer()
    passwordless = None  # each passkey is one: the settings ask for a finger, a face or a PIN

    def clean(self) -> dict[str, Any]:
        with readable():
            return super().clean()


class RenamePasskeyForm(Named, webauthn.EditWebAuthnForm):
    pass
