"""The thesaurus of the search: what families say, and which words of the offers answer it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_PHRASE = 80


def phrases(label: str, help_text: str, **options) -> ArrayField:
    """Return a field for several words or phrases."""
    return ArrayField(
        models.CharField(max_length=LONGEST_PHRASE), verbose_name=label, help_text=help_text, default=list, **options
    )


class WordGroup(models.Model):
    """Everyday words for one thing, in all languages, and the words by which offers are found instead."""

    name = models.CharField(_("Name"), max_length=80, unique=True, help_text=_("woran Sie die Gruppe erkennen"))
    said = phrases(
        _("Was Familien eingeben"),
        _("ein Wort oder eine Wendung je Zeile, zum Beispiel „Geldsorgen“ oder „Kind spricht nicht“"),
    )
    said_elsewhere = phrases(
        _("Dasselbe in anderen Sprachen"),
        _("ein Wort oder eine Wendung je Zeile, in jeder Sprache und Schrift"),
        blank=True,
    )
    meant = phrases(
        _("Was dann auch gesucht wird"),
        _("ein Wort je Zeile, wie es in Angeboten steht; das wichtigste zuerst"),
    )

    class Meta:
        verbose_name = _("Wortgruppe")
        verbose_name_plural = _("Wortgruppen")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(said__len__gt=0),
                name="word_group_is_said",
                violation_error_message=_("Bitte sagen Sie, was Familien eingeben."),
            ),
            models.CheckConstraint(
                condition=Q(meant__len__gt=0),
                name="word_group_means_something",
                violation_error_message=_("Bitte sagen Sie, was dann gesucht wird."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="word_group_has_a_name",
                violation_error_message=_("Bitte geben Sie der Gruppe einen Namen."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
