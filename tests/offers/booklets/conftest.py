import pytest

from tests.offers.booklets.district import Everything, everything


@pytest.fixture
def town(municipality) -> Everything:
    """Return a social space with something for every chapter."""
    return everything()
