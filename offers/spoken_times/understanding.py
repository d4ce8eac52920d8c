"""Lines of times as people write them, understood."""

import datetime
import unicodedata
from collections.abc import Iterable
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offers.sessions import Series
from offers.spoken_times.building import build
from offers.spoken_times.recognising import recognise
from offers.spoken_times.refusals import MisreadError, sentence
from offers.spoken_times.sorting import sort
from offers.spoken_times.stored import Stored
from offers.spoken_times.tokens import tokenise

# Far more than any offer has; a text beyond was pasted by mistake.
MOST_CHARACTERS: Final = 20_000
MOST_IN_A_LINE: Final = 300
MOST_LINES: Final = 200
MOST_SERIES: Final = 200
# Nobody reads on after so many complaints.
MOST_REFUSALS: Final = 10


def understand(text: str, *, today: datetime.date, known: Iterable[Series] = ()) -> list[Series]:
    """Return the series that lines of times say, in their order, each once.

    A series without a first day begins on `today`, a year left out is that of the next such day. A line that says the same
    as one of `known` (what is stored) gives exactly that one back, so that first days survive an edit of the text.
    Raises ValidationError with a sentence for each line that is not understood to its end.
    """
    lines = lines_of(text)
    stored = Stored(known, today)
    found: dict[Series, None] = {}
    refusals = []
    for number, line in lines:
        try:
            found |= dict.fromkeys(read_line(line, stored))
        except MisreadError as refusal:
            refusals.append(sentence(number, line, refusal))
        if len(found) > MOST_SERIES:
            raise ValidationError(_("Das sind mehr als %s Zeiten. Bitte weniger eintragen.") % MOST_SERIES)
    if refusals:
        raise ValidationError([*refusals[:MOST_REFUSALS], *the_rest(len(refusals) - MOST_REFUSALS)])
    return list(found)


def lines_of(text: str) -> list[tuple[int, str]]:
    """Return the lines that say something, with their numbers and single blanks; raises ValidationError for too many."""
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(_("Das ist zu viel Text. Bitte nur die Zeiten eintragen, eine je Zeile."))
    # Signs that nobody sees, such as soft hyphens, come along when people copy from elsewhere.
    plain = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")
    lines = [
        (number, line) for number, raw in enumerate(plain.splitlines(), start=1) if (line := " ".join(raw.split()))
    ]
    if len(lines) > MOST_LINES:
        raise ValidationError(_("Das sind mehr als %s Zeilen. Bitte weniger Zeiten eintragen.") % MOST_LINES)
    return lines


def read_line(line: str, stored: Stored) -> list[Series]:
    if len(line) > MOST_IN_A_LINE:
        raise MisreadError(_("Diese Zeile ist zu lang. Bitte für jede Zeit eine eigene schreiben."))
    return build(sort(recognise(tokenise(line))), stored)


def the_rest(count: int) -> list[str]:
    if count <= 0:
        return []
    counted = ngettext("Noch %s Zeile verstehe ich nicht.", "Noch %s weitere Zeilen verstehe ich nicht.", count)
    return [counted % count]
