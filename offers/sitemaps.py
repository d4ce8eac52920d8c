"""What search engines are told to read: an index of lists, each of at most LIMIT addresses."""

import datetime
from typing import Final

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from network.models import Facility, Partner
from offers.models import Offer, Programme
from sozialraum.models import District, LegalText, SocialSpace

# The protocol allows 50,000; a tenth of that is quickly written even by a small server.
LIMIT: Final = 5_000
PAGES: Final = (
    "start",
    "offer_list",
    "offer_map",
    "district_list",
    "booklets",
    "responsible",
    "week",
    "near",
    "guided",
    "guides",
    "help_now",
    "partner_list",
    "networks",
    "mission",
    "documents",
    "decisions",
    "accessibility",
    "contact",
)
LEGAL_PAGES: Final = {
    LegalText.Kind.IMPRINT: "imprint",
    LegalText.Kind.PRIVACY: "privacy",
    LegalText.Kind.EASY_LANGUAGE: "easy_language",
    LegalText.Kind.SIGN_LANGUAGE: "sign_language",
    LegalText.Kind.WELCOME: "welcome_visit",
}


class FixedPages(Sitemap):
    def items(self) -> list[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)


class LegalPages(Sitemap):
    def items(self) -> QuerySet[LegalText]:
        return LegalText.objects.filter(kind__in=LEGAL_PAGES).order_by("kind")

    def location(self, item: LegalText) -> str:
        return reverse(LEGAL_PAGES[item.kind])

    def lastmod(self, item: LegalText) -> datetime.date:
        return item.reviewed_at


class DetailPages(Sitemap):
    """Pages of the rows of a model, each under the name of its address and its slug."""

    limit = LIMIT
    url_name: str

    def location(self, item: Model) -> str:
        return reverse(self.url_name, args=[item.slug])


class Districts(DetailPages):
    url_name = "district_detail"

    def items(self) -> QuerySet[District]:
        return District.objects.for_families().defer("boundary", "parent__boundary")


class SocialSpaces(DetailPages):
    url_name = "social_space_detail"

    def items(self) -> QuerySet[SocialSpace]:
        return SocialSpace.objects.all()


class Booklets(SocialSpaces):
    url_name = "booklet"


class Programmes(DetailPages):
    """Programmes that are somewhere in the city, or were."""

    url_name = "programme_detail"

    def items(self) -> QuerySet[Programme]:
        return Programme.objects.filter(stages__isnull=False).distinct()

    def location(self, item: Programme) -> str:
        return reverse(self.url_name, args=[item.code])


class Offers(DetailPages):
    url_name = "offer_detail"

    def items(self) -> QuerySet[Offer]:
        return Offer.objects.public_on(timezone.localdate()).order_by("pk").only("slug", "updated_at")

    def lastmod(self, item: Offer) -> datetime.datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime.datetime | None:
        """Return when any of the offers was last changed, without reading them all."""
        return self.items().aggregate(latest=Max("updated_at"))["latest"]


class Partners(DetailPages):
    url_name = "partner_detail"

    def items(self) -> QuerySet[Partner]:
        return Partner.objects.public().order_by("pk").only("slug")


class Facilities(DetailPages):
    url_name = "facility_detail"

    def items(self) -> QuerySet[Facility]:
        return Facility.objects.public().order_by("pk").only("slug")


SITEMAPS: Final[dict[str, type[Sitemap]]] = {
    "seiten": FixedPages,
    "rechtliches": LegalPages,
    "stadtteile": Districts,
    "sozialraeume": SocialSpaces,
    "elternbegleitbuecher": Booklets,
    "programme": Programmes,
    "angebote": Offers,
    "partner": Partners,
    "einrichtungen": Facilities,
}
