"""The member directory, narrowed by its address; unknown values get a plain sentence and are ignored."""

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from django_filters.fields import ModelChoiceField

from kit.filtering import ForgivingFilterSet, WordsFilterSet, one_of
from network.models import CouncilDecision, DecisionBody, Document, Network, Partner, PartnerKind
from network.models.decisions import YEARS
from network.permissions import members_of


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


class PartnerFilter(WordsFilterSet):
    """Partners by word (`q`), network (`netzwerk`, slug) and kind (`art`, code)."""

    searched = ("name", "description")

    netzwerk = one_of(Network.objects.all(), "slug", gettext_lazy("Netzwerk"), method="belonging_to")
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

    def belonging_to(self, partners: QuerySet[Partner], name: str, network: Network) -> QuerySet[Partner]:
        """Keep the partners that are members of `network` today."""
        return partners.filter(pk__in=members_of([network.pk]).values("partner"))


class DocumentFilter(ForgivingFilterSet):
    """Documents by what they are about (`q`), network (`netzwerk`, slug) and kind (`art`)."""

    q = django_filters.CharFilter(method="about", label=gettext_lazy("Stichwort"))
    netzwerk = one_of(Network.objects.all(), "slug", gettext_lazy("Netzwerk"), field_name="network")
    art = django_filters.ChoiceFilter(
        field_name="kind", choices=Document.Kind.choices, label=gettext_lazy("Art"), empty_label=gettext_lazy("alle")
    )

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()

    def about(self, documents: QuerySet[Document], name: str, text: str) -> QuerySet[Document]:
        """Keep what contains the words of `text`, the best first."""
        return documents.about(text)


class DecisionFilter(WordsFilterSet):
    """Decisions by word (`q`), body (`gremium`, code), network (`netzwerk`, slug) and budget year (`haushaltsjahr`)."""

    searched = ("title", "summary", "number")

    gremium = one_of(DecisionBody.objects.all(), "code", gettext_lazy("Gremium"), field_name="body")
    netzwerk = one_of(Network.objects.all(), "slug", gettext_lazy("Netzwerk"), field_name="network")
    haushaltsjahr = django_filters.NumberFilter(
        field_name="budget_year", label=gettext_lazy("Haushaltsjahr"), min_value=YEARS[0], max_value=YEARS[1]
    )

    class Meta:
        model = CouncilDecision
        fields: tuple[str, ...] = ()
