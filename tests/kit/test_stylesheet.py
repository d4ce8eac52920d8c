"""The rules that the portal's style sheets keep."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from kit.colour import contrast, mixed

STATIC = Path(settings.BASE_DIR, "static")
SHEET = (STATIC / "css" / "portal.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
MAP_RULES = re.sub(r"/\*.*?\*/", "", (STATIC / "css" / "map.css").read_text(encoding="utf-8"), flags=re.DOTALL)
LIGHT, DARK = RULES.split("@media (prefers-color-scheme: dark)", 1)
LAYERS = "reset, tokens, base, layout, components, utilities, print"


def token(name: str, part: str) -> str:
    return re.search(rf"--{name}: (#[0-9a-f]{{3,6}});", part)[1]


def test_the_sheet_is_at_most_eight_kilobytes_compressed():
    assert len(gzip.compress(SHEET.encode(), 9)) <= 8 * 1024


def test_the_sheet_declares_its_layers_in_order():
    assert re.search(r"@layer ([^{;]+);", RULES)[1] == LAYERS


def test_only_what_corrects_leaflet_stands_outside_of_the_layers():
    assert re.split(r"\n}\n", RULES)[-1] == ""
    outside = re.split(r"\n}\n", MAP_RULES)[-1].strip().splitlines()
    assert {" ".join(line.split()[:2]) for line in outside} == {
        ".moving-map .leaflet-container",
        ".moving-map .leaflet-container.is-near",
        "@media print",
    }


@pytest.mark.parametrize("rules", [RULES, MAP_RULES], ids=["portal", "map"])
def test_the_sheet_knows_no_left_and_no_right(rules):
    physical = r"(?<![\w-])(?:[a-z-]+-)?(?:left|right)(?![\w-])|(?<![\w-])(?:top|bottom|width|height)\s*:"
    # In the conditions of media queries there is no logical word.
    assert re.findall(physical, re.sub(r"@media[^{]*", "", rules)) == []


def test_the_sheet_loads_only_our_own_pictures():
    wanted = re.findall(r"url\(\"([^\"#]+)\"\)", RULES)
    assert wanted
    assert [name for name in wanted if not (STATIC / "css" / name).resolve().is_file()] == []
    assert re.findall(r"@import|//", RULES) == []


def test_every_custom_property_that_is_used_is_set():
    used = set(re.findall(r"var\((--[\w-]+)", RULES + MAP_RULES))
    assert used - set(re.findall(r"(--[\w-]+)\s*:", RULES)) == set()


@pytest.mark.parametrize("ground", ["paper", "surface", "sand"])
@pytest.mark.parametrize("text", ["ink", "soft", "bad", "good"])
@pytest.mark.parametrize("part", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_every_ground(text, ground, part):
    assert contrast(token(text, part), token(ground, part)) >= 4.5


@pytest.mark.parametrize("part", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", ["bad", "good"])
def test_a_tone_is_readable_on_its_own_tint(tone, part):
    assert contrast(token(tone, part), token(f"{tone}-tint", part)) >= 4.5


@pytest.mark.parametrize("part", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_field_stands_out_from_its_ground(part):
    assert contrast(token("edge", part), token("surface", part)) >= 3
    assert contrast(token("edge", part), token("paper", part)) >= 3


@pytest.mark.parametrize("brand", ["#000000", "#1f5c57", "#7a0019", "#4b2a63", "#00468b"])
def test_any_dark_brand_is_readable_on_the_dark_grounds_once_it_is_mixed_with_white(brand):
    accent = mixed(brand, "#ffffff", 0.33)
    grounds = [token("paper", DARK), token("surface", DARK), mixed(brand, token("surface", DARK), 0.35)]
    assert min(contrast(accent, ground) for ground in grounds) >= 4.5
    assert contrast(accent, token("accent-ink", DARK)) >= 4.5
