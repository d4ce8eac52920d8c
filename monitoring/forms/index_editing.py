"""How an index is made and changed: itself, its parts, its classes, and the areas that stay out, all at once."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, ClassVar

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from monitoring.choices import Direction, ValueKind
from monitoring.models import CompositeIndex, IndexClass, IndexExclusion, IndexPart, Indicator
from sozialraum.models import District, SocialSpace

SIGNS = {Direction.UNFAVOURABLE: IndexPart.Sign.RAISES, Direction.FAVOURABLE: IndexPart.Sign.LOWERS}
CHANGED_MEANWHILE = _(
    "Inzwischen hat jemand anderes diesen Index geändert. Ihre Eingaben stehen noch hier; wenn Sie noch einmal speichern, gelten sie."
)
Choices = list[tuple[Any, str]]


class ChangedMeanwhileError(Exception):
    """Somebody else changed an index since it was shown."""


class DistinctFormSet(BaseInlineFormSet):
    """Rows of which no two say the same in `subject`, where nothing counts as the same as nothing.

    Django compares new rows only where nothing is left empty, so the database would refuse them without a word at the field.
    """

    subject: tuple[str, ...] = ()
    clash: Promise

    def clean(self) -> None:
        """Say it at the field before Django looks, whose own sentence stands above the row and names no field."""
        seen = set()
        for form in self.forms:
            if self.subject and is_kept(form):
                said = tuple(form.cleaned_data.get(name) for name in self.subject)
                if said in seen:
                    form.add_error(self.subject[0], self.clash)
                seen.add(said)
        super().clean()


def is_kept(form: forms.ModelForm) -> bool:
    """Return whether a row will be there after saving, as far as it can be read."""
    # Not `deleted_forms`: it is empty as soon as any row has a mistake.
    if form.errors or form.cleaned_data.get(DELETION_FIELD_NAME):
        return False
    return form.has_changed() or bool(form.instance.pk)


class PartFormSet(DistinctFormSet):
    subject = ("indicator",)
    clash = _("Dieser Indikator zählt in diesem Index schon.")


class ClassFormSet(DistinctFormSet):
    subject = ("upper",)
    clash = _("Zwei Klassen reichen nicht gleich weit; nur die oberste hat keine Grenze.")


class ExclusionFormSet(DistinctFormSet):
    subject = ("district", "social_space", "year")
    clash = _("Dieses Gebiet bleibt in diesem Jahr schon außen vor.")


class RowForm(forms.ModelForm):
    """A row whose lists of records were read once for all rows."""

    def __init__(self, *args: Any, listed: Mapping[str, Choices], **kwargs: Any) -> None:
        """Offer what `listed` holds for a field."""
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & listed.keys():
            self.fields[name].choices = [("", "–"), *listed[name]]


class PartForm(RowForm):
    class Meta:
        model = IndexPart
        fields = ("indicator", "weight", "order")

    def clean(self) -> dict[str, Any]:
        """Let the part count in the direction of its indicator."""
        indicator = self.cleaned_data.get("indicator")
        self.instance.sign = SIGNS.get(indicator.direction, self.instance.sign) if indicator else self.instance.sign
        return self.cleaned_data


class ClassForm(RowForm):
    class Meta:
        model = IndexClass
        fields = ("key", "label", "upper", "public_label", "attention", "is_worsening")


class ExclusionForm(RowForm):
    class Meta:
        model = IndexExclusion
        fields = ("district", "social_space", "year", "reason")


class IndexDataForm(forms.ModelForm):
    """What an index is, without its rows; `seen` says which state of it somebody has before them."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = CompositeIndex
        fields: ClassVar = [
            *(
                "name",
                "code",
                "question",
                "level",
                "change_of",
                "change_years",
                "method",
                "base_year",
                "summing",
                "limits",
            ),
            *("population", "min_population", "is_public", "order", "method_note"),
        ]


def rows_of(model: type, form: type[RowForm], formset: type[BaseInlineFormSet], extra: int) -> type[BaseInlineFormSet]:
    return inlineformset_factory(CompositeIndex, model, form=form, formset=formset, extra=extra)


PARTS = rows_of(IndexPart, PartForm, PartFormSet, 3)
CLASSES = rows_of(IndexClass, ClassForm, ClassFormSet, 2)
EXCLUSIONS = rows_of(IndexExclusion, ExclusionForm, ExclusionFormSet, 1)


class IndexForms:
    """All forms of the page of an index."""

    def __init__(self, data: Mapping[str, str] | None, index: CompositeIndex) -> None:
        """Show an index (a new one has no number), with what somebody sent."""
        self.index, self.data = index, data
        self.main = IndexDataForm(data, instance=index, initial={"seen": state_of(index)})
        self.main.fields["population"].queryset = Indicator.objects.filter(kind=ValueKind.COUNT)
        self.main.fields["change_of"].queryset = CompositeIndex.objects.exclude(pk=index.pk)
        listed = {"form_kwargs": {"listed": self.listed}}
        kinds = {"parts": PARTS, "classes": CLASSES, "exclusions": EXCLUSIONS}
        self.rows = {name: kind(data, instance=index, prefix=name, **listed) for name, kind in kinds.items()}

    @cached_property
    def listed(self) -> dict[str, Choices]:
        """Return the records that rows choose from: what is valued, and the areas of the level."""
        indicators = Indicator.objects.exclude(direction=Direction.NONE).select_related("field")
        kept = Q(pk__in=IndexExclusion.objects.filter(index=self.index.pk).values("district"))
        of_level = Q(valid_until=None, **({"level": self.index.level_id} if self.index.level_id else {}))
        districts = District.objects.filter(kept | of_level).select_related("level").defer("boundary").order_by("name")
        return {
            "indicator": [(one.pk, f"{one.name} ({one.field})") for one in indicators],
            "district": [(one.pk, f"{one.name} ({one.level})") for one in districts],
            "social_space": [(one.pk, one.name) for one in SocialSpace.objects.all()],
        }

    @property
    def every(self) -> Iterable[forms.BaseForm | BaseInlineFormSet]:
        return (self.main, *self.rows.values())

    def is_valid(self) -> bool:
        """Return whether all can be saved; each form is asked, so that every mistake is told at once."""
        return all([form.is_valid() for form in self.every])  # noqa: C419 (all are asked)

    def keep(self) -> bool:
        """Save all or nothing; refuse, with a sentence, where somebody else changed the index since it was shown."""
        try:
            with transaction.atomic():
                self._refuse_what_changed()
                self.main.save()
                for formset in self.rows.values():
                    formset.save()
        except (ChangedMeanwhileError, IntegrityError):
            self.main.add_error(None, CHANGED_MEANWHILE)
            self.main.data = self.main.data.copy()
            self.main.data["seen"] = state_of(self.index)
            return False
        return True

    def _refuse_what_changed(self) -> None:
        if not self.index.pk:
            return
        # Whoever else saves it waits until this is done, and then sees that it changed.
        list(CompositeIndex.objects.select_for_update().filter(pk=self.index.pk))
        if self.main.cleaned_data["seen"] != state_of(self.index):
            raise ChangedMeanwhileError


def state_of(index: CompositeIndex) -> str:
    """Return a short text that differs with every change of a saved index or its rows."""
    if not index.pk:
        return ""
    rows = [list(CompositeIndex.objects.filter(pk=index.pk).values_list())]
    rows += [
        list(model.objects.filter(index=index.pk).order_by("pk").values_list())
        for model in (IndexPart, IndexClass, IndexExclusion)
    ]
    return blake2b(repr(rows).encode(), digest_size=12).hexdigest()
