"""The forms that anybody may send, without an account and without a cookie."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum import guard

LONGEST_MESSAGE = 5000
NOTHING_WRITTEN = _("Bitte schreiben Sie hier, worum es geht.")


class GuardedForm(forms.Form):
    """A form for everybody; what looks like a robot's is sent back with everything still in it."""

    # Hidden from people; robots fill in whatever they find.
    leave_empty = forms.CharField(
        label=_("Dieses Feld bitte frei lassen"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, initial=guard.stamp, widget=forms.HiddenInput)

    visible: ClassVar[list[str]] = []
    submit_label = _("Senden")

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.disable_csrf = True  # a token would set a cookie; see sozialraum.guard
        helper.layout = Layout(*self.visible, Div("leave_empty", hidden=True), "stamp")
        helper.add_input(Submit("send", self.submit_label))
        return helper

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # With an error in it the form comes back anyway.
        if not self.errors and (complaint := self.complaint(cleaned)):
            self.add_error(None, complaint)
            # Shown again, the form is as good as new: who is no robot just sends it once more.
            self.data = self.data.copy()
            self.data["leave_empty"], self.data["stamp"] = "", guard.stamp()
        return cleaned

    @staticmethod
    def complaint(cleaned: dict[str, Any]) -> str:
        return guard.HASTY if cleaned["leave_empty"] else guard.complaint(cleaned["stamp"])


class MessageForm(GuardedForm):
    """A message and where to answer."""

    message = forms.CharField(
        label=_("Ihre Nachricht"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": NOTHING_WRITTEN},
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse (wenn Sie eine Antwort möchten)"),
        required=False,
        help_text=_("Ohne E-Mail-Adresse können wir Ihnen nicht antworten. Ihre Nachricht kommt trotzdem an."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    visible = ["message", "email"]
    submit_label = _("Nachricht senden")


class ContactForm(MessageForm):
    """A message to the municipality."""

    name = forms.CharField(
        label=_("Ihr Name (freiwillig)"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    visible = ["message", "name", "email"]


class FeedbackForm(MessageForm):
    """A hint on a barrier of the site, § 10b (2) no. 2 BGG NRW."""

    message = forms.CharField(
        label=_("Was ist nicht barrierefrei, oder welche Information brauchen Sie in anderer Form?"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": NOTHING_WRITTEN},
        help_text=_("Wenn Sie mögen, nennen Sie die Seite und das Hilfsmittel, mit dem Sie lesen."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    submit_label = _("Hinweis senden")
