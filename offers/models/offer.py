"""The offer: what a partner does for families."""

import datetime
from functools import reduce
from operator import or_
from typing import Final, Self

from django.contrib.gis.db import models
from django.contrib.postgres.fields import IntegerRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models import AccessibilityFeature, Facility, Goal, Partner, User
from offers.models import terms
from offers.models.links import LINK_FIELDS, LinkCheck
from sozialraum.ages import BIRTH, CONCEPTION, OLDEST
from sozialraum.models import District, SocialSpace

# An offer that nobody has confirmed for so long after it was due is not found any more.
HIDDEN_AFTER: Final = datetime.timedelta(days=30)
DUE_ON: Final = models.Func(
    "confirmed_at",
    "review_months",
    "next_review",
    "created_at",
    function="offers_due_on",
    output_field=models.DateField(),
)


def plain(text: models.Expression) -> models.Func:
    """Return a text as it is looked for letter by letter (see offers/sql/0042_plain.sql)."""
    return models.Func(text, function="offers_plain", output_field=models.TextField())


def leading_nowhere() -> Q:
    """Return which offers have a web address that leads nowhere any more."""
    dead = LinkCheck.objects.dead().values("url")
    return reduce(or_, (Q(**{f"{field}__in": dead}) for field in LINK_FIELDS))


# What nobody ever confirmed waits for it from the first day. The index below and the lists must spell it alike.
IS_CONFIRMED: Final = models.ExpressionWrapper(Q(confirmed_at__isnull=False), output_field=models.BooleanField())


