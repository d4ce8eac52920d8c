"""All times of the example city, and those that two real towns wrote for people, not for programs."""

import csv
import json
import tomllib

from django.core.exceptions import ValidationError

from offers.example_city.load import FOLDER
from offers.example_city.times import schedule_of
from offers.sessions import Series
from offers.spoken_times import say_all, understand
from tests.offers.test_spoken_times import TODAY
from tests.sozialraum.real_data import real


def offers_of_the_city() -> list[list[Series]]:
    files = [tomllib.loads(path.read_text("utf8")) for path in sorted(FOLDER.glob("offers_*.toml"))]
    return [
        [Series(**schedule_of(line, offer.get("pauses", "holidays"), TODAY)) for line in offer["schedules"]]
        for file in files
        for offer in file["offer"]
        if offer.get("schedules")
    ]


def understood(text: str) -> list[Series] | None:
    try:
        return understand(text, today=TODAY)
    except ValidationError:
        return None


def test_every_offer_of_the_example_city_is_read_back_from_its_lines():
    offers = offers_of_the_city()
    read = [set(understand("\n".join(say_all(stored, today=TODAY)), today=TODAY, known=stored)) for stored in offers]
    assert read == [set(stored) for stored in offers]
    assert len(read) > 100


def test_a_real_towns_nurseries_are_understood():
    features = json.loads(real("krefeld/kindergartens.json").read_text("utf8"))["features"]
    texts = [text for feature in features if (text := feature["properties"]["text2"])]
    # Only one says more than times: where its second house lies.
    assert [text for text in texts if not understood(text)] == [text for text in texts if "Dependance" in text]
    assert len(texts) > 100


def test_a_real_lists_bare_hours_ask_for_their_day():
    with real("flensburg/kitas_in_flensburg.csv").open(encoding="utf8") as file:
        hours = [row["opening_hours"] for row in csv.DictReader(file)]
    assert [text for text in hours if understood(text)] == []
    assert [text for text in hours if not understood(f"montags bis freitags {text}")] == []
