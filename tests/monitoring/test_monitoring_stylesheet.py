"""The rules that the monitoring's sheet keeps."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from kit.colour import contrast
from monitoring.pictures.files import colours

CSS = Path(settings.BASE_DIR, "static", "css")
SHEET = (CSS / "monitoring.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
PORTAL = (CSS / "portal.css").read_text(encoding="utf-8")
LIGHT, DARK = RULES.split("@media (prefers-color-scheme: dark)", 1)
CHARTS = Path(settings.BASE_DIR, "templates", "monitoring", "charts")


def token(name: str, sheet: str) -> str:
    return re.search(rf"--{name}: (#[0-9a-f]{{3,6}});", sheet)[1]


def test_the_sheet_is_small():
    assert len(gzip.compress(SHEET.encode(), 9)) <= 3 * 1024


def test_the_sheet_knows_no_left_and_no_right():
    physical = r"(?<![\w-])(?:[a-z-]+-)?(?:left|right)(?![\w-])|(?<![\w-])(?:top|bottom|width|height)\s*:"
    assert re.findall(physical, re.sub(r"@media[^{]*", "", RULES)) == []


def test_everything_stands_in_a_layer():
    assert re.sub(r"@layer \w+ \{.*?\n}\n", "", RULES, flags=re.DOTALL).strip() == ""


def test_every_custom_property_that_is_used_is_set():
    used = set(re.findall(r"var\((--[\w-]+)", RULES))
    assert used - set(re.findall(r"(--[\w-]+)\s*:", RULES + PORTAL)) == set()


@pytest.mark.parametrize("name", ["lower", "third", "fourth", "fifth"])
@pytest.mark.parametrize(("part", "ground"), [(LIGHT, "#fffefb"), (DARK, "#262420")], ids=["light", "dark"])
def test_lines_stand_out_from_the_paper(name, part, ground):
    assert contrast(token(name, part), ground) >= 3


def test_steps_of_a_file_grow_darker_evenly():
    grounds = ["#ffffff", *colours("#1f5c57")["steps"]]
    assert [round(contrast(a, b), 1) >= 1.15 for a, b in pairwise(grounds)] == [True] * 5


def test_every_class_of_a_drawing_has_colours_on_the_page_and_in_files():
    drawn = {name for path in CHARTS.glob("*.html") for name in re.findall(r'class="([\w-]+)', path.read_text())}
    in_files = render_to_string("monitoring/pictures/file.css", {"colours": colours("#1f5c57")})
    on_pages = RULES + PORTAL
    # Groups that only hold marks together.
    without = {"grid", "bar-row", "bar-value", "axis-name"}
    assert {name for name in drawn - without if f".{name}" not in in_files} == {"is-spare"} & drawn
    assert {name for name in drawn - without if f".{name}" not in on_pages} == set()


def test_the_lighter_side_of_the_mean_is_told_from_the_darker_one_in_greyscale_by_lines():
    patterns = (CHARTS / "patterns.html").read_text()
    assert re.findall(r'id="([\w-]+)"[^>]*>(?:(?!</pattern>).)*pattern-over', patterns) == ["weit-darunter", "darunter"]