class OfferQuerySet(models.QuerySet):
    def published_on(self, day: datetime.date) -> Self:
        """Keep what is published and within its time on `day`, for whomever."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gte=day),
            status=Offer.Status.PUBLISHED,
        )

    def readable_on(self, day: datetime.date) -> Self:
        """Keep what everybody may read on `day`, if only by its address: published, for the public, within its time."""
        return self.published_on(day).filter(visibility=Offer.Visibility.PUBLIC)

    def confirmed_by_then(self, day: datetime.date) -> Self:
        """Keep what somebody confirmed in time before `day`, or almost."""
        return self.alias(public_due_on=DUE_ON).filter(public_due_on__gte=day - HIDDEN_AFTER)

    def public_on(self, day: datetime.date) -> Self:
        """Keep what everybody finds on `day`: what they may read and somebody confirmed in time, or almost."""
        return self.readable_on(day).confirmed_by_then(day)

    def findable(self) -> Self:
        """Keep what a search can find once it is published: by its place, its catchment, or because it comes home."""
        through = (Offer.catchment_districts, Offer.catchment_social_spaces)
        by_catchment, by_space = (Exists(one.through.objects.filter(offer=OuterRef("pk"))) for one in through)
        comes_home = Offer.access_modes.through.objects.filter(offer=OuterRef("pk"), accessmode__comes_home=True)
        is_placed = Q(district__isnull=False) | Q(point__isnull=False) | Q(facility__district__isnull=False)
        return self.filter(is_placed | Q(is_citywide=True) | by_catchment | by_space | Exists(comes_home))

    def with_due(self) -> Self:
        """Annotate the day by which somebody should confirm an offer as `due_on` (see offers/sql/0011_due.sql)."""
        return self.annotate(due_on=DUE_ON)

    def with_dead_links(self) -> Self:
        """Keep those of which a web address leads nowhere any more."""
        return self.filter(leading_nowhere())

    def for_page(self) -> Self:
        """Fetch with an offer what its own page shows beside its words; boundaries of districts are no part of it."""
        return (
            self.with_due()
            .select_related("facility__district", "district")
            .defer("district__boundary", "facility__district__boundary")
            .prefetch_related("schedules")
        )


class Offer(RuledModel):
    """What a partner offers: for which ages, where, when, at what cost, and whether somebody confirmed it lately."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        SUBMITTED = "submitted", _("eingereicht")
        PUBLISHED = "published", _("veröffentlicht")
        EXPIRED = "expired", _("abgelaufen")
        ARCHIVED = "archived", _("archiviert")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("für alle")
        PROFESSIONALS = "professionals", _("nur für Fachkräfte")

    class GenderFocus(models.TextChoices):
        EVERYONE = "everyone", _("für alle")
        MOTHERS = "mothers", _("für Mütter")
        FATHERS = "fathers", _("für Väter")
        GIRLS = "girls", _("für Mädchen")
        BOYS = "boys", _("für Jungen")

    class ReviewRhythm(models.IntegerChoices):
        QUARTERLY = 3, _("alle drei Monate")
        HALF_YEARLY = 6, _("jedes halbe Jahr")
        YEARLY = 12, _("jedes Jahr")
        __empty__ = _("zu jeder Saison: bis 1. März und bis 1. September")

    class PreventionLevel(models.TextChoices):
        UNIVERSAL = "universal", _("für alle Familien")
        SELECTIVE = "selective", _("für Familien in besonderen Lebenslagen")
        INDICATED = "indicated", _("bei erkennbarem Bedarf")

    title = models.CharField(_("Titel"), max_length=160)
    slug = models.SlugField(_("Adresse"), max_length=180, unique=True)
    summary = models.CharField(_("Kurz gesagt"), max_length=300, help_text=_("höchstens 300 Zeichen, einfache Wörter"))
    description = models.TextField(_("Beschreibung"), blank=True)
    type = models.ForeignKey(terms.OfferType, models.PROTECT, related_name="offers", verbose_name=_("Art"))
    topics = models.ManyToManyField(terms.Topic, related_name="offers", verbose_name=_("Themen"))
    target_groups = models.ManyToManyField(terms.TargetGroup, related_name="offers", verbose_name=_("Zielgruppen"))
    life_situations = models.ManyToManyField(
        terms.LifeSituation, blank=True, related_name="offers", verbose_name=_("Lebenslagen")
    )
    prevention_level = models.CharField(
        _("Ebene der Prävention"), max_length=12, choices=PreventionLevel, default=PreventionLevel.UNIVERSAL
    )
    is_low_threshold = models.BooleanField(_("niedrigschwellig"), default=False)

    ages = IntegerRangeField(_("Alter in Monaten"), null=True, blank=True)
    all_ages = models.BooleanField(_("für jedes Alter"), default=False)
    gender_focus = models.CharField(
        _("richtet sich an"), max_length=10, choices=GenderFocus, default=GenderFocus.EVERYONE
    )

    provider = models.ForeignKey(Partner, models.PROTECT, related_name="offers", verbose_name=_("Anbieter"))
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="offers", verbose_name=_("findet statt in")
    )
    cooperation_partners = models.ManyToManyField(
        Partner, blank=True, related_name="cooperations", verbose_name=_("Kooperationspartner")
    )
    street = models.CharField(_("Straße und Hausnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    city = models.CharField(_("Ort"), max_length=120, blank=True)
    point = models.PointField(_("Lage"), geography=True, null=True, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="offers_held", verbose_name=_("Stadtteil")
    )
    place_note = models.CharField(_("Hinweis zum Ort"), max_length=160, blank=True)
    address_is_confidential = models.BooleanField(_("Anschrift vertraulich"), default=False)

    is_citywide = models.BooleanField(_("stadtweit"), default=False)
    catchment_districts = models.ManyToManyField(
        District, blank=True, related_name="offers_reaching", verbose_name=_("für Familien aus")
    )
    catchment_social_spaces = models.ManyToManyField(
        SocialSpace, blank=True, related_name="offers_reaching", verbose_name=_("für Familien aus dem Sozialraum")
    )

    access_modes = models.ManyToManyField(terms.AccessMode, related_name="offers", verbose_name=_("Zugang"))
    by_arrangement = models.BooleanField(_("nach Vereinbarung"), default=False)
    time_note = models.CharField(_("Hinweis zur Zeit"), max_length=200, blank=True)
    registration = models.ForeignKey(
        terms.RegistrationKind, models.PROTECT, related_name="offers", verbose_name=_("Anmeldung")
    )
    registration_note = models.CharField(_("So melden Sie sich an"), max_length=200, blank=True)
    registration_url = models.URLField(_("Link zur Anmeldung"), blank=True)
    cost = models.ForeignKey(terms.CostKind, models.PROTECT, related_name="offers", verbose_name=_("Kosten"))
    cost_note = models.CharField(_("Hinweis zu den Kosten"), max_length=200, blank=True)
    accepts_education_package = models.BooleanField(_("Bildung und Teilhabe möglich"), default=False)
    accepts_family_card = models.BooleanField(_("Familienkarte gilt"), default=False)
    languages = models.ManyToManyField(terms.Language, blank=True, related_name="offers", verbose_name=_("Sprachen"))
    interpreter_possible = models.BooleanField(_("Dolmetschen möglich"), default=False)
    accessibility = models.ManyToManyField(
        AccessibilityFeature, blank=True, related_name="offers", verbose_name=_("Barrierefreiheit")
    )
    sibling_care = models.BooleanField(_("Betreuung für Geschwister"), default=False)
    places = models.PositiveSmallIntegerField(_("Plätze"), null=True, blank=True)

    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    url = models.URLField(_("Internetseite"), blank=True)
    image = models.ImageField(_("Bild"), upload_to="angebote/", blank=True)
    image_alt = models.CharField(_("Bildbeschreibung"), max_length=200, blank=True)

    programme = models.ForeignKey(
        terms.Programme, models.SET_NULL, null=True, blank=True, related_name="offers", verbose_name=_("Programm")
    )
    funding_line = models.ForeignKey(
        terms.FundingLine, models.SET_NULL, null=True, blank=True, related_name="offers", verbose_name=_("Förderlinie")
    )
    goals = models.ManyToManyField(
        Goal,
        blank=True,
        related_name="offers",
        verbose_name=_("Ziele der Stadt"),
        help_text=_("zu welchen Zielen des Leitbilds das Angebot beiträgt"),
    )
    quality_goal = models.CharField(_("Ziel"), max_length=200, blank=True, help_text=_("intern"))

    visibility = models.CharField(_("sichtbar"), max_length=14, choices=Visibility, default=Visibility.PUBLIC)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.DRAFT)
    archived_reason = models.CharField(
        _("Grund der Archivierung"), max_length=200, blank=True, help_text=_("nur, wenn der Status „archiviert“ ist")
    )
    # Its address leads there; always to where the way ends, never over a third one (see offers/sql/0034_merged.sql).
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("zusammengeführt mit"),
    )
    valid_from = models.DateField(_("gilt ab"), null=True, blank=True)
    valid_until = models.DateField(_("gilt bis einschließlich"), null=True, blank=True)
    confirmed_at = models.DateField(_("zuletzt bestätigt am"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("bestätigt von")
    )
    # Without a number of months: with the seasons.
    review_months = models.PositiveSmallIntegerField(
        _("zu prüfen"), choices=ReviewRhythm, default=ReviewRhythm.YEARLY, null=True, blank=True
    )
    next_review = models.DateField(_("nächste Prüfung"), null=True, blank=True)

    assigned_to = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_offers",
        verbose_name=_("zugewiesen an"),
        help_text=_("wer sich darum kümmert"),
    )

    # Title and summary, kept by the database: the list of staff looks for a word in all of them.
    plain_text = models.GeneratedField(
        expression=plain(Concat("title", Value(" "), "summary")), output_field=models.TextField(), db_persist=True
    )
    external_id = models.CharField(_("Kennung der Quelle"), max_length=120, null=True, blank=True, unique=True)
    is_example = models.BooleanField(_("Beispieldaten"), default=False)
    created_at = models.DateTimeField(_("angelegt am"), auto_now_add=True)
    updated_at = models.DateTimeField(_("geändert am"), auto_now=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        ordering = ["title"]
        indexes = [
            # The list of staff begins with what is most urgent to confirm: without it, every page sorts the whole register.
            models.Index(IS_CONFIRMED, DUE_ON, "title", "id", name="offer_by_due_day"),
            GinIndex(fields=["plain_text"], opclasses=["gin_trgm_ops"], name="offer_by_letters"),
        ]
        constraints = [
            models.CheckConstraint(
                # "Is not null" stands here aloud: a check whose answer is unknown would be passed.
                condition=Q(all_ages=True, ages=None) | Q(all_ages=False, ages__isnull=False, ages__isempty=False),
                name="offer_names_ages_or_is_for_all_ages",
                violation_error_message=_("Bitte ein Alter angeben oder „für jedes Alter“ wählen."),
            ),
            models.CheckConstraint(
                condition=Q(ages=None) | Q(ages__contained_by=NumericRange(CONCEPTION, OLDEST)),
                name="offer_ages_lie_between_pregnancy_and_27_years",
                violation_error_message=_("Das Alter liegt zwischen Schwangerschaft und 27 Jahren."),
            ),
            models.CheckConstraint(
                condition=Q(ages=None)
                | ~Q(ages__startswith__gt=CONCEPTION, ages__startswith__lt=BIRTH)
                & ~Q(ages__endswith__gt=CONCEPTION, ages__endswith__lt=BIRTH),
                name="pregnancy_is_meant_whole",
                violation_error_message=_("Die Schwangerschaft gilt als Ganzes (−9 bis 0 Monate)."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="offer_ends_after_it_begins",
                violation_error_message=_("Das Ende darf nicht vor dem Beginn liegen."),
            ),
            models.CheckConstraint(
                condition=Q(image="", image_alt="") | (~Q(image="") & ~Q(image_alt="")),
                name="offer_image_is_described",
                violation_error_message=_("Bitte beschreiben Sie das Bild für Menschen, die es nicht sehen."),
            ),
            models.CheckConstraint(
                condition=~Q(slug="karte"),
                name="offer_leaves_the_address_of_the_map",
                violation_error_message=_("Diese Adresse gehört der Karte. Bitte eine andere wählen."),
            ),
            models.CheckConstraint(
                condition=~Q(summary=""),
                name="offer_has_a_summary",
                violation_error_message=_("Bitte sagen Sie kurz, worum es geht."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(confirmed_at__isnull=False),
                name="who_confirmed_an_offer_did_so_on_a_day",
                violation_error_message=_("Zur Bestätigung gehört ein Datum."),
            ),
            models.CheckConstraint(
                condition=Q(status="archived") & ~Q(archived_reason="") | ~Q(status="archived") & Q(archived_reason=""),
                name="archived_offer_and_no_other_says_why",
                violation_error_message=_("Bitte sagen Sie, warum das Angebot archiviert ist (und nur dann)."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(status="archived"),
                name="merged_offer_is_archived",
                violation_error_message=_("Was mit einem anderen Angebot zusammengeführt ist, bleibt archiviert."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="offer_is_not_merged_into_itself",
                violation_error_message=_("Ein Angebot lässt sich nicht mit sich selbst zusammenführen."),
            ),
            models.CheckConstraint(
                condition=Q(review_months=None) | Q(review_months__in=[3, 6, 12]),
                name="offer_is_reviewed_every_3_6_or_12_months_or_season",
                violation_error_message=_("Bitte wählen Sie, wie oft das Angebot geprüft wird."),
            ),
            models.CheckConstraint(
                condition=Q(postcode__regex=r"^(\d{5})?$"),
                name="offer_postcode_has_five_digits",
                violation_error_message=_("Eine Postleitzahl hat fünf Ziffern."),
            ),
            models.CheckConstraint(
                condition=Q(external_id=None) | ~Q(external_id=""),
                name="offer_has_a_key_of_its_source_or_none",
                violation_error_message=_("Eine leere Kennung ist keine."),
            ),
            models.CheckConstraint(
                condition=Q(places=None) | Q(places__gt=0),
                name="offer_has_at_least_one_place",
                violation_error_message=_("Bitte mindestens einen Platz angeben oder das Feld leer lassen."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def month_span(self) -> tuple[int, int] | None:
        """Return the ages in months, half-open; None for an offer for every age."""
        return (self.ages.lower, self.ages.upper) if self.ages else None

    def dead_links(self) -> dict[str, LinkCheck]:
        """Return by the field what is known of each web address of this offer that leads nowhere any more."""
        found = {check.url: check for check in LinkCheck.objects.dead().filter(url__in=self.links.values())}
        return {field: found[url] for field, url in self.links.items() if url in found}

    def labelled_dead_links(self) -> list[tuple[str, LinkCheck]]:
        """Return the same with the names that the fields have for people."""
        return [(self._meta.get_field(field).verbose_name, link) for field, link in self.dead_links().items()]

    @property
    def links(self) -> dict[str, str]:
        """Return by the field the web addresses of this offer."""
        return {field: getattr(self, field) for field in LINK_FIELDS if getattr(self, field)}

    def get_absolute_url(self) -> str:
        """Return the address of the offer's page."""
        return reverse("offer_detail", args=[self.slug])
