"""How operators open and change the accounts of staff."""

from typing import Any

from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from network.models import User


class OpenAccountForm(AdminUserCreationForm):
    """A new account, with a password now or with one that its owner chooses."""

    class Meta:
        model = User
        fields = ("email", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"  # it is somebody else's
        choice = self.fields["usable_password"]
        choice.label = _("Passwort")
        choice.choices = [
            ("false", _("Die Person wählt es selbst, auf der Anmeldeseite unter „Passwort vergessen?“")),
            ("true", _("Ich lege jetzt eines fest")),
        ]
        choice.initial, choice.help_text = "false", ""


class AccountForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"  # the admin names them
