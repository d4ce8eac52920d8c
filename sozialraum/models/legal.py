"""The texts that the law asks for."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from sozialraum.models.municipality import Municipality
from sozialraum.uploads import VIDEO_FOLDER, validate_video_name


class LegalText(RuledModel):
    """A text that the law asks for, with the date of its last review."""

    class Kind(models.TextChoices):
        IMPRINT = "impressum", _("Impressum")
        PRIVACY = "datenschutz", _("Datenschutz")
        ACCESSIBILITY = "barrierefreiheit", _("Erklärung zur Barrierefreiheit")
        EASY_LANGUAGE = "leichte-sprache", _("Leichte Sprache")
        SIGN_LANGUAGE = "gebaerdensprache", _("Gebärdensprache")
        # § 2 KKG: whoever is to become a parent is told of help, on wish at home.
        WELCOME = "willkommensbesuch", _("Willkommensbesuch")

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="legal_texts", verbose_name=_("Kommune")
    )
    kind = models.CharField(_("Art"), max_length=20, choices=Kind)
    title = models.CharField(_("Überschrift"), max_length=120)
    body = models.TextField(
        _("Text"), help_text=_("Markdown; {name}, {email} … werden aus den Angaben der Kommune ersetzt")
    )
    video = models.FileField(_("Video"), upload_to=VIDEO_FOLDER, blank=True, validators=[validate_video_name])
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

    def get_absolute_url(self) -> str:
        """Return the page that shows the text: its kind is its address."""
        return f"/{self.kind}/"
