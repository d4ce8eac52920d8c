"""The municipality's colours: readable wherever the design system puts them, and sent as a tiny style sheet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from kit.colour import contrast, ever_darker, mixed
from sozialraum import appearance
from sozialraum.appearance import READABLE, validate_brand_colour, validate_second_colour
from tests.sozialraum.factories import MunicipalityFactory
from tests.sozialraum.html import parsed

ADDRESS = "/erscheinungsbild.css"
CSS = Path(settings.BASE_DIR, "static/css/portal.css").read_text("utf8")
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def complaints(validate, colour: str) -> list[str]:
    try:
        validate(colour)
    except ValidationError as error:
        return error.messages
    return []


def ever_lighter(colour: str) -> Iterator[str]:
    return (mixed(colour, "#ffffff", 1 - step / 20) for step in range(21))


def tokens(scheme: str) -> dict[str, str]:
    """Return the colours of the design system: those of the light scheme, or of the dark one laid over them."""
    light, dark = CSS.split("@media (prefers-color-scheme: dark)")[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark.split("@supports")[0]))
    return {
        name: value if len(value) == 7 else "#" + "".join(2 * c for c in value[1:]) for name, value in found.items()
    }


# The lightest main colours and the darkest second ones that are taken, and whatever was right at once.
main_colours = colours.map(
    lambda colour: next(c for c in ever_darker(colour) if not complaints(validate_brand_colour, c))
)
second_colours = colours.map(
    lambda colour: next(c for c in ever_lighter(colour) if not complaints(validate_second_colour, c))
)


def test_the_sheet_holds_the_colours_of_the_municipality(client, db):
    MunicipalityFactory(brand_colour="#7a1f3d", second_colour="#ffd9a0")
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.content.decode() == (
        ":root{--brand:#7a1f3d;--sun:#ffd9a0}\n@media screen and (prefers-color-scheme:dark){:root{--accent:#d7b3ba}}\n"
    )


def test_the_sheet_at_its_plain_address_is_asked_for_again(client, db, django_assert_num_queries):
    city = MunicipalityFactory()
    with django_assert_num_queries(2):
        response = client.get(ADDRESS)
    assert response.cookies == {}
    assert response.headers["Cache-Control"] == "public, max-age=60"
    etag = response.headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304
    city.brand_colour = "#7a1f3d"
    city.save()
    changed = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert (changed.status_code, b"#7a1f3d" in changed.content) == (200, True)


def test_pages_ask_for_the_sheet_by_its_colours_so_that_browsers_keep_it_for_good(client, db):
    MunicipalityFactory(brand_colour="#7a1f3d", second_colour="#ffd9a0")
    links = parsed(client.get("/impressum/")).findall(".//link[@rel='stylesheet']")
    assert [link.get("href") for link in links][1:] == [f"{ADDRESS}?v=7a1f3d-ffd9a0"]
    response = client.get(f"{ADDRESS}?v=7a1f3d-ffd9a0")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    outdated = client.get(f"{ADDRESS}?v=1f5c57-ffcf56")
    assert outdated.headers["Cache-Control"] == "public, max-age=60"


def test_the_sheet_is_there_before_anything_is_set_up(client, db):
    assert client.get(ADDRESS).content.startswith(b":root{--brand:#1f5c57;--sun:#ffcf56}")
    assert client.head(ADDRESS).status_code == 200
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize("colour", ["#1f5c57", "#0d4f4c", "#000000", "#a4231c", "#004b93"])
def test_a_dark_main_colour_is_taken(colour):
    assert complaints(validate_brand_colour, colour) == []


@pytest.mark.parametrize(
    ("colour", "reached", "suggestion"),
    [("#ffcf56", "1,2", "#806727"), ("#ffffff", "1,0", "#636363"), ("#767676", "3,8", "#666666")],
)
def test_a_light_main_colour_is_refused_with_a_darker_one_that_would_do(colour, reached, suggestion):
    sentence = (
        f"Diese Farbe ist zu hell für Links und Knöpfe: Ihr Kontrast zum Hintergrund ist {reached} zu 1, nötig sind "
        f"4,5 zu 1. Eine dunklere Fassung, die genügt: {suggestion}"
    )
    assert complaints(validate_brand_colour, colour) == [sentence]
    assert complaints(validate_brand_colour, suggestion) == []


def test_a_dark_second_colour_is_refused():
    assert complaints(validate_second_colour, "#1f5c57") == [
        "Diese Farbe ist zu dunkel für Flächen: Der Kontrast der Schrift darauf ist 2,0 zu 1, nötig sind 4,5 zu 1."
    ]
    assert complaints(validate_second_colour, "#ffcf56") == []


@pytest.mark.parametrize("validate", [validate_brand_colour, validate_second_colour])
@pytest.mark.parametrize("colour", ["", "red", "#1F5C57", "#fff", "#1f5c5g", "#1f5c57\n", "url(x)", "#1f5c57;}"])
def test_anything_else_is_no_colour(validate, colour):
    assert complaints(validate, colour) == ["Bitte eine Farbe wie #1f5c57 angeben."]


def test_the_grounds_are_those_of_the_design_system():
    light = tokens("light")
    assert (light["sand"], light["surface"], light["sun-ink"]) == (
        appearance.SAND,
        appearance.SURFACE,
        appearance.SUN_INK,
    )
    assert "--tint: color-mix(in oklab, var(--brand) 11%, var(--surface));" in CSS
    assert "--accent: color-mix(in oklab, var(--brand) 33%, white);" in CSS
    assert (appearance.TINT_SHARE, appearance.DARK_ACCENT_SHARE) == (0.11, 0.33)


@given(main_colours)
@example("#000000")
@example("#0000ff")
def test_every_main_colour_that_is_taken_can_be_read_in_light_and_dark(brand):
    light, dark = tokens("light"), tokens("dark")
    assert contrast("#ffffff", brand) >= READABLE
    for ground in ["paper", "surface", "sand"]:
        assert contrast(brand, light[ground]) >= READABLE
    assert contrast(brand, mixed(brand, light["surface"], 0.11)) >= READABLE
    accent = re.search(r"--accent:(#\w+)", appearance.stylesheet(brand=brand, second="#ffcf56"))[1]
    for ground in ["paper", "surface", "sand"]:
        assert contrast(accent, dark[ground]) >= READABLE
    assert contrast(accent, mixed(brand, dark["surface"], 0.35)) >= READABLE
    assert contrast(accent, dark["accent-ink"]) >= READABLE


@given(second_colours)
@example("#ffcf56")
def test_every_second_colour_that_is_taken_carries_the_texts_that_stand_on_it(second):
    light, dark = tokens("light"), tokens("dark")
    assert contrast(second, light["sun-ink"]) >= READABLE
    for text in ["ink", "soft"]:
        assert contrast(light[text], mixed(second, light["surface"], 0.3)) >= READABLE
        assert contrast(dark[text], mixed(second, dark["surface"], 0.14)) >= READABLE
