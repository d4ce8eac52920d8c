"""A line's tokens, recognised stretch by stretch."""

from collections.abc import Callable
from typing import Final

from offers.spoken_times.clocks import read_span
from offers.spoken_times.days import read_day, read_ordinal, read_weekdays
from offers.spoken_times.items import Item, Reading
from offers.spoken_times.refusals import MisreadError, UnreadError
from offers.spoken_times.rules import read_course, read_every, read_pause, read_phrase, read_since, read_until
from offers.spoken_times.tokens import Line
from offers.spoken_times.words import JOINING


def read_joint(line: Line, place: int) -> Reading:
    """Read what only joins; a dash does so behind a word ("Montag – 9–11 Uhr"), between figures it means until."""
    token = line.at(place)
    behind_word = line.at(place - 1).kind == "word" and line.at(place - 1).key != "uhr"
    return ((), place + 1) if token.key in JOINING or (token.kind == "dash" and behind_word) else None


# Each is asked in turn: what is more particular comes first.
READERS: Final[tuple[Callable[[Line, int], Reading], ...]] = (
    read_phrase,
    read_since,
    read_course,
    read_until,
    read_pause,
    read_day,
    read_span,
    read_weekdays,
    read_ordinal,
    read_every,
    read_joint,
)


def recognise(line: Line) -> list[Item]:
    """Return all that a line says, in its order; raises MisreadError where any part of it has no meaning."""
    items: list[Item] = []
    place = 0
    while place < len(line.tokens):
        reading = read(line, place)
        if reading is None:
            raise UnreadError(unread(line, place))
        found, place = reading
        items += found
    return items


def read(line: Line, place: int) -> Reading:
    return next((reading for reader in READERS if (reading := reader(line, place)) is not None), None)


def unread(line: Line, place: int) -> str:
    """Return the text from `place` on up to where something means anything again."""
    after = place + 1
    while after < len(line.tokens) and not means_anything(line, after):
        after += 1
    while after - 1 > place and after < len(line.tokens) and line.at(after - 1).key in JOINING:
        after -= 1
    return line.between(place, after)


def means_anything(line: Line, place: int) -> bool:
    try:
        return bool((read(line, place) or ((), 0))[0])
    except MisreadError:
        return True
