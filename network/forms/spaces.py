"""Forms about who leads in a social space, and how it came there."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms.evidence import EvidencedForm
from network.models import Facility, LeadAssignment, Membership, Network, Partner, RolloutStep
from network.models.rollouts import BEFORE
from sozialraum.models import District, SocialSpaceMembership

CHOOSE = _("bitte wählen")
DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class DistrictForm(forms.ModelForm):
    """Which district belongs to a social space from which day on."""

    class Meta:
        model = SocialSpaceMembership
        fields = ("district", "valid_from")
        widgets = {"valid_from": DAY["widget"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = District.objects.for_families().defer("boundary", "parent__boundary")
        self.fields["district"].empty_label = CHOOSE
        self.fields["valid_from"].help_text = _("Zum bisherigen Sozialraum gehört er bis zum Tag davor.")

    def validate_constraints(self) -> None:
        """Leave the one rule about two social spaces to the deed: the former one makes way."""


class LeadForm(EvidencedForm):
    """Who leads which network from which day on."""

    class Meta:
        model = LeadAssignment
        fields = ("network", "partner", "valid_from", "document", "document_title", "document_url")
        widgets = {"valid_from": DAY["widget"]}

    def __init__(self, *args: Any, networks: QuerySet[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks
        self.fields["partner"].queryset = Partner.objects.living()
        for name in ("network", "partner"):
            self.fields[name].empty_label = CHOOSE
        self.fields["valid_from"].help_text = _("Wer bisher die Federführung hatte, hat sie bis zum Tag davor.")

    def validate_constraints(self) -> None:
        """Leave the one rule about two leads to the deed: the former one makes way."""
        self.instance.validate_constraints(exclude={"social_space", "network"})


class LeadPeriodForm(EvidencedForm):
    """From when until when somebody led, where that was entered wrong or has come to an end."""

    class Meta:
        model = LeadAssignment
        fields = ("partner", "valid_from", "valid_until", "document", "document_title", "document_url")
        widgets = {"valid_from": DAY["widget"], "valid_until": DAY["widget"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Partner.objects.filter(pk=self.instance.partner_id)
        self.fields["partner"].queryset = (Partner.objects.living() | mine).distinct()
        self.fields["valid_until"].help_text = _("der erste Tag, an dem sie nicht mehr gilt; leer, solange sie gilt")


class StepForm(EvidencedForm):
    """One step of a roll-out; each kind asks for what it decides."""

    class Meta:
        model = RolloutStep
        fields = (
            *("planned_for", "done_on", "decided_by", "partner", "facility", "partners", "note"),
            *("document", "document_title", "document_url"),
        )
        widgets = {
            "planned_for": DAY["widget"],
            "done_on": DAY["widget"],
            "note": forms.Textarea(attrs={"rows": 4}),
            "partners": forms.CheckboxSelectMultiple,
        }

    asked = {"partner": RolloutStep.Kind.LEAD, "facility": RolloutStep.Kind.CENTRE, "partners": RolloutStep.Kind.OTHERS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in self.asked.items():
            if self.instance.kind != kind:
                del self.fields[name]
        records = {
            "partner": Partner.objects.living() | Partner.objects.filter(pk=self.instance.partner_id),
            "partners": self.actors(),
            "facility": Facility.objects.living().filter(district__in=self.districts())
            | Facility.objects.filter(pk=self.instance.facility_id),
        }
        for name in self.asked.keys() & self.fields.keys():
            self.fields[name].queryset = records[name].distinct().order_by("name")
        if "partner" in self.fields:
            self.fields["partner"].help_text = _(
                "Von dem Tag an, an dem entschieden wurde, steht sie auf der Seite des Sozialraums."
            )

    def districts(self) -> QuerySet:
        """Return the ids of the districts that belong to the social space today."""
        held = SocialSpaceMembership.objects.on(timezone.localdate())
        return held.filter(social_space=self.instance.social_space_id).values("district")

    def actors(self) -> QuerySet[Partner]:
        """Return who may belong to it: members of the network, who has a house in the social space, and who was chosen before."""
        members = Membership.objects.on(timezone.localdate()).filter(network=self.instance.network_id)
        houses = Facility.objects.living().filter(district__in=self.districts())
        chosen = self.instance.partners.values("pk") if self.instance.pk else []
        near = Q(pk__in=members.values("partner")) | Q(pk__in=houses.values("partner"))
        return Partner.objects.filter(near & Q(archived_reason="") | Q(pk__in=chosen))

    def _get_validation_exclusions(self) -> set[str]:
        """Ask for the rules of each kind, though the form asks for no kind and for the other kinds' decisions."""
        return super()._get_validation_exclusions() - ({"kind", *self.asked} - self._errors.keys())

    def clean(self) -> dict[str, Any]:
        """Say it in words where the step would be done before the one it follows."""
        data = super().clean()
        done_on, before = data.get("done_on"), BEFORE.get(self.instance.kind)
        if done_on and before:
            same = RolloutStep.objects.filter(
                social_space=self.instance.social_space_id, network=self.instance.network_id, kind=before
            )
            if not same.filter(done_on__lte=done_on).exists():
                words = {"step": before.label}
                self.add_error("done_on", _("Vorher muss dieser Schritt geschehen sein: %(step)s.") % words)
        return data
