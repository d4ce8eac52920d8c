"""The municipality whose portal this is."""

from typing import Any, Self

from django.contrib.gis.db import models
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from sozialraum.ages import CONCEPTION, OLDEST
from sozialraum.appearance import validate_brand_colour, validate_second_colour
from sozialraum.choices import FederalState
from sozialraum.models.calendar import SchoolHoliday
from sozialraum.uploads import LOGO_FOLDER, validate_logo, validate_logo_name


class Municipality(RuledModel):
    """The one municipality of this installation: its name, address, look and default age span."""

    name = models.CharField(_("Name"), max_length=120, help_text=_("zum Beispiel Mönchengladbach"))
    portal_name = models.CharField(_("Name des Portals"), max_length=120)
    ags = models.CharField(_("Amtlicher Gemeindeschlüssel"), max_length=8, unique=True)
    federal_state = models.CharField(
        _("Land"),
        max_length=2,
        choices=FederalState,
        default=FederalState.NORTH_RHINE_WESTPHALIA,
        help_text=_("bestimmt Feiertage und Ferien"),
    )
    outline = models.MultiPolygonField(_("Umriss"), null=True, blank=True)

    authority = models.CharField(_("Behörde"), max_length=200, help_text=_("verantwortlich für das Portal"))
    represented_by = models.CharField(_("vertreten durch"), max_length=200)
    responsible_for_content = models.CharField(_("verantwortlich für den Inhalt"), max_length=200)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120)
    postcode = models.CharField(_("Postleitzahl"), max_length=5)
    city = models.CharField(_("Ort"), max_length=120)
    phone = models.CharField(_("Telefon"), max_length=40)
    email = models.EmailField(_("E-Mail"))
    accessibility_email = models.EmailField(_("E-Mail für Hinweise zur Barrierefreiheit"))
    vat_id = models.CharField(_("Umsatzsteuer-ID"), max_length=20, blank=True)
    privacy_officer = models.CharField(
        _("Datenschutzbeauftragte Person"),
        max_length=200,
        blank=True,
        help_text=_("Name oder Stelle; nach Artikel 13 DSGVO anzugeben"),
    )
    privacy_email = models.EmailField(_("E-Mail für den Datenschutz"), blank=True)

    brand_colour = models.CharField(
        _("Hauptfarbe"),
        max_length=7,
        default="#1f5c57",
        validators=[validate_brand_colour],
        help_text=_("für Links, Knöpfe und die Fußzeile, zum Beispiel #1f5c57; so dunkel, dass man sie lesen kann"),
    )
    second_colour = models.CharField(
        _("Zweite Farbe"),
        max_length=7,
        default="#ffcf56",
        validators=[validate_second_colour],
        help_text=_("für helle Flächen, zum Beispiel #ffcf56; so hell, dass dunkle Schrift darauf lesbar ist"),
    )
    logo = models.ImageField(
        _("Logo"),
        upload_to=LOGO_FOLDER,
        blank=True,
        validators=[validate_logo_name, validate_logo],
        help_text=_("PNG, JPEG oder WebP, höchstens 300 kB; es wird 48 Pixel hoch gezeigt"),
    )

    youngest_months = models.SmallIntegerField(_("jüngstes Alter in Monaten"), default=-9)
    oldest_months = models.SmallIntegerField(_("ältestes Alter in Monaten"), default=132)
    four_eyes = models.BooleanField(
        _("Vier-Augen-Prinzip"),
        default=False,
        help_text=_(
            "Jede Änderung an veröffentlichten Angeboten gibt jemand anderes frei als die Person, die sie schrieb."
        ),
    )
    is_example = models.BooleanField(_("Beispieldaten"), default=False)

    class Meta:
        verbose_name = _("Kommune")
        verbose_name_plural = _("Kommunen")
        constraints = [
            models.CheckConstraint(
                condition=Q(youngest_months__lt=F("oldest_months")),
                name="municipality_age_span_runs_upward",
                violation_error_message=_("Das jüngste Alter muss unter dem ältesten liegen."),
            ),
            models.CheckConstraint(
                condition=Q(youngest_months__gte=CONCEPTION, oldest_months__lte=OLDEST),
                name="municipality_ages_lie_between_pregnancy_and_27_years",
                violation_error_message=_("Das Alter liegt zwischen Schwangerschaft (−9) und 27 Jahren (325)."),
            ),
            models.CheckConstraint(
                condition=Q(federal_state__in=FederalState.values),
                name="municipality_lies_in_a_land",
                violation_error_message=_("Dieses Land gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(ags__regex=r"^\d{8}$"),
                name="municipality_ags_has_eight_digits",
                violation_error_message=_("Der Gemeindeschlüssel hat acht Ziffern."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls, **more: Any) -> Self:
        """Return the municipality without its outline, or an unsaved one with plain names on an empty installation.

        It brings the school holidays of its Land along, so that no page asks for them, and `more` (subqueries by name).
        """
        of_land = SchoolHoliday.objects.filter(federal_state=OuterRef("federal_state"))
        days = JSONObject(first_day="first_day", last_day="last_day", name="name")
        brought = cls.objects.annotate(school_holidays=ArraySubquery(of_land.values_list(days)), **more)
        saved = brought.defer("outline").order_by("pk").first()
        return saved or cls(name=_("Ihre Kommune"), portal_name=_("Familienportal"))

    @property
    def look(self) -> str:
        """Return what the style sheet depends on, as part of its address, so that browsers may keep it for good."""
        return f"{self.brand_colour}-{self.second_colour}".replace("#", "")

    @property
    def logo_url(self) -> str:
        return self.logo.url if self.logo else ""
