"""Forms about how far a programme has come in the districts."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms.evidence import EvidencedForm
from network.models import Membership, Partner
from offers.models import Programme, ProgrammeStage
from sozialraum.models import District

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
COMMON = ("stage", "valid_from")
NOBODY = Q(pk__in=[])
BESIDE = ("partners", "document", "document_title", "document_url", "note")


def answerable(programme: Programme, chosen: Q = NOBODY) -> QuerySet[Partner]:
    """Return who may answer for a programme: members of its network, who offers it, and who was chosen before."""
    members = Membership.objects.on(timezone.localdate()).filter(network=programme.network_id)
    providers = programme.offers.values("provider")
    near = Q(pk__in=members.values("partner")) | Q(pk__in=providers)
    return Partner.objects.filter(near & Q(archived_reason="") | chosen).order_by("name")


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
        widgets = {"valid_from": DATE, "partners": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, districts: QuerySet[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["districts"].queryset = districts
        self.fields["partners"].queryset = answerable(self.instance.programme)
        self.fields["stage"].choices = [("", _("bitte wählen")), *ProgrammeStage.Stage.choices]
        self.fields["valid_from"].help_text = _("Der bisherige Stand gilt bis zum Tag davor.")


class StagePeriodForm(EvidencedForm):
    """One stage in one district, where it was entered wrong."""

    class Meta:
        model = ProgrammeStage
        fields = (*COMMON, "valid_until", *BESIDE)
        widgets = {"valid_from": DATE, "valid_until": DATE, "partners": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.instance.partners.values("pk")
        self.fields["partners"].queryset = answerable(self.instance.programme, Q(pk__in=chosen))
        self.fields["stage"].choices = ProgrammeStage.Stage.choices
        self.fields["valid_until"].help_text = _("der erste Tag, an dem er nicht mehr gilt; leer, solange er gilt")
