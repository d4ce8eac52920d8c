"""Forms of imports: the file, and what its columns mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.text import clean
from offers.models import Sort

LARGEST = 20_000_000  # bytes; 20,000 full rows are some 12 MB
SHOWN_OF_A_CELL = 60
LONGEST_CONSTANT = 200
LEFT_OUT = ("", gettext_lazy("– nicht übernehmen –"))


class UploadForm(forms.Form):
    """A table, what it holds and where it is from."""

    sort = forms.ChoiceField(label=gettext_lazy("Was die Tabelle enthält"), choices=Sort, initial=Sort.OFFER)
    source = forms.CharField(
        label=gettext_lazy("Quelle"),
        max_length=120,
        help_text=gettext_lazy(
            "woher die Tabelle kommt, zum Beispiel „Stadt Krefeld, Kursliste“. Unter demselben Namen merkt sich das Portal die Spalten."
        ),
        error_messages={"required": gettext_lazy("Bitte sagen Sie, woher die Tabelle kommt.")},
    )
    file = forms.FileField(
        label=gettext_lazy("Datei"),
        help_text=gettext_lazy("CSV oder Excel (.xlsx), höchstens 20 MB; die erste Zeile enthält die Überschriften"),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie eine Datei aus."),
            "empty": gettext_lazy("Die Datei ist leer."),
        },
    )

    def clean_source(self) -> str:
        return clean(self.cleaned_data["source"])

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("Die Datei hat %(size)s MB, höchstens 20 gehen. Bitte teilen Sie sie."),
                params={"size": round(file.size / 1e6)},
            )
        return file


class ObjectionForm(forms.Form):
    """Why somebody gives back what was laid before them."""

    objection = forms.CharField(
        label=gettext_lazy("Was noch nicht stimmt"),
        max_length=500,
        help_text=gettext_lazy("ein Satz für die Person, die die Tabelle hochgeladen hat"),
        error_messages={"required": gettext_lazy("Bitte sagen Sie in einem Satz, was noch nicht stimmt.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ColumnsForm(forms.Form):
    """Our column for each column of a file, and what holds for all of its rows."""

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        examples: Sequence[Sequence[str]],
        labels: Mapping[str, str | Promise],
        required: Sequence[str],
        constant: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.header, self.labels, self.required = header, labels, required
        choices = [LEFT_OUT, *((name, f"{label} *" if name in required else label) for name, label in labels.items())]
        for number, heading in enumerate(header):
            shown = list(dict.fromkeys(shortened(cells[number]) for cells in examples if cells[number]))
            self.fields[f"spalte_{number}"] = forms.ChoiceField(
                label=heading or _("Spalte %s, ohne Überschrift") % (number + 1),
                choices=choices,
                required=False,
                # Hints may hold markup, cells of a file may not.
                help_text=escape(
                    _("zum Beispiel: %s") % " · ".join(shown) if shown else _("in den ersten Zeilen leer")
                ),
            )
        for name in constant:
            self.fields[f"fest_{name}"] = forms.CharField(
                label=labels[name], required=False, max_length=LONGEST_CONSTANT
            )
        self.constant = constant

    @property
    def chosen(self) -> list:
        """The fields that ask what a column means."""
        return [self[f"spalte_{number}"] for number in range(len(self.header))]

    @property
    def fixed(self) -> list:
        """The fields that ask what holds for all rows."""
        return [self[f"fest_{name}"] for name in self.constant]

    @property
    def columns(self) -> list[str]:
        return [self.cleaned_data.get(f"spalte_{number}", "") for number in range(len(self.header))]

    @property
    def constants(self) -> dict[str, str]:
        said = {name: self.cleaned_data.get(f"fest_{name}", "") for name in self.constant}
        return {name: text for name, text in said.items() if text}

    def clean(self) -> dict[str, Any]:
        """Refuse a column of ours that two of the file are to fill, and one that is needed and that nothing fills."""
        places: dict[str, int] = {}
        for number, name in enumerate(self.columns):
            if name and name in places:
                other = self.header[places[name]] or places[name] + 1
                message = _("„%(label)s“ kommt schon aus der Spalte „%(other)s“.")
                self.add_error(f"spalte_{number}", message % {"label": self.labels[name], "other": other})
            elif name:
                places[name] = number
        missing = [str(self.labels[name]) for name in self.required if name not in {*places, *self.constants}]
        if missing:
            self.add_error(None, _("Es fehlt noch: %s. Welche Spalte enthält das?") % ", ".join(missing))
        return self.cleaned_data


def shortened(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(SHOWN_OF_A_CELL)
