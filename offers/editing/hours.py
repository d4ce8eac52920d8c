"""Opening hours as people say them, one line for days that are alike."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.content.fields import HOURS
from offers.content.reading import Content, in_order
from offers.content.words import tell_hours
from offers.spoken_times.clocks import read_span
from offers.spoken_times.days import read_weekdays
from offers.spoken_times.items import Span
from offers.spoken_times.refusals import MisreadError, quoted
from offers.spoken_times.tokens import tokenise
from offers.spoken_times.words import DAILY

HINT: Final = gettext_lazy(
    "eine Zeile für Tage mit gleichen Zeiten: „Mo–Fr 8–12 Uhr, 14–16 Uhr“ oder „Di 9–11 Uhr (Sprechzeit)“; "
    "was nicht dasteht, ist geschlossen"
)
BETWEEN: Final = {",", ";", ":", ".", "&", "/", "+", "und", "uhr"}
DAILY_WORDS: Final = {"taeglich"}
LONGEST_NOTE: Final = 120
MOST: Final = 60  # spans of a week that a house can have; more is pasted by mistake


class HoursField(forms.CharField):
    """Lines of opening hours; a valid one holds rows as a content does."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})
        super().__init__(required=False, widget=widget, help_text=HINT, **kwargs)

    def clean(self, value: str) -> list[Content]:
        """Return the rows; raises ValidationError with a sentence for each line that is not understood."""
        return understand_hours(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return tell_hours(value) if isinstance(value, list) else value


def understand_hours(text: str) -> list[Content]:
    """Return the rows that lines of text say; raises ValidationError."""
    rows: list[Content] = []
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows += rows_of(line.strip())
        except MisreadError as error:
            said = {"number": number, "line": quoted(line.strip()), "why": error}
            wrong.append(_("Zeile %(number)s: „%(line)s“: %(why)s") % said)
    if len(rows) > MOST:
        wrong.append(_("Das sind mehr Öffnungszeiten, als eine Woche hat."))
    if wrong:
        raise forms.ValidationError(wrong)
    return in_order([row for place, row in enumerate(rows) if row not in rows[:place]], HOURS)


def rows_of(line: str) -> list[Content]:
    """Return the rows of one line; raises MisreadError."""
    said, bracket, rest = line.partition("(")
    note = rest.rstrip().removesuffix(")").strip() if bracket else ""
    if bracket and not rest.rstrip().endswith(")"):
        raise MisreadError(_("Bitte den Hinweis in Klammern ans Ende der Zeile schreiben."))
    if len(note) > LONGEST_NOTE:
        raise MisreadError(_("Der Hinweis hat höchstens %s Zeichen.") % LONGEST_NOTE)
    found = [(day, span) for days, span in read_line(said) for day in days]
    return [
        {"weekday": day, "opens": span.starts.isoformat(), "closes": span.ends.isoformat(), "note": note}
        for day, span in found
    ]


def read_line(text: str) -> list[tuple[list[int], Span]]:
    """Return the spans of a line, each with its weekdays; raises MisreadError."""
    line, place = tokenise(text), 0
    days: list[int] = []
    found: list[tuple[list[int], Span]] = []
    are_days_over = False
    while place < len(line.tokens):
        token = line.at(place)
        if token.key in BETWEEN:
            place += 1
        elif token.key in DAILY_WORDS or (reading := read_weekdays(line, place)):
            (more,), place = ((DAILY,), place + 1) if token.key in DAILY_WORDS else reading
            days, are_days_over = [*([] if are_days_over else days), *more.days], False
        elif days and (reading := read_span(line, place)):
            (span,), place = reading
            found.append((sorted(set(days)), span))
            are_days_over = True
        else:
            raise MisreadError(what_is_missing(line.between(place, len(line.tokens)), days))
    if not found or not are_days_over:
        raise MisreadError(_("Bitte Tage und Zeiten nennen, zum Beispiel „Mo–Fr 8–12 Uhr“."))
    return found


def what_is_missing(rest: str, days: list[int]) -> str:
    if days:
        return _("„%s“ verstehe ich nicht. So geht es: „Mo–Fr 8–12 Uhr, 14–16 Uhr (Sprechzeit)“.") % quoted(rest)
    return _("Bitte zuerst den Tag nennen, zum Beispiel „Mo–Fr 8–12 Uhr“.")
