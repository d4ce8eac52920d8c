"""Lists narrowed by their address: unknown values get a plain sentence and are ignored, never an error page."""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.fields import ModelChoiceField

from kit.text import clean, words

SHOWN_CHARACTERS = 40


class ForgivingFilterSet(django_filters.FilterSet):
    """A set of filters that takes any address; `remarks` holds a sentence for each value that means nothing here."""

    def __init__(self, data: Mapping[str, str], queryset: QuerySet, **kwargs: Any) -> None:
        """Narrow `queryset` by the parameters of an address; characters that no database takes are dropped."""
        super().__init__({name: clean(value) for name, value in data.items()}, queryset, **kwargs)
        self.remarks = [self.remark(name) for name in self.form.errors]
        # Said once, above the list; the form itself stays calm.
        self.form.errors.clear()

    def remark(self, name: str) -> str:
        """Return the sentence about a value that means nothing here."""
        return _("„%(value)s“ kennen wir nicht (%(name)s). Wir suchen ohne diese Angabe.") % {
            "value": self.data[name][:SHOWN_CHARACTERS],
            "name": self.filters[name].label,
        }


class WordsFilterSet(ForgivingFilterSet):
    """The same with a field for words, which are looked for in the columns `searched`."""

    searched: tuple[str, ...] = ("name",)

    q = django_filters.CharFilter(method="containing", label=gettext_lazy("Name oder Stichwort"))

    def containing(self, records: QuerySet, name: str, text: str) -> QuerySet:
        """Keep the records in which every word occurs in one of the columns, whatever its accents."""
        for word in words(text):
            anywhere = (Q(**{f"{column}__unaccent__icontains": word}) for column in self.searched)
            records = records.filter(reduce(or_, anywhere))
        return records


class ReadOnce(ModelChoiceIterator):
    """The choices of a field, made of the records that it has read already."""

    def __iter__(self) -> Iterator[tuple]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from map(self.choice, self.field.records)


class ListedField(ModelChoiceField):
    """One of some records, all of which the page lists anyway: whoever chooses one costs no further question."""

    iterator = ReadOnce

    @cached_property
    def records(self) -> list[Model]:
        return list(self.queryset.all())

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        for record in self.records:
            if str(getattr(record, self.to_field_name)) == value:
                return record
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})


class ListedFilter(django_filters.ModelChoiceFilter):
    field_class = ListedField


def one_of(records: QuerySet, by: str, label: Promise, **more: Any) -> ListedFilter:
    """Return a filter by one of some records, which stands in an address by its column `by`."""
    empty = gettext_lazy("alle")
    return ListedFilter(queryset=records, to_field_name=by, label=label, empty_label=empty, **more)
