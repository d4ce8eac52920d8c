"""Records chosen by their names: lists of thousands are no choice for anybody."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

LISTED: Final = 500
SUGGESTED: Final = 5


class NameInput(forms.TextInput):
    """A text with names to choose from, as browsers show them while somebody types."""

    template_name = "offers/workspace/form/name.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.names: Iterable[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_namen"
        return context | {"names": self.names}


class NamedField(forms.CharField):
    """One record, by the name that it has in `queryset`, where each record has one name (`name` column)."""

    widget = NameInput

    def __init__(self, *, queryset: QuerySet | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered(queryset)

    def offered(self, queryset: QuerySet | None) -> None:
        """Let people choose among these records."""
        self.queryset = queryset
        if queryset is not None and isinstance(self.widget, NameInput):
            self.widget.names = list(queryset.order_by("name").values_list("name", flat=True)[:LISTED])

    def clean(self, value: str) -> Model | None:
        """Return the record; raises ValidationError with names that are alike."""
        text = super().clean(value)
        return find(self.queryset, [text])[0] if text else None

    def prepare_value(self, value: Any) -> Any:
        """Return the name of a record (or of its id) as it stands in the field."""
        return "".join(self.written([value])) if isinstance(value, int) else value

    def written(self, ids: list[int]) -> list[str]:
        """Return how records are written: by their names, and by their addresses where others are named alike."""
        records = self.queryset.model._default_manager
        same = records.filter(name=OuterRef("name")).exclude(pk=OuterRef("pk"))
        chosen = records.filter(pk__in=ids).order_by("name").annotate(is_shared=Exists(same))
        return [
            slug if is_shared else name for name, slug, is_shared in chosen.values_list("name", "slug", "is_shared")
        ]


class NamedManyField(NamedField):
    """Several records, a name in each line."""

    widget = forms.Textarea

    def clean(self, value: str) -> list[Model]:
        text = forms.CharField.clean(self, value)
        return find(self.queryset, [line.strip() for line in text.splitlines() if line.strip()])

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(self.written(value)) if isinstance(value, list) else value


def find(records: QuerySet, names: list[str]) -> list[Model]:
    """Return the record of each name (or address); raises ValidationError with a sentence for each that is not enough."""
    there: dict[str, list[Model]] = {}
    for record in records.filter(Q(name__in=names) | Q(slug__in=names)):
        for word in {record.name, record.slug}:
            there.setdefault(word, []).append(record)
    wanted = list(dict.fromkeys(names))
    unknown = [name for name in wanted if len(there.get(name, [])) != 1]
    if unknown:
        raise forms.ValidationError([explain(records, name, there.get(name, [])) for name in unknown])
    return [there[name][0] for name in wanted]


def explain(records: QuerySet, name: str, found: list[Model]) -> str:
    """Return why a name is not enough, with what could be meant."""
    if found:
        sentence = _("„%(name)s“ gibt es mehrfach. Bitte schreiben Sie stattdessen %(names)s.")
        return sentence % {"name": name, "names": either(record.slug for record in found)}
    alike = records.annotate(likeness=TrigramSimilarity("name", name)).filter(likeness__gt=0.2).order_by("-likeness")
    names = either(alike.values_list("name", flat=True)[:SUGGESTED])
    sentence = _("„%(name)s“ kennen wir nicht. Meinten Sie %(names)s?") if names else _("„%(name)s“ kennen wir nicht.")
    return sentence % {"name": name, "names": names}


def either(words: Iterable[str]) -> str:
    return get_text_list([f"„{word}“" for word in words], _("oder"))
