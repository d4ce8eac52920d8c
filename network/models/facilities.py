"""Facilities: the places at which partners are found."""

import datetime
from typing import Self

from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from kit.terms import TermModel
from network.models.archiving import ArchivableModel, ArchivableQuerySet
from network.models.partners import Partner
from network.places import Place, district_at
from sozialraum.models import District


class FacilityKind(TermModel):
    """A kind of place, such as Familienzentrum or Grundschule."""

    class BookletPart(models.TextChoices):
        """The chapters of the Elternbegleitbuch that are about houses of certain kinds."""

        CENTRES = "centres", _("Familienzentren")
        MIDWIVES = "midwives", _("Hebammen")
        PRACTICES = "practices", _("Kinder- und Jugendarztpraxen")
        OFFICES = "offices", _("Ämter und Behörden")
        __empty__ = _("Häuser für Familien")

    name_plural = models.CharField(_("Mehrzahl"), max_length=120)
    booklet_part = models.CharField(
        _("steht im Elternbegleitbuch unter"),
        max_length=10,
        choices=BookletPart,
        blank=True,
        default="",
        help_text=_("in einem eigenen Kapitel stehen auch die nächsten in der übrigen Stadt"),
    )

    class Meta(TermModel.Meta):
        verbose_name = _("Art von Einrichtung")
        verbose_name_plural = _("Arten von Einrichtungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(booklet_part__in=["", "centres", "midwives", "practices", "offices"]),
                name="facility_kind_stands_in_a_chapter_of_the_booklet",
                violation_error_message=_("Dieses Kapitel gibt es nicht."),
            ),
        ]


class AccessibilityFeature(TermModel):
    """Something that makes a place or an offer usable for more people, such as a lift."""

    is_step_free = models.BooleanField(
        _("zählt als barrierefrei"), default=False, help_text=_("erfüllt allein den Filter „barrierefrei“")
    )

    class Meta(TermModel.Meta):
        verbose_name = _("Merkmal der Barrierefreiheit")
        verbose_name_plural = _("Merkmale der Barrierefreiheit")


class FacilityQuerySet(ArchivableQuerySet):
    def public(self) -> Self:
        """Keep the facilities whose page everybody may read."""
        return self.filter(is_public=True, partner__is_public=True)


class Facility(ArchivableModel):
    """A place of a partner. Of a confidential one only the district is ever shown."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="facilities", verbose_name=_("Träger"))
    kind = models.ForeignKey(FacilityKind, models.PROTECT, related_name="facilities", verbose_name=_("Art"))
    name = models.CharField(_("Name"), max_length=200)
    slug = models.SlugField(_("Adresse"), max_length=200, unique=True)
    description = models.TextField(_("Beschreibung"), blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    city = models.CharField(_("Ort"), max_length=120, blank=True)
    # Geography, because distances are asked in metres (dwithin, distance); the district is found once, when it is saved.
    point = models.PointField(_("Lage"), geography=True, null=True, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="facilities", verbose_name=_("Stadtteil")
    )
    address_is_confidential = models.BooleanField(
        _("Anschrift vertraulich"),
        default=False,
        help_text=_("zum Beispiel bei Schutzhäusern; nur der Stadtteil wird gezeigt"),
    )
    is_open_for_all = models.BooleanField(_("offen für alle Eltern"), default=False)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    website = models.URLField(_("Internetseite"), blank=True)
    opening_note = models.CharField(_("Hinweis zu den Öffnungszeiten"), max_length=200, blank=True)
    accessibility = models.ManyToManyField(
        AccessibilityFeature, blank=True, related_name="facilities", verbose_name=_("Barrierefreiheit")
    )
    quality_seal = models.CharField(_("Gütesiegel"), max_length=120, blank=True)
    seal_valid_until = models.DateField(_("Gütesiegel gültig bis"), null=True, blank=True)
    is_public = models.BooleanField(_("öffentlich sichtbar"), default=True)
    external_id = models.CharField(_("Kennung der Quelle"), max_length=120, null=True, blank=True, unique=True)
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einrichtung")
        verbose_name_plural = _("Einrichtungen")
        ordering = ["name"]
        constraints = [
            *ArchivableModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(external_id=None) | ~Q(external_id=""),
                name="facility_has_a_key_of_its_source_or_none",
                violation_error_message=_("Eine leere Kennung ist keine."),
            ),
            models.CheckConstraint(
                condition=Q(quality_seal="", seal_valid_until=None)
                | (~Q(quality_seal="") & Q(seal_valid_until__isnull=False)),
                name="quality_seal_has_an_expiry",
                violation_error_message=_("Ein Gütesiegel braucht ein Ablaufdatum, und umgekehrt."),
            ),
            models.CheckConstraint(
                condition=Q(postcode__regex=r"^(\d{5})?$"),
                name="facility_postcode_has_five_digits",
                violation_error_message=_("Eine Postleitzahl hat fünf Ziffern."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a partner that is archived, as the database does."""
        super().clean()
        if self.partner_id and not self.is_archived and self.partner.is_archived:
            raise ValidationError({"partner": _("Dieser Träger ist archiviert.")})

    def save(self, **kwargs) -> None:
        """Save. A point decides the district; without one, and outside of all districts, the given district stays."""
        fields = kwargs.get("update_fields")
        if self.point and (fields is None or "point" in fields):
            self.district = district_at(self.point) or self.district
            kwargs |= {"update_fields": {*fields, "district"}} if fields is not None else {}
        super().save(**kwargs)

    def public_place(self) -> Place:
        """Return what everybody may know of where this is; read addresses from here and nowhere else."""
        if self.address_is_confidential:
            return Place(name=self.name, district=self.district, is_confidential=True)
        return Place(
            name=self.name,
            street=self.street,
            postcode=self.postcode,
            city=self.city,
            district=self.district,
            point=self.point,
        )

    def valid_seal(self, day: datetime.date) -> str:
        """Return the quality seal if it is valid on `day`, its last day included; empty otherwise."""
        return self.quality_seal if self.seal_valid_until and self.seal_valid_until >= day else ""


class OpeningHours(RuledModel):
    """One span in which a facility is open on a weekday."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Montag")
        TUESDAY = 1, _("Dienstag")
        WEDNESDAY = 2, _("Mittwoch")
        THURSDAY = 3, _("Donnerstag")
        FRIDAY = 4, _("Freitag")
        SATURDAY = 5, _("Samstag")
        SUNDAY = 6, _("Sonntag")

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("Wochentag"), choices=Weekday)
    opens = models.TimeField(_("von"))
    closes = models.TimeField(_("bis"))
    note = models.CharField(_("Hinweis"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Öffnungszeit")
        verbose_name_plural = _("Öffnungszeiten")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="opening_hours_close_after_they_open",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="opening_hours_are_on_a_weekday",
                violation_error_message=_("Diesen Wochentag gibt es nicht."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"
