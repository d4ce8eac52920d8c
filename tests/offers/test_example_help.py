"""What the example city tells families in a hurry: situations, numbers, what is off, and where places are free."""

import re

import pytest

from network.models import HelpLine
from offers.models import Availability, Closure, Guide
from offers.search import load_choices
from tests.sozialraum.html import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_every_situation_has_offers_steps_and_words_that_are_easy(client):
    load_choices.cache_clear()
    guides = list(Guide.objects.all())
    assert len(guides) == 9
    for guide in guides:
        page = parsed(client.get(f"/lebenslagen/{guide.code}/"))
        assert len(page.findall(".//ol[@id='ergebnisse']/li")) >= 3, guide
        assert 3 <= len(guide.step_list) <= 5, guide
        sentences = re.split(r"[.?!]\s+", guide.text)
        assert max(len(sentence.split()) for sentence in sentences) <= 25, guide


def test_every_number_can_be_reckoned_with():
    assert [line.name for line in HelpLine.objects.all() if not line.open_times] == []


def test_some_offers_say_what_is_off_and_where_places_are_free():
    told = {one.offer.title: (one.free, one.has_waiting_list) for one in Availability.objects.select_related("offer")}
    assert (len(told), told["PEKiP in Giesenkirchen"], Closure.objects.count()) == (12, (3, False), 4)
    assert {waiting for free, waiting in told.values() if not free} == {True}
