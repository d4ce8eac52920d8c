"""Forms of the workspace."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# A calendar of one organisation for some years is far smaller.
MOST_BYTES = 1_000_000


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


class CalendarForm(forms.Form):
    """A calendar file, and what of it becomes times of an offer."""

    ADD, REPLACE = "dazu", "ersetzen"

    file = forms.FileField(
        label=_("Kalenderdatei"),
        help_text=_("eine Datei, die auf .ics endet, höchstens 1 MB; Ihr Kalender nennt das meist „exportieren“"),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei aus."),
            "empty": _("Diese Datei ist leer."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    title = forms.CharField(
        label=_("Nur Termine, in deren Titel das vorkommt"),
        max_length=100,
        required=False,
        help_text=_("leer lassen, wenn alle Termine der Datei zu diesem Angebot gehören"),
    )
    others = forms.ChoiceField(
        label=_("Zeiten, die nicht in der Datei stehen"),
        choices=[(REPLACE, _("fallen weg")), (ADD, _("bleiben"))],
        initial=REPLACE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie aus, was mit den anderen Zeiten geschieht.")},
    )

    def clean_file(self) -> bytes:
        """Return what the file holds; a larger one is not read into memory."""
        file = self.cleaned_data["file"]
        return file.read(MOST_BYTES + 1)
