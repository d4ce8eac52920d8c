"""The icon sprite and the names with which it is asked."""

import re
from pathlib import Path

from django.conf import settings
from django.template import Context, Template

from kit.icons import known, sprite_names

PHASES = ["pregnancy", "infancy", "toddler", "preschool", "primary", "lower_secondary", "youth", "young_adult"]
ROOT = Path(settings.BASE_DIR)
ASKED = re.compile(r'\{% icon "([\w-]+)"|[ (]icon="([\w-]+)"|Fact\("([\w-]+)"')


def test_every_phase_of_life_has_an_icon():
    assert [code for code in PHASES if f"phase-{code}" not in sprite_names()] == []


def test_an_unknown_name_gives_a_door():
    assert known("phase-from-the-future") == "door"


def test_an_icon_points_into_the_sprite_and_says_nothing():
    html = Template('{% load components %}{% icon "phone" size="large" %}').render(Context())
    assert html == (
        '<svg class="icon icon-large" width="24" height="24" aria-hidden="true" focusable="false">'
        '<use href="/static/img/icons.svg#phone"></use></svg>'
    )


def test_every_icon_that_a_page_names_is_in_the_sprite():
    apps = [ROOT / app for app in ("kit", "sozialraum", "network", "offers")]
    files = [*ROOT.glob("templates/**/*.html"), *(path for app in apps for path in app.rglob("*.py"))]
    named = {name for path in files for match in ASKED.findall(path.read_text("utf-8")) for name in match if name}
    assert named - sprite_names() == set()
    assert "phone" in named
