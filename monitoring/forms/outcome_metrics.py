"""How a metric is made and changed, with its targets, all at once."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from monitoring.choices import ValueKind
from monitoring.forms.index_editing import Choices, DistinctFormSet, RowForm
from monitoring.models import Indicator, OutcomeMetric, OutcomeTarget
from offers.models import Offer, Programme
from sozialraum.models import District, SocialSpace

YEARS_SHOWN = 2  # before this one; older targets stay as they are
KEPT_KIND = _("Dazu ist schon etwas eingetragen: Die Art lässt sich nicht mehr ändern.")
CLASHED = _(
    "Inzwischen hat jemand anderes etwas Gleiches gespeichert. Bitte sehen Sie nach und speichern Sie noch einmal."
)


class MetricForm(forms.ModelForm):
    class Meta:
        model = OutcomeMetric
        fields: ClassVar = [
            *("name", "code", "kind", "description", "first_name", "second_name", "third_name"),
            *("offer_types", "reference", "goal", "counts_people", "min_cases", "order", "is_active", "is_public"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Rates count heads too: births stand above the women of an age.
        self.fields["reference"].queryset = Indicator.objects.exclude(kind=ValueKind.MEAN)

    def clean_kind(self) -> str:
        """Keep the kind of what was counted already: its numbers would mean something else."""
        kind = self.cleaned_data["kind"]
        if self.instance.pk and self.initial["kind"] != kind and self.instance.records.exists():
            raise forms.ValidationError(KEPT_KIND)
        return kind


class TargetForm(RowForm):
    class Meta:
        model = OutcomeTarget
        fields = ("year", "value", "district", "social_space", "offer", "programme")
        localized_fields = ("value",)


class TargetFormSet(DistinctFormSet):
    subject = ("year", "district", "social_space", "offer", "programme")
    clash = _("Dafür gibt es in diesem Jahr schon ein Ziel.")


TARGETS = inlineformset_factory(OutcomeMetric, OutcomeTarget, form=TargetForm, formset=TargetFormSet, extra=2)


class MetricForms:
    """All forms of the page of a metric."""

    def __init__(self, data: Mapping[str, str] | None, metric: OutcomeMetric) -> None:
        """Show a metric (a new one has no number), with what somebody sent."""
        self.metric = metric
        self.main = MetricForm(data, instance=metric)
        recent = OutcomeTarget.objects.filter(year__gte=timezone.localdate().year - YEARS_SHOWN)
        self.targets: BaseInlineFormSet = TARGETS(
            data, instance=metric, prefix="targets", queryset=recent, form_kwargs={"listed": self.listed}
        )

    @cached_property
    def listed(self) -> dict[str, Choices]:
        """Return the records that targets choose from: today's areas, and the offers for which something is counted.

        What a target is about already stays in the list, also a district that a reform has closed since.
        """
        offers = Q(outcomes__metric=self.metric.pk) | Q(outcome_targets__metric=self.metric.pk)
        told = Offer.objects.filter(offers).distinct().order_by("title") if self.metric.pk else Offer.objects.none()
        kept = Q(pk__in=OutcomeTarget.objects.filter(metric=self.metric.pk).values("district"))
        districts = District.objects.filter(kept | Q(valid_until=None)).select_related("level").defer("boundary")
        return {
            "district": [(one.pk, f"{one.name} ({one.level})") for one in districts.order_by("name")],
            "social_space": [(one.pk, one.name) for one in SocialSpace.objects.all()],
            "offer": list(told.values_list("pk", "title")),
            "programme": list(Programme.objects.values_list("pk", "name")),
        }

    def is_valid(self) -> bool:
        """Return whether all can be saved; both are asked, so that every mistake is told at once."""
        return all([self.main.is_valid(), self.targets.is_valid()])

    def keep(self) -> bool:
        """Save all or nothing; say so where somebody else was quicker with the same."""
        try:
            with transaction.atomic():
                self.main.save()
                self.targets.save()
        except IntegrityError:
            self.main.add_error(None, CLASHED)
            return False
        return True
