"""Lists narrowed by their address: unknown values get a plain sentence and are ignored, never an error page."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kit.text import clean

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
