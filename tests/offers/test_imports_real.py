"""Real towns' lists in the dry run of the workspace, with headings of their own, mapped as a person would."""

import json
from collections import Counter
from collections.abc import Sequence

import pytest

from offers.imports import steps
from offers.models import Import, Offer
from tests.network.factories import person
from tests.offers.imports import numbers, table, worked
from tests.sozialraum.importing import import_districts
from tests.sozialraum.real_data import real

pytestmark = pytest.mark.django_db
KREFELD = {"title": "title", "street": "street", "zip": "postcode", "city": "city", "tel": "phone", "mail": "email"}
KREFELD |= {"web": "url", "lat": "latitude", "lng": "longitude", "description": "description"}
FLENSBURG = {"facility": "title", "institution": "provider", "address": "street", "postal_code": "postcode"}
FLENSBURG |= {"phone_number": "phone", "district": "district", "comments": "description"}


def checked(content: bytes, meaning: dict[str, str], constants: dict[str, str], sort: str = "offer") -> Import:
    """Return a file that was checked with the columns that a person would choose."""
    owner = steps.take_in(sort=sort, source="x", file_name="x", content=content, by=person("steering"))
    columns = [meaning.get(heading, "") for heading in owner.header]
    steps.choose(owner, columns=columns, constants=constants)
    return worked(owner)


def reasons(owner: Import) -> Counter:
    """Return how often each reason refuses a row."""
    rows = owner.rows.filter(outcome="refused").values_list("remarks", flat=True)
    return Counter(text for remarks in rows for kind, text in remarks if kind == "REFUSED")


def krefeld(name: str) -> bytes:
    features = json.loads(real(f"krefeld/{name}.json").read_text(encoding="utf-8"))["features"]
    rows = [feature["properties"] for feature in features]
    columns = dict.fromkeys(key for row in rows for key in row)
    return table(*({key: text(row.get(key)) for key in columns} for row in rows))


def text(value: object) -> str:
    """Return a value as a spreadsheet would hold it; of a list, its parts with commas."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def test_nurseries_of_krefeld_without_a_provider_or_a_single_age_are_refused():
    meaning = KREFELD | {"text5": "provider", "cat2": "age_from_months"}
    owner = checked(krefeld("kindergartens"), meaning, {"age_to_months": "6 Jahre"})
    assert (numbers(owner), Offer.objects.count()) == ({"created": 84, "refused": 20}, 0)
    assert reasons(owner) == {
        "der Anbieter fehlt": 8,
        "„Kinder ab 2 Jahre, integrativ“ ist kein Alter in Monaten": 11,
        "„Kinder ab 4 Monate, integrativ“ ist kein Alter in Monaten": 1,
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [("youthcenter", {"created": 25}), ("schulen", {"created": 70}), ("culture", {"created": 22})],
)
def test_lists_of_krefeld_that_name_no_provider_and_no_age_come_in_with_what_holds_for_all(name, expected):
    owner = checked(krefeld(name), KREFELD, {"provider": "Stadt Krefeld", "all_ages": "ja"})
    assert numbers(owner) == expected


def test_nurseries_of_flensburg_come_in_as_offers_and_as_facilities():
    import_districts(real("flensburg/flensburg_stadtteile_raw.zip"), "--code=AREA_ID", "--name=AREA_NAME")
    content = real("flensburg/kitas_in_flensburg.csv").read_bytes()
    offers = checked(content, FLENSBURG, {"all_ages": "ja", "type": ""})
    houses = FLENSBURG | {"facility": "name", "opening_hours": "opening_note"}
    facilities = checked(content, houses, {}, sort="facility")
    assert (numbers(offers), numbers(facilities)) == ({"created": 70}, {"created": 70})


def test_without_ages_every_row_of_flensburg_is_refused_with_the_reason():
    import_districts(real("flensburg/flensburg_stadtteile_raw.zip"), "--code=AREA_ID", "--name=AREA_NAME")
    owner = checked(real("flensburg/kitas_in_flensburg.csv").read_bytes(), FLENSBURG, {})
    assert reasons(owner) == {"das Alter fehlt; ist es für jedes Alter, sagt das die Spalte „für jedes Alter“": 70}
