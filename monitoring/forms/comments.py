"""The form of a commentary on an area."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.paragraphs import ParagraphsField
from monitoring.models.comments import LONGEST, DistrictComment

FIELD = DistrictComment._meta.get_field("text")


class CommentForm(forms.Form):
    """The text of a commentary, and which version of it the person has read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = ParagraphsField(
        label=_("Kommentar"),
        max_length=LONGEST,
        help_text=FIELD.help_text,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "required": _("Bitte schreiben Sie einen Kommentar."),
            "max_length": _("Bitte kürzen Sie den Kommentar auf höchstens 3.000 Zeichen."),
        },
    )
