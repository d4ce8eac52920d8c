"""The form with which a partner names a website of its own."""

import re
from typing import Final
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from offers.models.embeds import HOST

NO_SITE: Final = _("Das ist keine Adresse einer Website. Schreiben Sie sie zum Beispiel so: www.beispiel.de")
NOT_ENCRYPTED: Final = _("Die Website muss mit https:// erreichbar sein, sonst zeigt der Browser die Liste nicht.")
NO_PORT: Final = _("Bitte nur den Namen der Website angeben, ohne Port und ohne Anmeldedaten.")


def host_of(text: str) -> str:
    """Return the name of the site in an address as people copy it. Raises ValidationError where there is none."""
    text = text.strip().lower()
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        port, host = parts.port, (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise forms.ValidationError(NO_SITE) from None
    if parts.scheme != "https":
        raise forms.ValidationError(NOT_ENCRYPTED if parts.scheme == "http" else NO_SITE)
    if port or parts.username is not None:
        raise forms.ValidationError(NO_PORT)
    if not re.fullmatch(HOST, host):
        raise forms.ValidationError(NO_SITE)
    return host


class SiteForm(forms.Form):
    """One website."""

    host = forms.CharField(
        label=_("Adresse Ihrer Website"),
        max_length=400,
        help_text=_(
            "zum Beispiel www.beispiel.de. Mit und ohne „www.“ sind zwei Adressen: Tragen Sie die ein, die oben im Browser steht."
        ),
        error_messages={"required": _("Bitte geben Sie die Adresse Ihrer Website an.")},
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        ),
    )

    def clean_host(self) -> str:
        return host_of(self.cleaned_data["host"])
