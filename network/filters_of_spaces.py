"""The lists about social spaces, narrowed by their address; unknown values get a plain sentence and are ignored."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.filtering import WordsFilterSet, one_of
from network.models import ContactPoint, Network, UnitKind
from sozialraum.addresses import fold_street
from sozialraum.models import District, Postcode, SocialSpace, SocialSpaceMembership, StreetSection

SIGHT = [("alle", _("für alle")), ("fachkraefte", _("nur für Fachkräfte"))]


def districts_of(space: SocialSpace) -> QuerySet:
    """Return the ids of the districts that belong to a social space today."""
    return SocialSpaceMembership.objects.on(timezone.localdate()).filter(social_space=space).values("district")


class ContactFilter(WordsFilterSet):
    """Contact points by word, unit, social space, network and by who sees them."""

    searched = ("function", "task", "partner__name")

    einheit = one_of(UnitKind.objects.all(), "code", _("Einheit"), field_name="unit")
    sozialraum = one_of(SocialSpace.objects.all(), "slug", _("Sozialraum"), field_name="social_spaces")
    netzwerk = one_of(Network.objects.all(), "slug", _("Netzwerk"), field_name="network")
    sicht = django_filters.ChoiceFilter(choices=SIGHT, method="seen", label=_("Sichtbar"), empty_label=_("egal"))

    class Meta:
        model = ContactPoint
        fields: tuple[str, ...] = ()

    def seen(self, points: QuerySet, name: str, value: str) -> QuerySet:
        return points.filter(is_public=value == "alle")


class StreetFilter(WordsFilterSet):
    """Sections of streets by the name of the street, postcode, district and social space."""

    q = django_filters.CharFilter(method="called", label=_("Straße"))
    plz = one_of(Postcode.objects.all(), "code", _("Postleitzahl"), field_name="postcode")
    stadtteil = one_of(
        District.objects.for_families().defer("boundary", "parent__boundary"),
        "slug",
        _("Stadtteil"),
        field_name="district",
    )
    sozialraum = one_of(SocialSpace.objects.all(), "slug", _("Sozialraum"), method="of_space")

    class Meta:
        model = StreetSection
        fields: tuple[str, ...] = ()

    def called(self, sections: QuerySet, name: str, text: str) -> QuerySet:
        """Keep the streets whose name, in whatever spelling, contains the text."""
        return sections.filter(key__contains=fold_street(text))

    def of_space(self, sections: QuerySet, name: str, space: SocialSpace) -> QuerySet:
        return sections.filter(district__in=districts_of(space))
