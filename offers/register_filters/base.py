"""What all lists of the workspace have in common: how they are narrowed and sorted, and how that is told."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kit.filtering import SHOWN_CHARACTERS, WordsFilterSet, one_of
from kit.text import words
from network.models import Facility, Partner, User
from offers.models import Offer
from sozialraum.models import District, SocialSpace, SocialSpaceMembership

ALL = _("alle")
PUBLIC = [("ja", _("öffentlich")), ("nein", _("nicht öffentlich")), ("archiviert", _("archiviert"))]


class TickField(forms.BooleanField):
    """A box that asks for something when it is ticked, and for nothing otherwise."""

    def clean(self, value: object) -> bool | None:
        return super().clean(value) or None


class TickFilter(django_filters.Filter):
    field_class = TickField


def tick(method: str, label: Promise) -> TickFilter:
    """Return a filter that is on or off; its method gets what is left, and is asked only where it is on."""
    return TickFilter(method=method, label=label)


def in_order(default: Promise, *choices: tuple[str, Promise]) -> django_filters.ChoiceFilter:
    """Return the choice of an order; without one the list has its own."""
    return django_filters.ChoiceFilter(choices=choices, method="sorted", label=_("Reihenfolge"), empty_label=default)


def district_filter(method: str, **more: Any) -> django_filters.ModelChoiceFilter:
    districts = District.objects.for_families().defer("boundary").order_by("name")
    return one_of(districts, "slug", _("Stadtteil"), method=method, **more)


def by_sight(hosts: QuerySet, value: str, is_shown: Q) -> QuerySet:
    """Keep the partners or facilities that families see, those that wait for it, or what is archived."""
    conditions = {"ja": is_shown, "nein": ~is_shown & Q(archived_reason=""), "archiviert": ~Q(archived_reason="")}
    return hosts.filter(conditions[value])


def space_filter(method: str) -> django_filters.ModelChoiceFilter:
    return one_of(SocialSpace.objects.all(), "slug", _("Sozialraum"), method=method)


def partner_filter(label: Promise) -> django_filters.CharFilter:
    return django_filters.CharFilter(method="of_partner", label=label, help_text=_("Name oder ein Teil davon"))


def called(text: str, model: type[Partner | Facility] = Partner) -> QuerySet:
    """Return the partners (or facilities) with an address (slug) or with these words in their name."""
    found = Q()
    for word in words(text):
        found &= Q(name__unaccent__icontains=word)
    return model.objects.filter(Q(slug=text) | found)


def in_districts(districts: Iterable[int] | QuerySet) -> Q:
    """Return which offers are held in some districts or meant for the people there, by themselves or by their social space."""
    through = Offer.catchment_districts.through
    spaces = SocialSpaceMembership.objects.on(timezone.localdate()).filter(district__in=districts)
    by_space = Offer.catchment_social_spaces.through.objects.filter(socialspace__in=spaces.values("social_space"))
    return (
        Q(district__in=districts)
        | Q(district=None, facility__district__in=districts)
        | Q(pk__in=through.objects.filter(district__in=districts).values("offer"))
        | Q(pk__in=by_space.values("offer"))
    )


class Applied(NamedTuple):
    """A filter that is set: how it reads, how it stands in the address (NAME=VALUE), and the query without it."""

    label: str
    parameter: str
    query: str


class RegisterFilterSet(WordsFilterSet):
    """A list of the workspace for `user`; parameters that it does not know are named like values that it does not know."""

    # By the value in the address: the columns by which the list is sorted then.
    orders: Mapping[str, tuple] = {}
    # What a page adds to the address that narrows nothing: which page, and what stays there when a filter goes.
    beside: frozenset[str] = frozenset({"seite"})
    staying: frozenset[str] = frozenset()

    def __init__(self, data: Mapping[str, str], queryset: QuerySet, *, user: User) -> None:
        self.user = user
        super().__init__(data, queryset)
        known = {*self.filters, *self.beside, *self.staying}
        unknown = [name for name in self.data if name not in known]
        self.remarks += [
            _now("„%(name)s“ gibt es in dieser Liste nicht. Wir suchen ohne diese Angabe.")
            % {"name": name[:SHOWN_CHARACTERS]}
            for name in unknown
        ]

    def applied(self) -> list[Applied]:
        """Return the filters that are set, each with the list without it; an order narrows nothing."""
        found = []
        for name, value in self.form.cleaned_data.items():
            if value and name != "sort":
                rest = {other: text for other, text in self.data.items() if other not in {name, *self.beside}}
                label = self.words_for(name, value)
                found.append(Applied(label, f"{name}={self.data[name]}", urlencode(rest)))
        return found

    def words_for(self, name: str, value: object) -> str:
        """Return how a filter that is set reads."""
        field = self.form.fields[name]
        if isinstance(field, TickField):
            return str(field.label)
        shown = dict(field.choices)[value] if isinstance(value, str) and hasattr(field, "choices") else value
        return f"{field.label}: {shown}"

    def of_partner(self, records: QuerySet, name: str, text: str) -> QuerySet:
        return records.filter(**{f"{self.partner_column}__in": called(text)})

    def sorted(self, records: QuerySet, name: str, value: str) -> QuerySet:
        return records.order_by(*self.orders[value])
