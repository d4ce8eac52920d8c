"""Contrast as WCAG reckons it, and mixtures as browsers do."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.colour import contrast, ever_darker, luminance, mixed

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),  # the best known near miss
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#1f5c57", "#1f5c57", 1.0),
    ],
)
def test_contrast_is_the_ratio_that_accessibility_checkers_print(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


def test_luminance_runs_from_black_to_white():
    assert luminance("#000000") == 0
    assert luminance("#ffffff") == pytest.approx(1)


@given(colours, colours)
def test_contrast_knows_no_foreground(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01


@pytest.mark.parametrize(
    ("one", "other", "share", "mixture"),
    [
        # As Chromium computes `color-mix(in oklab, one share, other)`.
        ("#ff0000", "#0000ff", 0.5, "#8c53a2"),
        ("#000000", "#ffffff", 0.5, "#636363"),
        ("#1f5c57", "#ffffff", 0.33, "#b4c7c4"),
    ],
)
def test_a_mixture_is_the_one_of_the_browser(one, other, share, mixture):
    assert mixed(one, other, share) == mixture


@given(colours, colours)
def test_a_mixture_of_all_of_one_is_that_one(one, other):
    assert mixed(one, other, 1) == one


@given(colours)
def test_ever_darker_versions_begin_with_the_colour_and_end_black(colour):
    versions = list(ever_darker(colour))
    assert versions[0] == colour
    assert versions[-1] == "#000000"
    assert all(luminance(b) <= luminance(a) + 0.002 for a, b in pairwise(versions))
