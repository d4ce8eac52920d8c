"""What a reader is told about a line that cannot be understood."""

from typing import Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Enough to find the line again; what people paste by mistake can be long.
MOST_QUOTED: Final = 80
EXAMPLES: Final = gettext_lazy("So geht es: „dienstags, 9:30–11 Uhr“ oder „am 3. Februar 2027, 15–17 Uhr“.")


class MisreadError(Exception):
    """A line says too little, or what cannot be; the text tells whom wrote it why, without the line."""


class UnreadError(MisreadError):
    """A line has a part without a meaning; the text is this part."""


def sentence(number: int, line: str, refusal: MisreadError) -> str:
    """Return what is wrong with a line, by its number and words."""
    said = {"number": number, "line": quoted(line), "why": refusal, "examples": EXAMPLES}
    if not isinstance(refusal, UnreadError):
        return _("Zeile %(number)s: „%(line)s“: %(why)s") % said
    if str(refusal) == line:
        return _("Zeile %(number)s: „%(line)s“ verstehe ich nicht. %(examples)s") % said
    said["what"] = quoted(str(refusal))
    return _("Zeile %(number)s: In „%(line)s“ verstehe ich „%(what)s“ nicht. %(examples)s") % said


def quoted(text: str) -> str:
    return Truncator(text).chars(MOST_QUOTED)
