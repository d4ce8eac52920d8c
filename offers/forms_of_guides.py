"""The form with which staff write a page for a situation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.paragraphs import ParagraphsField
from offers.models import Guide

LONGEST_TEXT = 4000
LONGEST_STEPS = 2000


class GuideForm(forms.ModelForm):
    """A page; `version` says which one somebody saw who sends it, so that nobody writes over another's work unknowingly."""

    text = ParagraphsField(
        label=Guide._meta.get_field("text").verbose_name,
        help_text=Guide._meta.get_field("text").help_text,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    steps = ParagraphsField(
        label=Guide._meta.get_field("steps").verbose_name,
        help_text=Guide._meta.get_field("steps").help_text,
        max_length=LONGEST_STEPS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    class Meta:
        model = Guide
        fields = (
            *("name", "lead", "text", "steps", "topics", "life_situations", "help_lines"),
            *("order", "is_shown"),
        )
        widgets = dict.fromkeys(("topics", "life_situations", "help_lines"), forms.CheckboxSelectMultiple)
        help_texts = {
            "topics": _("Aus diesen Themen kommen die Angebote der Seite, wenn keine Lebenslage gewählt ist."),
            "life_situations": _("Angebote für diese Lebenslagen stehen auf der Seite."),
            "order": _("Kleinere Zahlen stehen weiter oben."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("topics", "life_situations", "help_lines"):
            self.fields[name].required = False

    @property
    def chips(self) -> frozenset[str]:
        """Return which fields are lists of boxes."""
        return frozenset({"topics", "life_situations", "help_lines"})
