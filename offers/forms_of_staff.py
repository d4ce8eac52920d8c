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


class AnswerForm(forms.Form):
    """What was done about a report."""

    answer = forms.CharField(
        label=_("Ihre Antwort"),
        max_length=2000,
        help_text=_(
            "Was haben Sie herausgefunden und geändert? Wer eine Adresse hinterlassen hat, bekommt diesen Text."
        ),
        error_messages={"required": _("Bitte sagen Sie, was Sie getan haben.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReturnForm(forms.Form):
    """What is missing in something that was submitted."""

    sentence = forms.CharField(
        label=_("Was fehlt noch?"),
        max_length=2000,
        required=True,
        help_text=_(
            "Ein freundlicher Satz genügt. Wer es geschrieben hat, bekommt ihn als E-Mail und schreibt dann weiter."
        ),
        error_messages={"required": _("Bitte sagen Sie in einem Satz, was noch fehlt.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
