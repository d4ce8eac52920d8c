"""Forms about how far a programme has come in the districts."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.forms.evidence import EvidencedForm
from network.models import Partner
from offers.models import ProgrammeStage
from sozialraum.models import District

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
COMMON = ("stage", "valid_from")
BESIDE = ("partners", "document_title", "document_url", "note")


class StageForm(EvidencedForm):
    """One stage for many districts at once."""

    districts = forms.ModelMultipleChoiceField(
        District.objects.none(),
        label=_("Stadtteile"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens einen Stadtteil.")},
    )

    class Meta:
        model = ProgrammeStage
        fields = (*COMMON, "districts", *BESIDE)
        widgets = {"valid_from": DATE}

    def __init__(self, *args: Any, districts: QuerySet[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["districts"].queryset = districts
        self.fields["partners"].queryset = Partner.objects.living().order_by("name")
        self.fields["valid_from"].help_text = _("Der bisherige Stand gilt bis zum Tag davor.")


class StagePeriodForm(EvidencedForm):
    """One stage in one district, where it was entered wrong."""

    class Meta:
        model = ProgrammeStage
        fields = (*COMMON, "valid_until", *BESIDE)
        widgets = {"valid_from": DATE, "valid_until": DATE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Partner.objects.filter(pk__in=self.instance.partners.values("pk"))
        self.fields["partners"].queryset = (Partner.objects.living() | kept).distinct().order_by("name")
        self.fields["valid_until"].help_text = _("der erste Tag, an dem er nicht mehr gilt; leer, solange er gilt")
