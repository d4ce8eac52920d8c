"""What every test of the offers finds in its database."""

import pytest
from django.utils import timezone

from offers.models import Refresh


@pytest.fixture(autouse=True)
def tallies_of_today(request: pytest.FixtureRequest) -> None:
    """Keep tallies for today, as the first migration does: a test that empties the database takes that along."""
    mark = request.node.get_closest_marker("django_db")
    if mark and not mark.kwargs.get("transaction"):
        request.getfixturevalue("db")
        Refresh.objects.get_or_create(defaults={"day": timezone.localdate()})
