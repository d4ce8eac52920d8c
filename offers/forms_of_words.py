"""The form of a group of words of the search."""

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kit.text import clean
from offers.actions.word_groups import state_of
from offers.models import WordGroup
from offers.models.word_groups import LONGEST_PHRASE

MOST_LINES = 100


class LinesField(forms.CharField):
    """Several words or phrases, one a line, each once."""

    def __init__(self, *, rows: int, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), strip=True, **options)

    def prepare_value(self, value: Iterable[str] | str | None) -> str | None:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: str | None) -> list[str]:
        lines = list(dict.fromkeys(line for raw in super().clean(value).splitlines() if (line := clean(raw))))
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Bitte höchstens %(most)s Zeilen.") % {"most": MOST_LINES})
        if long := next((line for line in lines if len(line) > LONGEST_PHRASE), None):
            raise ValidationError(
                _("„%(line)s …“ ist zu lang: höchstens %(most)s Zeichen je Zeile.")
                % {"line": long[:30], "most": LONGEST_PHRASE}
            )
        return lines


def lines_of(name: str, rows: int, *, required: bool = True) -> LinesField:
    column = WordGroup._meta.get_field(name)
    return LinesField(rows=rows, required=required, label=column.verbose_name, help_text=column.help_text)


class WordGroupForm(forms.ModelForm):
    """A group of words; `seen` tells whether somebody else has changed it since the page was opened."""

    said = lines_of("said", 8)
    said_elsewhere = lines_of("said_elsewhere", 6, required=False)
    meant = lines_of("meant", 6)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = WordGroup
        fields = ("name", "said", "said_elsewhere", "meant")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What it held before this form writes into it.
        self.before = state_of(self.instance)
        self.fields["seen"].initial = fingerprint(self.before)

    @property
    def seen_state(self) -> tuple | None:
        """Return what the group held when the page was opened; None where it holds something else by now."""
        return self.before if self.cleaned_data["seen"] == fingerprint(self.before) else None


def fingerprint(state: tuple) -> str:
    return blake2b(json.dumps(state).encode(), digest_size=12).hexdigest()
