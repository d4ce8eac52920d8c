"""The reader of the example city's files is strict: whatever is wrong is named with file and entry."""

import datetime
import shutil
from pathlib import Path

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from network.models import Facility, Partner
from offers.example_city.converting import Book
from offers.example_city.load import FOLDER, load_city
from offers.example_city.offer_entries import load_offers
from offers.example_city.people import load_people
from offers.example_city.reading import Entry, FixtureError, read_folder
from offers.example_city.tables import OFFER, TABLES
from offers.models import Offer, Schedule

DAY = datetime.date(2026, 9, 1)
OFFER_VALUES = {
    "title": "Treff am Markt",
    "summary": "Kaffee und Gespräch.",
    "type": "elterncafe",
    "topics": ["erziehung"],
    "target_groups": ["eltern"],
    "ages": [0, 36],
    "provider": "jobcenter",
    "access": ["vor-ort"],
    "cost": "free",
    "registration": "none",
    "confirmed": DAY,
}


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf8")
    return folder


def entry(**values) -> Entry:
    return Entry("offers_probe.toml", "offer", 3, OFFER_VALUES | values)


def without(*keys: str) -> Entry:
    return Entry("offers_probe.toml", "offer", 3, {key: OFFER_VALUES[key] for key in OFFER_VALUES if key not in keys})


# --- files ------------------------------------------------------------------------------------------------------------


def test_entries_come_in_the_order_of_files_and_lines(tmp_path):
    written(tmp_path, "offers_b.toml", '[[offer]]\ntitle = "Drei"')
    written(tmp_path, "offers_a.toml", '[[offer]]\ntitle = "Eins"\n[[offer]]\ntitle = "Zwei"')
    found = read_folder(tmp_path, ["offer"])["offer"]
    assert [str(each) for each in found] == [
        "offers_a.toml, offer 1 („Eins“)",
        "offers_a.toml, offer 2 („Zwei“)",
        "offers_b.toml, offer 1 („Drei“)",
    ]


def test_an_unknown_table_is_an_error(tmp_path):
    with pytest.raises(FixtureError, match=r"^offers_a\.toml: unknown table ofer$"):
        read_folder(written(tmp_path, "offers_a.toml", '[[ofer]]\ntitle = "Eins"'), TABLES)


def test_a_file_that_is_no_toml_is_an_error(tmp_path):
    with pytest.raises(FixtureError, match=r"^offers_a\.toml: .*line 1"):
        read_folder(written(tmp_path, "offers_a.toml", "[[offer]"), TABLES)


def test_a_file_in_another_encoding_is_an_error(tmp_path):
    (tmp_path / "offers_a.toml").write_bytes("# Tür".encode("latin-1"))
    with pytest.raises(FixtureError, match=r"^offers_a\.toml: .*utf-8"):
        read_folder(tmp_path, TABLES)


