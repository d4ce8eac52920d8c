"""The words around an offer as its page shows them: a view of the database (offers/sql/0005_words.sql, 0008_words_of.sql)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offers.models.offer import Offer


def name_list() -> ArrayField:
    return ArrayField(models.TextField())


class WordsManager(models.Manager):
    def of(self, offer: Offer) -> "Words":
        """Return the words of one offer, read as the database planned it once for all."""
        return self.raw("SELECT * FROM offers_words_of(%s)", [offer.pk])[0]


class Words(models.Model):
    """The names of all that an offer refers to, lists in their order; only for reading."""

    offer = models.OneToOneField(Offer, models.DO_NOTHING, primary_key=True, related_name="words")
    type = models.TextField()
    registration = models.TextField()
    cost = models.TextField()
    is_free = models.BooleanField()
    programme = models.JSONField(null=True)  # "name", "description"
    provider = models.JSONField()  # "name", "slug", "is_public", "phone", "email", "website"
    facility_is_public = models.BooleanField()
    topics = name_list()
    target_groups = name_list()
    life_situations = name_list()
    accessibility = name_list()
    areas = name_list()
    languages = models.JSONField()  # each "name", "code"
    access = models.JSONField()  # each "name", "comes_home", "is_remote"
    partners = models.JSONField()  # each "name", "slug"; public ones alone

    objects = WordsManager()

    class Meta:
        managed = False
        db_table = "offers_words"

    def __str__(self) -> str:
        return str(self.offer_id)
