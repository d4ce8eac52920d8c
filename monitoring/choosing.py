"""What a visitor chose in the address: unknown values get a plain sentence and are ignored, never an error page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TypeVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kit.text import clean

T = TypeVar("T")
SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a control and how it is called; options of one `group` stand together."""

    value: str
    label: str | Promise
    group: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A list to choose from."""

    name: str
    label: str | Promise
    options: Sequence[Option]
    chosen: str | Collection[str]
    is_short: bool = False
    # Shows so many options at once, of which several may be chosen.
    size: int = 0

    def html(self) -> SafeString:
        """Return the <select>; not a template, since a city has hundreds of areas."""
        groups = groupby(self.options, lambda option: option.group)
        inside = "".join(self.group(str(name), list(options)) for name, options in groups)
        several = f' multiple size="{self.size}" aria-describedby="id_{self.name}_helptext"' if self.size else ""
        return mark_safe(f'<select id="id_{self.name}" name="{self.name}"{several}>{inside}</select>')  # noqa: S308 (names are ours, texts escaped)

    def group(self, name: str, options: Sequence[Option]) -> str:
        """Return options, under their common name where they have one."""
        chosen = {self.chosen} if isinstance(self.chosen, str) else set(self.chosen)
        inside = "".join(
            f'<option value="{escape(one.value)}"{" selected" if one.value in chosen else ""}>{escape(str(one.label))}</option>'
            for one in options
        )
        return f'<optgroup label="{escape(name)}">{inside}</optgroup>' if name else inside


class Choosing:
    """Reads parameters of an address one by one; `remarks` has a sentence for each value that means nothing here."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.remarks: list[str] = []

    def text(self, name: str, longest: int = 80) -> str:
        """Return what was typed, without characters that no database takes."""
        return clean(self.query.get(name, ""))[:longest]

    def one(self, name: str, label: str | Promise, options: Mapping[str, T], default: T) -> T:
        """Return the option that a parameter names; the default where it is not given or not known."""
        value = self.text(name)
        if value and value not in options:
            self.remark(value, label)
        return options.get(value, default)

    def several(self, name: str, label: str | Promise, options: Mapping[str, T], most: int) -> list[T]:
        """Return the options that a repeated parameter names, each once, in its order; at most so many."""
        values = list(dict.fromkeys(filter(None, map(clean, self.query.getlist(name)))))
        for value in values:
            if value not in options:
                self.remark(value, label)
        known = [options[value] for value in values if value in options]
        if len(known) > most:
            self.remarks.append(
                _("Mehr als %(most)d (%(name)s) zeigen wir nicht nebeneinander. Wir zeigen die ersten.")
                % {"most": most, "name": label}
            )
        return known[:most]

    def remark(self, value: str, label: str | Promise) -> None:
        """Say that a value means nothing here."""
        self.remarks.append(
            _("„%(value)s“ kennen wir hier nicht (%(name)s). Wir zeigen die Seite ohne diese Angabe.")
            % {"value": value[:SHOWN_CHARACTERS], "name": label}
        )


def carried(query: QueryDict, *, without: Iterable[str]) -> list[tuple[str, str]]:
    """Return what a form has to carry along, so that nothing of the address is lost but what it sets itself."""
    left_out = {*without, "bild", "als", "seite"}
    pairs = ((name, clean(value)) for name, values in query.lists() for value in values)
    return [(clean(name), value) for name, value in pairs if value and name not in left_out]
