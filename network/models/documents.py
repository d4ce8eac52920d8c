"""Documents of the networks, each in versions: who may read them, what they are about, where their files lie."""

import uuid
from typing import Final, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from kit.text import words
from network.models.networks import Network
from network.models.users import User

FOLDER: Final = "dokumente"
LANGUAGE: Final = "german"


class DocumentQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(audience=Document.Audience.PUBLIC)

    def about(self, text: str) -> Self:
        """Keep what contains every word of `text`, or one that begins so, in title or summary; the best first."""
        terms = " & ".join(f"{word}:*" for word in words(text))
        if not terms:
            return self
        query = SearchQuery(terms, config=LANGUAGE, search_type="raw")
        found = self.filter(search=query).annotate(rank=SearchRank(F("search"), query))
        return found.order_by("-rank", "title", "pk")

    def with_versions(self) -> Self:
        """Fetch with each its network and its versions, the newest first, as `all_versions`."""
        newest_first = DocumentVersion.objects.order_by("-number")
        return self.select_related("network").prefetch_related(Prefetch("versions", newest_first, "all_versions"))


class Document(RuledModel):
    """A text that the network works by, such as the Präventionsrahmenkonzept; of one network, or of all together."""

    class Kind(models.TextChoices):
        MISSION = "mission", _("Leitbild")
        CONCEPT = "concept", _("Rahmenkonzept")
        RULES = "rules", _("Geschäftsordnung")
        DECISION = "decision", _("Beschluss")
        MINUTES = "minutes", _("Protokoll")
        REPORT = "report", _("Bericht")
        LEARNING = "learning", _("Fachtext, Lernnetzwerk, Evaluation")
        OTHER = "other", _("Sonstiges")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("für alle")
        MEMBERS = "members", _("nur für Mitglieder")
        INTERNAL = "internal", _("nur für die Koordination")

    network = models.ForeignKey(
        Network,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("Netzwerk"),
        help_text=_("leer: für alle Netzwerke gemeinsam"),
    )
    kind = models.CharField(_("Art"), max_length=10, choices=Kind)
    title = models.CharField(_("Titel"), max_length=200)
    slug = models.SlugField(_("Adresse"), max_length=200, unique=True)
    summary = models.TextField(_("Worum es geht"), max_length=2000)
    audience = models.CharField(_("Wer darf es lesen?"), max_length=8, choices=Audience, default=Audience.MEMBERS)
    source_url = models.URLField(
        _("Fundstelle im Internet"), blank=True, help_text=_("bei Texten, die andere veröffentlicht haben")
    )
    is_example = models.BooleanField(_("Beispieldaten"), default=False)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=LANGUAGE)
        + SearchVector("summary", weight="B", config=LANGUAGE),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
        ordering = ["title"]
        indexes = [GinIndex(fields=["search"], name="document_by_words")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="document_has_a_title",
                violation_error_message=_("Bitte geben Sie dem Dokument einen Titel."),
            ),
            models.CheckConstraint(
                condition=~Q(summary=""),
                name="document_says_what_it_is_about",
                violation_error_message=_("Bitte sagen Sie kurz, worum es in dem Dokument geht."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.audience == self.Audience.PUBLIC

    @property
    def newest(self) -> "DocumentVersion | None":
        """Return the newest version of a document that came with its versions (`with_versions`)."""
        return next(iter(self.all_versions), None)


def stored_name(version: "DocumentVersion", name: str) -> str:
    """Return where a file is put: what it is called there says nothing of what is in it."""
    return f"{FOLDER}/{uuid.uuid4().hex}"


class DocumentVersion(RuledModel):
    """One version of a document: a file that was looked at when it came in (network.files), never exchanged afterwards."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", verbose_name=_("Dokument"))
    number = models.PositiveSmallIntegerField(_("Fassung"))
    day = models.DateField(_("Stand"), default=timezone.localdate)
    note = models.CharField(_("was sich geändert hat"), max_length=200, blank=True)
    file = models.FileField(_("Datei"), upload_to=stored_name, max_length=120)
    name = models.CharField(_("Dateiname"), max_length=120)
    kind = models.CharField(_("Dateiart"), max_length=5)
    size = models.PositiveIntegerField(_("Größe in Byte"))
    uploaded_at = models.DateTimeField(_("hochgeladen am"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("hochgeladen von")
    )

    class Meta:
        verbose_name = _("Fassung eines Dokuments")
        verbose_name_plural = _("Fassungen von Dokumenten")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="versions_of_a_document_are_numbered",
                violation_error_message=_("Diese Fassung gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="file_of_a_document_is_not_empty",
                violation_error_message=_("Die Datei ist leer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {_('Fassung')} {self.number}"
