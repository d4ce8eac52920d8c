"""The form of a commentary on an area."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from monitoring.models.comments import LONGEST, DistrictComment

FIELD = DistrictComment._meta.get_field("text")


class ParagraphsField(forms.CharField):
    """A text of paragraphs, without what no database takes and no printer prints.

    Browsers send a line's end as two characters but count one; so it is counted here.
    """

    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        """Return the text with plain line ends, and one empty line at most between paragraphs."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(one for one in text if one == "\n" or unicodedata.category(one) not in {"Cc", "Cs", "Cn"})
        return re.sub(r"\n\s*\n", "\n\n", kept).strip()


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
