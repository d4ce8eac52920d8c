"""The indices of the example city: computed from what may be seen of its numbers, and told by what its files say."""

import shutil

import pytest

from monitoring.computed.results import computed, load
from monitoring.example_city.load import FOLDER, load_numbers
from monitoring.models import CompositeIndex
from monitoring.releasing import release
from offers.example_city.reading import FixtureError
from sozialraum.pages import content_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city_with_numbers")]


def test_the_need_of_most_districts_is_known_in_every_year_with_its_change():
    release()
    version = content_version()
    years = load(version, "bedarf").years
    known = {year: computed(version, "bedarf", year) for year in years}
    assert years == list(range(2025, 2017, -1))
    assert min(len(pair.groups) for pair in known.values()) >= 36
    assert [year for year, pair in known.items() if pair.dynamic] == list(range(2025, 2019, -1))
    assert all(pair.status.outcome.spans[-1].n in range(1, 7) for pair in known.values())


def test_the_public_index_says_something_kind_of_each_class():
    index = CompositeIndex.objects.public().get()
    assert (index.code, index.classes.filter(public_label="").count()) == ("alltag", 0)
    assert {part.sign for part in index.parts.all()} == {-1}, "much of it is favourable"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('indicator = "unemployed"', 'indicator = "mean_age"', "mean_age is never valued"),
        ('indicator = "unemployed"', 'indicator = "nirgends"', "there is no Indicator called 'nirgends'"),
        ('level = "stadtteil"', 'level = "kiez"', "there is no AreaLevel called 'kiez'"),
        ('change_of = "bedarf"', 'change_of = "bedarf-entwicklung"', "belongs to itself in the end"),
    ],
)
def test_a_slip_names_file_and_index(tmp_path, old, new, message):
    folder = tmp_path / "monitoring"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("20*.csv", "drawing"))
    path = folder / "indices.toml"
    path.write_text(path.read_text("utf8").replace(old, new, 1), "utf8")
    with pytest.raises(FixtureError, match=message) as raised:
        load_numbers(folder)
    assert str(raised.value).startswith("indices.toml, composite_index")
