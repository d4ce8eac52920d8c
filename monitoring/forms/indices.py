"""What an address of an index asks for."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.text import clean
from monitoring.computed.tables import Column
from monitoring.indices.definition import Grade
from monitoring.models import CompositeIndex

SHOWN_CHARACTERS = 40
ALL = ("", gettext_lazy("alle"))


class AskedForm(forms.Form):
    """The year of an index. Takes any address: what means nothing here is ignored, with a sentence in `remarks`."""

    jahr = forms.TypedChoiceField(label=gettext_lazy("Jahr"), coerce=int, required=False)

    def __init__(self, data: Mapping[str, str], *, years: Iterable[int], **more: object) -> None:
        """Offer the years, the first of which is taken where an address names none; `more` is for wider forms."""
        self.years = list(years)
        asked = {name: clean(value) for name, value in data.items()}
        super().__init__({"jahr": str(self.years[0]), **{name: value for name, value in asked.items() if value}})
        self.fields["jahr"].choices = [(year, str(year)) for year in self.years]
        self.widen(**more)
        self.remarks = [self.remark(name) for name in self.errors]
        self.chosen = {name: self.cleaned_data.get(name, "") for name in self.fields}
        self.data.update(jahr=str(self.year))
        # Said once, above the table; the form itself stays calm.
        self.errors.clear()

    def widen(self) -> None:
        """Take what else the page asks for."""

    def remark(self, name: str) -> str:
        """Return the sentence about a value that means nothing here."""
        label = self.fields[name].label or _("Reihenfolge")
        value = self.data[name][:SHOWN_CHARACTERS]
        return _("„%(value)s“ kennen wir hier nicht (%(name)s). Wir zeigen die Seite ohne diese Angabe.") % {
            "value": value,
            "name": label,
        }

    @property
    def year(self) -> int:
        return self.chosen["jahr"] or self.years[0]

    @property
    def base_year(self) -> int | None:
        """The year whose mean and deviation measure, where the address names one."""
        return self.chosen.get("basis") or None


class BasedForm(AskedForm):
    """The same for planners: also compared with the mean of another year, so that a change of the whole city shows."""

    basis = forms.TypedChoiceField(label=gettext_lazy("Verglichen mit"), coerce=int, required=False)

    def widen(self, index: CompositeIndex) -> None:
        """Offer the years that can be a base, where the index measures by mean and deviation."""
        usual = _("Basisjahr %s") % index.base_year if index.base_year else _("Mittel desselben Jahres")
        others = [(year, _("Mittel des Jahres %s") % year) for year in self.years if year != index.base_year]
        self.fields["basis"].choices = [("", usual), *(others if index.can_have_a_base else [])]
        if not index.can_have_a_base:
            self.fields["basis"].widget = forms.HiddenInput()


class IndexForm(BasedForm):
    """The same, narrowed by class, and sorted."""

    klasse = forms.ChoiceField(label=gettext_lazy("Klasse"), required=False)
    entwicklung = forms.ChoiceField(label=gettext_lazy("Entwicklung"), required=False)
    sort = forms.ChoiceField(label="", required=False, widget=forms.HiddenInput)

    def widen(
        self, index: CompositeIndex, grades: Iterable[Grade], changes: Iterable[Grade], columns: Iterable[Column]
    ):
        """Offer the classes of the index and of its changes, and the columns to sort by."""
        super().widen(index)
        self.fields["klasse"].choices = [ALL, *((one.key, one.label) for one in grades)]
        self.fields["entwicklung"].choices = [ALL, *((one.key, one.label) for one in changes)]
        keys = [column.key for column in columns if column.key]
        self.fields["sort"].choices = [(key, key) for name in keys for key in (name, f"-{name}")]
        if not changes:
            self.fields["entwicklung"].widget = forms.HiddenInput()
