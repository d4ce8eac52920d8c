"""Real public data that lies beside the checkout, where it does; nothing of it is part of the project."""

from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR).parent / "shared" / "data"


def real(name: str) -> Path:
    """Return the path of a real file, or skip the test."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the real data {name} does not lie beside the checkout")
    return path
