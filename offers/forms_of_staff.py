"""Forms of the workspace."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why something is done, in a sentence; only asked where it is `needed`."""

    reason = forms.CharField(
        label=_("Grund"),
        max_length=200,
        help_text=_("ein Satz, den auch andere verstehen, zum Beispiel „Der Kurs ist zu Ende.“"),
        error_messages={"required": _("Bitte sagen Sie in einem Satz, warum.")},
    )

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_needed = needed
        if not needed:
            self.fields["reason"].required = False
            self.fields["reason"].widget = forms.HiddenInput()
