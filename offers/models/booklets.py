"""The Elternbegleitbuch of a social space: what its coordination says in it, in which order, and the editions as PDF.

All that it tells of offers, houses and people is read when it is made: it stands in the register, not here.
"""

from typing import Final

from django.db import models
from django.db.models import Deferrable, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models import User
from sozialraum.models import SocialSpace

LONGEST: Final = 3000  # what fills two pages of A5
LANGUAGE_CODE: Final = r"^[a-z]{2,3}(-[a-z]+)*$"


class ParentGuide(RuledModel):
    """What somebody wrote for the booklet of one social space in one language.

    `version` counts how often it was written, so that two people who write at once do not lose each other's words.
    """

    social_space = models.ForeignKey(SocialSpace, models.CASCADE, related_name="booklets", verbose_name=_("Sozialraum"))
    language = models.CharField(_("Sprache"), max_length=16, default="de")
    version = models.PositiveIntegerField(default=1, editable=False)
    written_at = models.DateTimeField(_("geschrieben am"), default=timezone.now)
    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("geschrieben von")
    )

    class Meta:
        verbose_name = _("Elternbegleitbuch")
        verbose_name_plural = _("Elternbegleitbücher")
        ordering = ["social_space", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["social_space", "language"],
                name="social_space_has_one_booklet_for_each_language",
                violation_error_message=_("Dieses Elternbegleitbuch hat inzwischen jemand anderes angelegt."),
            ),
            models.CheckConstraint(
                condition=Q(language__regex=LANGUAGE_CODE),
                name="booklet_names_its_language_by_a_code",
                violation_error_message=_("Bitte die Sprache als Kürzel angeben, zum Beispiel „de“."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.social_space} ({self.language})"


class BookletChapter(RuledModel):
    """One chapter of a booklet: where it stands, whether it is shown, what is said at its beginning.

    Cover and list of contents always come first and the index last, so they are no chapters.
    """

    class Kind(models.TextChoices):
        """All chapters, in the order that a booklet has until somebody changes it."""

        WELCOME = "welcome", _("Willkommen")
        MAP = "map", _("So finden Sie sich zurecht")
        TEAM = "team", _("Wer für Sie da ist")
        CENTRES = "centres", _("Familienzentren")
        CHAIN = "chain", _("Von der Schwangerschaft bis zum ersten Job")
        FACILITIES = "facilities", _("Häuser für Familien")
        MIDWIVES = "midwives", _("Hebammen")
        PRACTICES = "practices", _("Kinder- und Jugendarztpraxen")
        OFFICES = "offices", _("Ämter und Behörden")
        LEADS = "leads", _("Wer hier alles zusammenhält")
        OWN = "own", _("Aus dem Sozialraum")
        EMERGENCY = "emergency", _("Notruf und Hilfetelefone")

    booklet = models.ForeignKey(ParentGuide, models.CASCADE, related_name="chapters")
    kind = models.CharField(_("Kapitel"), max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(_("Stelle"))
    is_shown = models.BooleanField(_("im Heft"), default=True)
    text = models.CharField(_("Text"), max_length=LONGEST, blank=True)

    class Meta:
        verbose_name = _("Kapitel eines Elternbegleitbuchs")
        verbose_name_plural = _("Kapitel von Elternbegleitbüchern")
        ordering = ["booklet", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["booklet", "kind"],
                name="booklet_has_each_chapter_once",
                violation_error_message=_("Dieses Kapitel gibt es schon."),
            ),
            models.UniqueConstraint(
                fields=["booklet", "position"],
                # While chapters change places two of them stand at the same one for a moment.
                deferrable=Deferrable.DEFERRED,
                name="booklet_has_one_chapter_at_each_position",
                violation_error_message=_("An dieser Stelle steht schon ein anderes Kapitel."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("welcome", "map", "team", "centres", "chain", "facilities"),
                        *("midwives", "practices", "offices", "leads", "own", "emergency"),
                    ]
                ),
                name="booklet_knows_the_chapter",
                violation_error_message=_("Dieses Kapitel gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="emergency") | Q(is_shown=True),
                name="every_booklet_tells_the_emergency_numbers",
                violation_error_message=_("Die Notrufnummern stehen in jedem Heft."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booklet}: {self.get_kind_display()}"


class BookletEdition(models.Model):
    """A booklet as PDF, made ahead; `digest` tells of which content."""

    class Form(models.TextChoices):
        SCREEN = "screen", _("zum Lesen und Ausdrucken")
        PRINTER = "printer", _("für die Druckerei, mit Beschnitt")

    social_space = models.ForeignKey(
        SocialSpace, models.CASCADE, related_name="booklet_editions", verbose_name=_("Sozialraum")
    )
    language = models.CharField(_("Sprache"), max_length=16)
    form = models.CharField(_("Ausgabe"), max_length=8, choices=Form)
    digest = models.CharField(max_length=64)
    as_of = models.DateField(_("Stand"))
    pages = models.PositiveSmallIntegerField(_("Seiten"))
    content = models.BinaryField()
    made_at = models.DateTimeField(_("erstellt am"), default=timezone.now)

    class Meta:
        verbose_name = _("Ausgabe eines Elternbegleitbuchs")
        verbose_name_plural = _("Ausgaben von Elternbegleitbüchern")
        ordering = ["social_space", "language", "form"]
        constraints = [
            models.UniqueConstraint(
                fields=["social_space", "language", "form"],
                name="booklet_has_one_edition_of_each_form",
                violation_error_message=_("Diese Ausgabe gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(form__in=["screen", "printer"]),
                name="booklet_edition_is_for_reading_or_for_the_printer",
                violation_error_message=_("Diese Ausgabe gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=Q(pages__gte=1),
                name="booklet_edition_has_pages",
                violation_error_message=_("Eine Ausgabe hat mindestens eine Seite."),
            ),
            models.CheckConstraint(
                condition=Q(language__regex=LANGUAGE_CODE),
                name="booklet_edition_names_its_language_by_a_code",
                violation_error_message=_("Bitte die Sprache als Kürzel angeben, zum Beispiel „de“."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.social_space} ({self.language}, {self.get_form_display()})"
