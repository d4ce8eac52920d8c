"""What the search knows of the offers: a reading copy, written by the database itself (see offers/sql/).

Families' lists read nothing else, so they stay fast however many offers there are; no confidential address is in it.
"""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField, IntegerRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField

from offers.models.offer import Offer

GERMAN_COLLATION = "de-x-icu"


class Entry(models.Model):
    """One published offer as the search sees it."""

    # DO_NOTHING here and below: the database's triggers remove the copies of an offer and keep the tallies right.
    offer = models.OneToOneField(Offer, models.DO_NOTHING, primary_key=True, related_name="entry")
    title = models.CharField(max_length=160, db_collation=GERMAN_COLLATION)
    ages = IntegerRangeField()
    # Each facet reads as it stands in an address: "thema=gesundheit", "zeit=mo-vormittag", "kostenlos=1".
    facets = ArrayField(models.CharField(max_length=140))
    # Where it is found: as its reaches say it, but for "all".
    areas = ArrayField(models.CharField(max_length=24))
    document = SearchVectorField()
    # Geography, because the search asks for metres (dwithin) and for the nearest first. Never a confidential place.
    point = models.PointField(geography=True, null=True)
    # All that a card of the result list shows.
    card = models.JSONField()
    confirmed_at = models.DateField(null=True)
    public_from = models.DateField()
    # The last day of the offer, or 30 days after it should have been confirmed.
    public_until = models.DateField()
    due_on = models.DateField()

    class Meta:
        indexes = [
            GinIndex("document", name="entry_document"),
            GinIndex("facets", name="entry_facets"),
            GinIndex(fields=["areas"], name="entry_areas"),
            # Words in titles, to find the likeliest among very many.
            GinIndex(
                models.Func("document", template="ts_filter(%(expressions)s, '{a}')", output_field=SearchVectorField()),
                name="entry_title_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Vocabulary(models.Model):
    """A word that the offers hold, spelt as the search compares it, and about how often it stands there.

    The number is counted when all copies are written anew; it only says which words are common.
    """

    word = models.TextField(primary_key=True)
    number = models.IntegerField(default=1)
    # As it is written in offers, most often.
    shown = models.TextField(default="")

    def __str__(self) -> str:
        return self.word


class Reach(models.Model):
    """An area in which an offer is found, and how near it is to the people who live there.

    Areas are written "district:7", "space:3", "everywhere" (city-wide, and what comes home) and "all" (every offer).
    """

    ALL = "all"
    EVERYWHERE = "everywhere"

    class Nearness(models.IntegerChoices):
        HELD_HERE = 0
        REACHES_HERE = 1
        EVERYWHERE = 2

    pk = models.CompositePrimaryKey("entry_id", "area")
    entry = models.ForeignKey(Entry, models.DO_NOTHING, db_column="offer_id", db_index=False, related_name="reaches")
    area = models.CharField(max_length=24)
    nearness = models.PositiveSmallIntegerField(choices=Nearness)
    is_everywhere = models.BooleanField()
    title = models.CharField(max_length=160, db_collation=GERMAN_COLLATION)
    ages = IntegerRangeField()
    public_from = models.DateField()
    public_until = models.DateField()
    due_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(
                "area",
                "nearness",
                "title",
                "entry",
                name="reach_in_order",
                include=["ages", "public_from", "public_until", "due_on", "is_everywhere"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.title}"


class Tally(models.Model):
    """How many offers an area has for an age step ("" for any age) and a facet ("" for all), kept as they change."""

    pk = models.CompositePrimaryKey("area", "step", "facet")
    area = models.CharField(max_length=24)
    step = models.CharField(max_length=60)
    facet = models.CharField(max_length=140)
    count = models.IntegerField()
    # Of these, the ones that are not found everywhere anyway; so a district's total is `bound` + the tally of "everywhere".
    bound = models.IntegerField()

    class Meta:
        indexes = [
            # The totals of all districts at once, for the map.
            models.Index(
                fields=["step", "area"],
                name="tally_totals",
                include=["count", "bound"],
                condition=models.Q(facet=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.step} {self.facet}: {self.count}"


class Refresh(models.Model):
    """The day for which the tallies hold; one row. On another day the search counts for itself."""

    day = models.DateField()

    def __str__(self) -> str:
        return str(self.day)