# --- entries ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
class TestOffer:
    def load(self, *entries: Entry) -> Offer:
        load_offers(list(entries), Book())
        return Offer.objects.get(slug="treff-am-markt")

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"titel": "Treff"}, "unknown key titel"),
            ({"id": 7}, "unknown key id"),
            ({"created_at": DAY}, "unknown key created_at"),
            ({"type": "elternkaffee"}, "there is no OfferType called 'elternkaffee'"),
            ({"type": ["elterncafe"]}, r"there is no OfferType called \['elterncafe'\]"),
            ({"topics": ["erziehung", "unsinn"]}, "there is no Topic called 'unsinn'"),
            ({"topics": ["erziehung", "erziehung"]}, "topics is to be a list without repetitions"),
            ({"topics": "erziehung"}, "topics is to be a list without repetitions"),
            ({"ages": [0]}, r"ages: \[0\] is not a pair of numbers"),
            ({"ages": [0, "36"]}, r"ages: \[0, '36'\] is not a pair of numbers"),
            ({"point": [51, 6]}, r"point: \[51, 6\] is not a pair of numbers"),
            ({"places": "zwölf"}, "places: "),
            ({"places": "12"}, "places: '12' has the wrong type"),
            ({"sibling_care": 1}, "sibling_care: 1 has the wrong type"),
            ({"confirmed": "2026-09-01"}, "confirmed_at: '2026-09-01' has the wrong type"),
            ({"gender_focus": "cats"}, "gender_focus: "),
            ({"summary": "Wort " * 61}, "summary: "),
            ({"email": "keine Adresse"}, "email: "),
            ({"citywide": True, "catchment": ["103"]}, "names more than one of citywide, catchment, social_spaces"),
            ({"schedules": ["weekly mi 9-11"]}, "„weekly mi 9-11“ is no time"),
            ({"schedules": ["weekly mi 09:00-11:00"], "pauses": "summer"}, "'summer'"),
        ],
    )
    def test_a_slip_is_named_with_file_and_entry(self, values, message):
        with pytest.raises(FixtureError, match=rf"^offers_probe\.toml, offer 3 \(„Treff am Markt“\): {message}"):
            self.load(entry(**values))

    @pytest.mark.parametrize("key", ["summary", "type", "topics", "target_groups", "provider", "access", "cost"])
    def test_what_is_required_must_be_there(self, key):
        field = OFFER.aliases.get(key, key)
        with pytest.raises(FixtureError, match=rf"does not say {field}$"):
            self.load(without(key))

    def test_two_entries_cannot_mean_the_same_offer(self):
        with pytest.raises(FixtureError, match=r": the same as offers_probe\.toml, offer 3"):
            self.load(entry(), entry())

    def test_values_become_those_of_the_model(self):
        offer = self.load(
            entry(
                description="\nLang.\n",
                point=[51.17, 6.44],
                district="303",
                street="Beispielweg 1",
                social_spaces=["05"],
                languages=["de", "ar"],
                confidential=True,
                low_threshold=True,
            )
        )
        assert (offer.description, offer.ages, offer.is_low_threshold) == ("Lang.", NumericRange(0, 36), True)
        assert (offer.point.coords, offer.district.name, offer.address_is_confidential) == (
            (6.44, 51.17),
            "Rheydt",
            True,
        )
        assert list(offer.catchment_social_spaces.values_list("code", flat=True)) == ["05"]
        assert set(offer.languages.values_list("code", flat=True)) == {"de", "ar"}
        assert (offer.status, offer.is_example) == (Offer.Status.PUBLISHED, True)
        assert (offer.confirmed_at, offer.next_review) == (DAY, datetime.date(2027, 9, 1))

    def test_days_before_the_loading_are_reckoned_once(self):
        offer = self.load(without("confirmed"))
        assert (offer.confirmed_at, offer.next_review) == (None, None)
        Offer.objects.filter(pk=offer.pk).update(created_at=datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC))
        values = {**without("confirmed").values, "confirmed_days_ago": 19}
        assert self.load(Entry("f", "offer", 1, values)).confirmed_at == datetime.date(2026, 5, 1)

    def test_times_are_replaced_together(self):
        offer = self.load(entry(schedules=["weekly mi 09:00-11:00", "weekly fr 09:00-11:00"]))
        counts = load_offers([entry(schedules=["weekly mi 09:00-11:00", "monthly first mo 17:00-18:30"])], Book())
        assert (counts[Schedule].changed, offer.schedules.count()) == (2, 2)
        assert set(offer.schedules.values_list("kind", "weekday", "nth")) == {("weekly", 2, None), ("monthly", 0, 1)}

    def test_a_key_that_is_not_said_leaves_the_record_as_it_is(self):
        self.load(entry(languages=["de"], schedules=["weekly mi 09:00-11:00"]))
        offer = self.load(entry())
        assert (offer.languages.count(), offer.schedules.count()) == (1, 1)

    def test_a_list_that_grows_shorter_lets_go(self):
        self.load(entry(languages=["de", "ar"]))
        assert self.load(entry(languages=["ar"])).languages.get().code == "ar"


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
class TestPartner:
    def entry(self, **values) -> Entry:
        return Entry("partners.toml", "partner", 1, {"name": "Amt", "kind": "verein"} | values)

    def test_a_unit_may_stand_before_its_organisation(self):
        unit = self.entry(slug="unit", parent="whole")
        load_people({"partner": [unit, self.entry(slug="whole")]}, Book())
        assert Partner.objects.get(slug="unit").parent.slug == "whole"

    def test_a_circle_of_units_is_an_error(self):
        entries = [self.entry(slug="one", parent="two"), self.entry(slug="two", parent="one")]
        with pytest.raises(FixtureError, match="belongs to itself in the end"):
            load_people({"partner": entries}, Book())

    def test_wrong_opening_hours_are_an_error(self):
        facility = Entry("facilities.toml", "facility", 1, {"slug": "jobcenter-rheydt", "opening_hours": ["mo 9-12"]})
        values = {"name": "Haus", "partner": "jobcenter", "kind": "amt"} | facility.values
        with pytest.raises(FixtureError, match=r"^facilities\.toml, facility 1 .*: „mo 9-12“ are no opening hours"):
            load_people({"facility": [Entry("facilities.toml", "facility", 1, values)]}, Book())


# --- the whole folder -------------------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path) -> Path:
    """Return a copy of the city's files that a test may change."""
    return Path(shutil.copytree(FOLDER, tmp_path / "city"))


def rename_a_facility(folder: Path) -> None:
    path = folder / "facilities.toml"
    path.write_text(path.read_text("utf8").replace('"Treffpunkt im Rehaverein"', '"Treffpunkt Rehaverein"'), "utf8")


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_an_error_in_one_file_loads_nothing_of_the_others(copy):
    rename_a_facility(copy)
    written(copy, "offers_zz.toml", '[[offer]]\ntitle = "Unfertig"')
    with pytest.raises(FixtureError, match=r"^offers_zz\.toml, offer 1 \(„Unfertig“\): does not say "):
        load_city(copy)
    assert Facility.objects.get(slug="rehaverein-treff").name == "Treffpunkt im Rehaverein"


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_street_that_cannot_be_read_is_an_error(copy):
    written(copy, "streets.csv", "street;from;to;side;postcode;district\nMarkt;9;1;all;41236;303\n")
    with pytest.raises(FixtureError, match=r"^streets\.csv, line 2: die erste Hausnummer ist größer als die letzte$"):
        load_city(copy)


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_changed_file_changes_what_it_is_about(copy):
    rename_a_facility(copy)
    counts = load_city(copy)
    assert {model: count.changed for model, count in counts.items() if count.changed} == {Facility: 1}
    assert Facility.objects.get(slug="rehaverein-treff").name == "Treffpunkt Rehaverein"
