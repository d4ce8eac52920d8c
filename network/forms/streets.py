"""Forms of the list of streets that is brought in on a page."""

from typing import Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST: Final = 5_000_000  # bytes; the streets of a city of a million fill some two


class StreetFileForm(forms.Form):
    """The file, and what becomes of the streets that it does not name."""

    file = forms.FileField(
        label=_("Datei"),
        help_text=_(
            "CSV oder Excel (.xlsx), höchstens 5 MB; Spalten: Straße, Hausnummer von, bis, Seite, PLZ, Schlüssel des Stadtteils"
        ),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei aus."),
            "empty": _("Die Datei ist leer."),
        },
    )
    removes_missing = forms.BooleanField(
        label=_("Abschnitte entfernen, die nicht in der Datei stehen"),
        help_text=_("nur wählen, wenn die Datei alle Straßen der Stadt enthält"),
        required=False,
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large to be a list of streets."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Die Datei ist zu groß: Höchstens 5 MB gehen."))
        return file
