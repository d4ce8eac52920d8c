"""Forms of numbers from files: the file, what its columns mean, and a reform of boundaries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.importing import RefusedError
from kit.text import clean
from monitoring.choices import ValueKind, ValueStatus
from monitoring.days import read_day, spoken_day
from monitoring.models import Indicator
from sozialraum.models import AreaLevel

LARGEST = 50_000_000  # bytes; 271,000 numbers, one a row, are some 12 MB
SHOWN_OF_A_CELL = 40
MOST_ROWS = 1000
LEFT_OUT = ("", gettext_lazy("– nicht übernehmen –"))
ROLES = (
    ("area", gettext_lazy("Gebiet (Name oder Schlüssel)")),
    ("level", gettext_lazy("Ebene des Gebiets")),
    ("reference_date", gettext_lazy("Stichtag")),
    ("status", gettext_lazy("Stand (endgültig, vorläufig …)")),
    ("indicator", gettext_lazy("Indikator")),
    ("numerator", gettext_lazy("Zähler")),
    ("denominator", gettext_lazy("Nenner")),
    ("value", gettext_lazy("Wert")),
)
FACTORS = (
    ("", gettext_lazy("1 (Zahlen wie sie sind)")),
    ("100", gettext_lazy("100 (Anteile wie 0,25 statt 25 %)")),
    ("1000", gettext_lazy("1.000 (Angaben in Tausend)")),
)
SIGNS = (
    ("", gettext_lazy("aus der Datei erkennen")),
    (",", gettext_lazy("Komma: 12,5 (Punkt trennt Tausender)")),
    (".", gettext_lazy("Punkt: 12.5 (Komma trennt Tausender)")),
)


class FileField(forms.FileField):
    """A table, not larger than the portal reads."""

    def __init__(self, **how: Any) -> None:
        errors = {
            "required": gettext_lazy("Bitte wählen Sie eine Datei aus."),
            "empty": gettext_lazy("Die Datei ist leer."),
        }
        super().__init__(label=gettext_lazy("Datei"), error_messages=errors, **how)

    def clean(self, data: UploadedFile | None, initial: object = None) -> UploadedFile:
        file = super().clean(data, initial)
        if file.size > LARGEST:
            message = _("Die Datei hat %(size)s MB, höchstens 50 gehen. Bitte teilen Sie sie.")
            raise forms.ValidationError(message % {"size": round(file.size / 1e6)})
        return file


class DayField(forms.CharField):
    """A day as people write it: 31.12.2024, or 2024 for its last day."""

    def clean(self, value: str) -> str:
        text = super().clean(value)
        try:
            read_day(text)
        except RefusedError as error:
            raise forms.ValidationError(str(error)) from error
        return text


class UploadForm(forms.Form):
    """A table of numbers and where it is from."""

    source = forms.CharField(
        label=gettext_lazy("Quelle"),
        max_length=200,
        help_text=gettext_lazy(
            "wer die Zahlen führt, zum Beispiel „Melderegister, Statistikstelle“. Unter demselben Namen merkt sich das Portal die Spalten."
        ),
        error_messages={"required": gettext_lazy("Bitte sagen Sie, woher die Zahlen kommen.")},
    )
    file = FileField(
        help_text=gettext_lazy(
            "CSV oder Excel (.xlsx), höchstens 50 MB, so wie das Amt sie schickt: Titel, Fußnoten und Summenzeilen stören nicht"
        )
    )

    def clean_source(self) -> str:
        source = clean(self.cleaned_data["source"])
        if not source:
            raise forms.ValidationError(_("Bitte sagen Sie, woher die Zahlen kommen."))
        return source


class Choices(forms.Select):
    """A choice among the same hundred things as in many other fields of the page: written once, the chosen one marked."""

    def __init__(self, written: Sequence[tuple[str, SafeString]]) -> None:
        super().__init__(choices=[(value, "") for value, _text in written])
        self.written = written

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: object = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join("", "{}", ((text,) for text in self.options(chosen)))
        return format_html("<select{}>{}</select>", self.flat(self.build_attrs(attrs or {}, {"name": name})), options)

    def options(self, chosen: str) -> Iterable[SafeString]:
        for value, text in self.written:
            yield SafeString(text.replace(">", " selected>", 1)) if value == chosen and value is not None else text

    def flat(self, attrs: Mapping[str, Any]) -> SafeString:
        return format_html_join(
            "", ' {}="{}"', ((key, value) for key, value in attrs.items() if value not in {None, False})
        )


def meanings() -> list[tuple[str, str, str | Promise]]:
    """Return everything that a column may mean, as (group, code, label)."""
    found = [("", *LEFT_OUT), *((_("Aufbau der Tabelle"), code, label) for code, label in ROLES)]
    for one in Indicator.objects.select_related("field").order_by("field__order", "field__name", "order", "name"):
        group = one.field.name
        found.append((group, one.code, one.name))
        if one.kind != ValueKind.COUNT:
            found.append((group, f"{one.code}:numerator", _("%s: Zähler") % one.name))
            found.append((group, f"{one.code}:denominator", _("%s: Nenner") % one.name))
    return found


def written(found: Sequence[tuple[str, str, str | Promise]]) -> list[tuple[str, SafeString]]:
    """Return the options of a choice as they are written, groups opened before their first and closed after their last one."""
    lines: list[tuple[str | None, SafeString]] = []
    open_group = ""
    for group, code, label in found:
        if group != open_group:
            end = "</optgroup>" if open_group else ""
            lines.append((None, format_html('{}<optgroup label="{}">', SafeString(end), group)))
            open_group = group
        lines.append((code, format_html('<option value="{}">{}</option>', code, label)))
    return [*lines, (None, SafeString("</optgroup>"))] if open_group else lines


class LayoutForm(forms.Form):
    """How a table is read, and what its columns mean."""

    sheet = forms.ChoiceField(label=gettext_lazy("Tabellenblatt"), required=False)
    header = forms.IntegerField(
        label=gettext_lazy("Zeile mit den Überschriften"),
        min_value=1,
        max_value=MOST_ROWS,
        help_text=gettext_lazy("die unterste, wo es mehrere sind"),
    )
    header_rows = forms.IntegerField(label=gettext_lazy("Zeilen mit Überschriften"), min_value=1, max_value=5)
    date = DayField(
        label=gettext_lazy("Stichtag"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("31.12.2024 oder 2024; leer, wenn eine Spalte ihn nennt"),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Ebene der Gebiete"),
        required=False,
        help_text=gettext_lazy("nötig, wo ein Schlüssel oder Name auf zwei Ebenen vorkommt"),
    )
    status = forms.ChoiceField(label=gettext_lazy("Stand der Zahlen"), required=False, choices=ValueStatus)
    factor = forms.ChoiceField(label=gettext_lazy("Faktor"), required=False)
    decimal = forms.ChoiceField(label=gettext_lazy("Nachkommastellen"), required=False, choices=SIGNS)

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        sheets: Sequence[str],
        known: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headings = [(place, heading) for place, heading in enumerate(header) if heading]
        if len(sheets) > 1:
            self.fields["sheet"].choices = [(name, name) for name in sheets]
        else:
            del self.fields["sheet"]
        levels = [(level.code, level.name) for level in AreaLevel.objects.all()]
        self.fields["level"].choices = [
            ("", _("alle Ebenen")),
            *levels,
            ("sozialraum", _("Sozialräume")),
            ("stadt", _("nur die Stadt insgesamt")),
        ]
        factor = known.get("factor", "")
        more = [] if factor in dict(FACTORS) else [(factor, factor)]
        self.fields["factor"].choices = [*FACTORS, *more]
        options = meanings()
        self.labels = {code: str(label) for _group, code, label in options}
        lines = written(options)
        for name, code in self.initial.items():
            # All that is counted of a mere number is its numerator.
            if name.startswith("spalte_") and code not in self.labels:
                self.initial[name] = code.partition(":")[0]
        for place, heading in self.headings:
            cells = [row[place] for row in rows if len(row) > place and row[place]]
            self.add_column(place, heading, cells, lines)

    def add_column(self, place: int, heading: str, cells: Sequence[str], lines: list) -> None:
        shown = " · ".join(dict.fromkeys(Truncator(cell).chars(SHOWN_OF_A_CELL) for cell in cells))
        self.fields[f"spalte_{place}"] = forms.CharField(
            label=heading,
            required=False,
            widget=Choices(lines),
            # Hints may hold markup, cells of a file may not.
            help_text=escape(_("zum Beispiel: %s") % shown if shown else _("in den ersten Zeilen leer")),
        )
        if spoken_day(heading) or self.initial.get(f"tag_{place}"):
            self.fields[f"tag_{place}"] = DayField(label=_("Stichtag zu „%s“") % heading, required=False, max_length=20)

    @property
    def of_the_table(self) -> list:
        """The fields about the table as a whole."""
        return [self[name] for name in self.fields if not name.startswith(("spalte_", "tag_"))]

    @property
    def of_columns(self) -> list:
        """The fields of columns, a day behind its column."""
        names = [name for place, _heading in self.headings for name in (f"spalte_{place}", f"tag_{place}")]
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Refuse what no column means, and two columns that are to fill the same."""
        seen: dict[tuple[str, str], str] = {}
        for place, heading in self.headings:
            name = f"spalte_{place}"
            code = self.cleaned_data.get(name, "")
            if code not in self.labels:
                self.add_error(name, _("Das gibt es nicht. Bitte wählen Sie aus der Liste."))
            elif code:
                key = (code, self.cleaned_data.get(f"tag_{place}", ""))
                if key in seen:
                    message = _("„%(label)s“ kommt schon aus der Spalte „%(other)s“.")
                    self.add_error(name, message % {"label": self.labels[code], "other": seen[key]})
                seen.setdefault(key, heading)
        return self.cleaned_data

    def columns(self, before: Mapping[str, str]) -> dict[str, str]:
        """Return what each heading means in the short way; a factor of its own stays as a mapping file said it."""
        found = {}
        for place, heading in self.headings:
            code = self.cleaned_data.get(f"spalte_{place}", "")
            text = self.cleaned_data.get(f"tag_{place}", "")
            day = f"@{read_day(text).isoformat()}" if text and code not in dict(ROLES) and code else ""
            short, star, factor = before.get(heading, "").partition("*")
            keeps = star and short.partition("@")[0] == code
            found[heading] = f"{code}{day}{star}{factor}" if keeps else f"{code}{day}"
        return found


class CrosswalkForm(forms.Form):
    """A file of weights between old and new districts, and the reform that it is about."""

    file = FileField(
        help_text=gettext_lazy(
            "CSV oder Excel mit den Spalten old_code, new_code, weight und, wo es mehrere gibt, basis"
        )
    )
    level = forms.ModelChoiceField(
        AreaLevel.objects.all(), label=gettext_lazy("Ebene der Gebiete"), to_field_name="code", empty_label=None
    )
    day = DayField(
        label=gettext_lazy("Erster Tag der neuen Grenzen"),
        max_length=20,
        help_text=gettext_lazy("zum Beispiel 01.01.2025"),
    )
    basis = forms.CharField(
        label=gettext_lazy("Grundlage der Gewichte"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("nur wo die Datei mehrere hat, genau wie in ihrer Spalte basis: zum Beispiel Einwohner"),
    )
    indicators = forms.ModelMultipleChoiceField(
        Indicator.objects.all(),
        label=gettext_lazy("Nur diese Indikatoren umrechnen"),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("ohne Auswahl: alle, deren Zähler und Nenner bekannt sind"),
    )

    def clean_basis(self) -> str:
        return clean(self.cleaned_data["basis"])
