"""Text of several paragraphs, as people type it."""

import re
import unicodedata

from django import forms


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
