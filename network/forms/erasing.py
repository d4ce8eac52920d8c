"""Whose data are to be deleted for good, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.erasing import SHORTEST, Person


class ErasureForm(forms.Form):
    """A person by address and name; the reason stays, so it may not name the person."""

    email = forms.EmailField(label=_("E-Mail-Adresse der Person"))
    name = forms.CharField(
        label=_("Name der Person"),
        required=False,
        min_length=SHORTEST,
        max_length=120,
        help_text=_(
            "Vor- und Nachname; er wird überall durch „…“ ersetzt. Leer lassen, wenn er auch anderes bedeutet."
        ),
        error_messages={"min_length": _("Ein so kurzer Name steckt in zu vielen anderen Wörtern.")},
    )
    reason = forms.CharField(
        label=_("Grund"),
        max_length=200,
        help_text=_("ohne Namen und Adresse, denn der Grund bleibt, zum Beispiel „Auf Wunsch der Person“"),
        error_messages={"required": _("Bitte sagen Sie, warum gelöscht wird.")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a reason that keeps what is to be deleted."""
        data = super().clean()
        kept = data.get("reason", "").lower()
        if any(word and word.lower() in kept for word in (data.get("email"), data.get("name"))):
            self.add_error("reason", _("Der Grund bleibt gespeichert und darf die Person nicht nennen."))
        return data

    @property
    def person(self) -> Person:
        return Person(self.cleaned_data["email"], self.cleaned_data["name"])
