"""The form in which a coordination writes the texts of an Elternbegleitbuch and puts its chapters in order."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kit.paragraphs import ParagraphsField
from offers.booklets.chapters import CITY, SPACE, STANDARD, Kind, Wish
from offers.models.booklets import LONGEST

PLACE_WRONG = _("Bitte eine Zahl von 1 bis %(last)s.")


class Row(NamedTuple):
    """A chapter in the form, with the text that stands there when nobody writes one."""

    kind: Kind
    position: BoundField
    is_shown: BoundField | None
    text: BoundField
    standard: str

    @property
    def title(self) -> str:
        return str(self.kind.label)


class BookletForm(forms.Form):
    """The chapters of a booklet in the order in which they are; `version` is the one that the person has read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, wishes: Sequence[Wish], version: int) -> None:
        self.wishes = list(wishes)
        super().__init__(data, initial={"version": version})
        for place, wish in enumerate(self.wishes, 1):
            self.fields |= fields_of(wish, place, len(self.wishes))

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                wish.kind,
                self[f"stelle_{wish.kind.value}"],
                None if wish.kind == Kind.EMERGENCY else self[f"zeigen_{wish.kind.value}"],
                self[f"text_{wish.kind.value}"],
                str(STANDARD[wish.kind]),
            )
            for wish in self.wishes
        ]

    def wished(self) -> list[Wish]:
        """Return the chapters as they are wanted now, in their order.

        A chapter that was given another place goes before the one that stands there, and the others move on.
        """
        told = self.cleaned_data
        placed = []
        for before, wish in enumerate(self.wishes, 1):
            name = wish.kind.value
            wanted = told[f"stelle_{name}"]
            new = Wish(wish.kind, told.get(f"zeigen_{name}", True), told[f"text_{name}"])
            # Who moves down goes behind the one that stands there, who moves up before it.
            placed.append(((wanted, (wanted > before) - (wanted < before), before), new))
        return [wish for _place, wish in sorted(placed, key=lambda one: one[0])]


def fields_of(wish: Wish, place: int, last: int) -> dict[str, forms.Field]:
    """Return the fields of one chapter; that of the emergency numbers is always shown."""
    name, title = wish.kind.value, wish.kind.label
    wrong = PLACE_WRONG % {"last": last}
    fields: dict[str, forms.Field] = {
        f"stelle_{name}": forms.IntegerField(
            label=_("Stelle im Heft"),
            min_value=1,
            max_value=last,
            initial=place,
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
        ),
        f"text_{name}": ParagraphsField(
            label=_("Text am Anfang von „%(title)s“") % {"title": title},
            required=False,
            max_length=LONGEST,
            initial=wish.text,
            help_text=_("Leer: der Standardtext. %(city)s und %(space)s werden zu den Namen.")
            % {"city": CITY, "space": SPACE},
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"max_length": _("Bitte kürzen Sie den Text auf höchstens 3.000 Zeichen.")},
        ),
    }
    if wish.kind != Kind.EMERGENCY:
        fields[f"zeigen_{name}"] = forms.BooleanField(label=_("Im Heft zeigen"), required=False, initial=wish.is_shown)
    return fields


def hidden(form: BookletForm) -> Iterable[tuple[str, str]]:
    """Return all that was written in a form, to be sent once more from a preview."""
    return [(name, value) for name in form.fields for value in form.data.getlist(name)]
