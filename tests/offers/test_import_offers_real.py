"""A real town's list of nurseries, with headings of its own."""

import csv
import json
from pathlib import Path

import pytest

from offers.models import Offer
from tests.offers.importing import import_offers
from tests.sozialraum.importing import import_districts, numbers
from tests.sozialraum.real_data import real

pytestmark = pytest.mark.django_db
MAPPING = {
    "facility": "title",
    "institution": "provider",
    "address": "street",
    "postal_code": "postcode",
    "phone_number": "phone",
    "alle": "all_ages",
}


def kitas(folder: Path) -> Path:
    """Write the nurseries as a spreadsheet of our country would: semicolons, decimal commas, Windows-1252."""
    features = json.loads(real("flensburg/kitas_in_flensburg.geojson").read_text(encoding="utf-8"))["features"]
    rows = []
    for feature in features:
        longitude, latitude = (str(degrees).replace(".", ",") for degrees in feature["geometry"]["coordinates"][:2])
        rows.append(feature["properties"] | {"lat": latitude, "lon": longitude, "alle": "ja"})
    path = folder / "kitas.csv"
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_seventy_nurseries_come_in_and_one_lies_elsewhere_than_it_says(tmp_path):
    districts = real("flensburg/flensburg_stadtteile_raw.zip")
    import_districts(districts, "--code=AREA_ID", "--name=AREA_NAME")
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps(MAPPING), encoding="utf-8")
    code, output = import_offers(kitas(tmp_path), f"--mapping={mapping}")

    # None has a summary, so each is repaired; "04 Westliche Höhe" is called "Westliche Höhe" in the list.
    assert (code, output[-1]) == (0, numbers(created=70, repaired=70))
    assert [text for text in output if "die Koordinate" in text] == [
        "Zeile 19: Hinweis: die Koordinate liegt in 01 Altstadt, die Datei nennt 04 Westliche Höhe; es gilt 01 Altstadt"
    ]
    assert Offer.objects.filter(district=None).count() == 0
