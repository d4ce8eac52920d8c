"""The member directory, narrowed by its address; unknown values get a plain sentence and are ignored."""

import django_filters
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_filters.fields import ModelChoiceField

from kit.filtering import ForgivingFilterSet
from kit.text import words
from network.models import Membership, Network, Partner, PartnerKind


class KindField(ModelChoiceField):
    """Kinds with the number of their partners."""

    def label_from_instance(self, obj: PartnerKind) -> str:
        return f"{obj.name_plural} ({obj.partner_count})"


class KindFilter(django_filters.ModelChoiceFilter):
    field_class = KindField


def inhabited_kinds(request: HttpRequest) -> QuerySet[PartnerKind]:
    """Return the kinds that have public partners, with their number as `partner_count`."""
    count = Count("partners", filter=Q(partners__is_public=True))
    return PartnerKind.objects.annotate(partner_count=count).filter(partner_count__gt=0)


class PartnerFilter(ForgivingFilterSet):
    """Partners by word (`q`), network (`netzwerk`, slug) and kind (`art`, code)."""

    q = django_filters.CharFilter(method="containing", label=gettext_lazy("Name oder Stichwort"))
    netzwerk = django_filters.ModelChoiceFilter(
        queryset=Network.objects.all(),
        to_field_name="slug",
        method="belonging_to",
        label=gettext_lazy("Netzwerk"),
        empty_label=gettext_lazy("alle"),
    )
    art = KindFilter(
        field_name="kind",
        queryset=inhabited_kinds,
        to_field_name="code",
        label=gettext_lazy("Art"),
        empty_label=gettext_lazy("alle"),
    )

    class Meta:
        model = Partner
        fields: tuple[str, ...] = ()

    def chosen(self) -> dict[str, str]:
        """Return the parameters that narrow the directory, each with the words that say so."""
        found = {name: value for name, value in self.form.cleaned_data.items() if value}
        return {name: value.name_plural if name == "art" else str(value) for name, value in found.items()}

    def containing(self, partners: QuerySet[Partner], name: str, text: str) -> QuerySet[Partner]:
        """Keep the partners in whose name or description every word occurs, whatever its accents."""
        for word in words(text):
            partners = partners.filter(Q(name__unaccent__icontains=word) | Q(description__unaccent__icontains=word))
        return partners

    def belonging_to(self, partners: QuerySet[Partner], name: str, network: Network) -> QuerySet[Partner]:
        """Keep the partners that are members of `network` today."""
        mine = Membership.objects.on(timezone.localdate()).filter(partner=OuterRef("pk"), network=network)
        return partners.filter(Exists(mine))
