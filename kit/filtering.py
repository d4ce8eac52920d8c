"""Lists narrowed by their address: unknown values get a plain sentence and are ignored, never an error page."""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


def one_of(records: QuerySet, by: str, label: Promise, **more: Any) -> django_filters.ModelChoiceFilter:
    """Return a filter by one of some records, which stands in an address by its column `by`."""
    empty = gettext_lazy("alle")
    return django_filters.ModelChoiceFilter(queryset=records, to_field_name=by, label=label, empty_label=empty, **more)
