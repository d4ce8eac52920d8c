"""The municipality whose portal this is."""

from django.contrib.gis.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.terms import validate_hex_colour


class Municipality(models.Model):
    """The one municipality of this installation: its name, address, look and default age span."""

    name = models.CharField(_("Name"), max_length=120, help_text=_("zum Beispiel Mönchengladbach"))
    portal_name = models.CharField(_("Name des Portals"), max_length=120)
    ags = models.CharField(_("Amtlicher Gemeindeschlüssel"), max_length=8, unique=True)
    federal_state = models.CharField(
        _("Land"), max_length=2, default="NW", help_text=_("Kürzel nach ISO 3166-2:DE; bestimmt Feiertage und Ferien")
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

    brand_colour = models.CharField(
        _("Hauptfarbe"), max_length=7, default="#1f5c57", validators=[validate_hex_colour]
    )
    logo = models.FileField(_("Logo"), upload_to="logo/", blank=True)

    youngest_months = models.SmallIntegerField(_("jüngstes Alter in Monaten"), default=-9)
    oldest_months = models.SmallIntegerField(_("ältestes Alter in Monaten"), default=132)
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
                condition=Q(ags__regex=r"^\d{8}$"),
                name="municipality_ags_has_eight_digits",
                violation_error_message=_("Der Gemeindeschlüssel hat acht Ziffern."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LegalText(models.Model):
    """A text that the law asks for, with the date of its last review."""

    class Kind(models.TextChoices):
        IMPRINT = "impressum", _("Impressum")
        PRIVACY = "datenschutz", _("Datenschutz")
        ACCESSIBILITY = "barrierefreiheit", _("Erklärung zur Barrierefreiheit")
        EASY_LANGUAGE = "leichte-sprache", _("Leichte Sprache")
        SIGN_LANGUAGE = "gebaerdensprache", _("Gebärdensprache")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="legal_texts")
    kind = models.CharField(_("Art"), max_length=20, choices=Kind)
    title = models.CharField(_("Überschrift"), max_length=120)
    body = models.TextField(_("Text"), help_text=_("Markdown; {name}, {email} … werden aus den Angaben der Kommune ersetzt"))
    video = models.FileField(_("Video"), upload_to="gebaerdensprache/", blank=True)
    first_published = models.DateField(_("erstellt am"))
    reviewed_at = models.DateField(_("zuletzt geprüft am"))
    is_example = models.BooleanField(_("Mustertext"), default=True, help_text=_("noch nicht rechtlich geprüft"))

    class Meta:
        verbose_name = _("Rechtstext")
        verbose_name_plural = _("Rechtstexte")
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                "municipality",
                "kind",
                name="one_legal_text_of_each_kind",
                violation_error_message=_("Diesen Rechtstext gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__gte=F("first_published")),
                name="legal_text_is_reviewed_after_it_was_written",
                violation_error_message=_("Geprüft werden kann ein Text erst, wenn es ihn gibt."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
