"""The form in which somebody chooses what stays of two offers."""

from typing import Any

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from offers.actions.merging import Versions
from offers.merging import BOTH, FIRST, SECOND, Question, SideBySide

UNSAID = _("Bitte wählen Sie eine der Möglichkeiten.")


class MergeForm(forms.Form):
    """One question for each thing of which the offers say something else, and which of them stays."""

    stand_a = forms.CharField(widget=forms.HiddenInput)
    stand_b = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, pair: SideBySide, data: Any = None) -> None:
        self.pair = pair
        self.now = {"stand_a": version(pair.first), "stand_b": version(pair.second)}
        super().__init__(data, initial=self.now)
        self.fields["bleibt"] = chooser(
            _("Welches Angebot bleibt?"),
            [(side, beside(number, offer.title)) for number, (side, offer) in enumerate(pair.offers.items(), start=1)],
            pair.stays,
        )
        self.fields["bleibt"].help_text = _(
            "Seine Adresse bleibt. Das andere wird archiviert, und seine Adresse führt hierher."
        )
        for question in pair.questions:
            self.fields[question.code] = chooser(question.label, options(question), question.default)

    def clean(self) -> None:
        for name, answer in list(self.cleaned_data.items()):
            if not answer:
                self.add_error(name, UNSAID)

    @property
    def is_stale(self) -> bool:
        """Return whether one of the offers was changed since the answers were given."""
        return any(self.data.get(name) != moment for name, moment in self.now.items())

    def renewed(self) -> "MergeForm":
        """Return the same answers about the offers as they are now."""
        data = self.data.copy()
        for name, moment in self.now.items():
            data[name] = moment
        return MergeForm(self.pair, data)

    @property
    def seen(self) -> Versions:
        return {offer.pk: offer.updated_at for offer in (self.pair.first, self.pair.second)}


def version(offer: Any) -> str:
    return offer.updated_at.isoformat()


def chooser(label: Any, choices: list[tuple[str, Any]], default: str) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs={"class": "cards"})
    # Every question comes with a proposal, so that it need not say of each that it has to be answered.
    return forms.ChoiceField(
        label=label,
        choices=choices,
        initial=default,
        widget=widget,
        required=False,
        error_messages={"invalid_choice": UNSAID},
    )


def options(question: Question) -> list[tuple[str, Any]]:
    found = [(FIRST, beside(1, question.texts[0])), (SECOND, beside(2, question.texts[1]))]
    return [*found, (BOTH, _("beides zusammen"))] if question.can_be_united else found


def beside(number: int, text: str) -> SafeString:
    """Return what an offer says, with the number under which the page shows it."""
    return format_html("<strong>{}</strong> {}", number, linebreaksbr(text, autoescape=True))
