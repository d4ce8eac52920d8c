"""The words with which offers are described: data of the municipality, so that each town has its own."""

from typing import Final

from django.contrib.postgres.fields import IntegerRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.terms import TermModel
from network.models import Network
from sozialraum.ages import CONCEPTION, OLDEST


class OfferTypeGroup(TermModel):
    """A group of types, such as open meetings."""

    class Meta(TermModel.Meta):
        verbose_name = _("Gruppe von Angebotstypen")
        verbose_name_plural = _("Gruppen von Angebotstypen")


class OfferType(TermModel):
    """What kind of thing an offer is, such as Elterncafé."""

    group = models.ForeignKey(OfferTypeGroup, models.PROTECT, related_name="types", verbose_name=_("Gruppe"))

    class Meta(TermModel.Meta):
        verbose_name = _("Angebotstyp")
        verbose_name_plural = _("Angebotstypen")


class FieldOfAction(TermModel):
    """A field of action of the prevention chain (Handlungsfeld), such as health."""

    class Meta(TermModel.Meta):
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")


class Topic(TermModel):
    """What an offer is about, in a parent's words."""

    field_of_action = models.ForeignKey(
        FieldOfAction, models.PROTECT, related_name="topics", verbose_name=_("Handlungsfeld")
    )

    class Meta(TermModel.Meta):
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")


class TargetGroup(TermModel):
    """For whom an offer is meant, apart from age."""

    class Meta(TermModel.Meta):
        verbose_name = _("Zielgruppe")
        verbose_name_plural = _("Zielgruppen")


class LifeSituation(TermModel):
    """A situation in which a family may want help, in words that hurt nobody."""

    class Meta(TermModel.Meta):
        verbose_name = _("Lebenslage")
        verbose_name_plural = _("Lebenslagen")


class Language(TermModel):
    """A language that is spoken at an offer; its code is ISO 639."""

    native_name = models.CharField(_("Eigenname"), max_length=60)

    class Meta(TermModel.Meta):
        verbose_name = _("Sprache")
        verbose_name_plural = _("Sprachen")


class AccessMode(TermModel):
    """How a family and an offer come together: at a place, at home, online, by phone."""

    comes_home = models.BooleanField(_("kommt nach Hause"), default=False)
    is_remote = models.BooleanField(_("ohne Ort"), default=False, help_text=_("zum Beispiel online oder am Telefon"))

    class Meta(TermModel.Meta):
        verbose_name = _("Zugang")
        verbose_name_plural = _("Zugänge")
        constraints = [
            models.CheckConstraint(
                condition=Q(comes_home=False) | Q(is_remote=False),
                name="access_mode_is_not_at_home_and_remote",
                violation_error_message=_("Was nach Hause kommt, ist nicht ohne Ort."),
            ),
        ]


class CostKind(TermModel):
    """What an offer costs, in kind."""

    is_free = models.BooleanField(_("kostenlos"), default=False)

    class Meta(TermModel.Meta):
        verbose_name = _("Kostenart")
        verbose_name_plural = _("Kostenarten")


class RegistrationKind(TermModel):
    """Whether and how one registers."""

    is_needed = models.BooleanField(_("Anmeldung nötig"), default=True)

    class Meta(TermModel.Meta):
        verbose_name = _("Art der Anmeldung")
        verbose_name_plural = _("Arten der Anmeldung")


class Programme(TermModel):
    """A named programme to which offers belong, such as HIPPY."""

    description = models.TextField(_("Beschreibung"), blank=True)
    network = models.ForeignKey(
        Network,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("Netzwerk"),
        help_text=_("dessen Koordination pflegt, wie weit das Programm in den Stadtteilen ist"),
    )

    class Meta(TermModel.Meta):
        verbose_name = _("Programm")
        verbose_name_plural = _("Programme")


class FundingLine(TermModel):
    """From which line of funding an offer is paid; never shown to the public."""

    class Meta(TermModel.Meta):
        verbose_name = _("Förderlinie")
        verbose_name_plural = _("Förderlinien")


class AgeSpanModel(TermModel):
    """A word for a span of ages in months, half-open."""

    ages = IntegerRangeField(_("Alter in Monaten"), help_text=_("untere Grenze einschließlich, obere ausschließlich"))

    class Meta(TermModel.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ages__isempty=False, ages__lower_inf=False, ages__upper_inf=False),
                name="%(class)s_has_two_ends",
                violation_error_message=_("Bitte beide Altersgrenzen angeben."),
            ),
            models.CheckConstraint(
                condition=Q(ages__contained_by=NumericRange(CONCEPTION, OLDEST)),
                name="%(class)s_lies_between_pregnancy_and_27_years",
                violation_error_message=_("Das Alter liegt zwischen Schwangerschaft (−9) und 27 Jahren (325)."),
            ),
        ]


class LifePhase(AgeSpanModel):
    """A phase on the way from pregnancy to the first job; offers fall into it by their ages."""

    description = models.CharField(_("Beschreibung"), max_length=200, blank=True)
    is_active = models.BooleanField(_("wird gezeigt"), default=True)

    class Meta(AgeSpanModel.Meta):
        verbose_name = _("Lebensphase")
        verbose_name_plural = _("Lebensphasen")


class AgeStep(AgeSpanModel):
    """One of the ages that a family can choose in the search."""

    class Meta(AgeSpanModel.Meta):
        verbose_name = _("Altersschritt")
        verbose_name_plural = _("Altersschritte")


# All of them, in the order in which an offer is told.
WORDS: Final = (
    *(OfferTypeGroup, OfferType, FieldOfAction, Topic, TargetGroup, LifeSituation, LifePhase, AgeStep),
    *(AccessMode, RegistrationKind, CostKind, Language, Programme, FundingLine),
)
