"""Which release of the code is running; part of every page's validator, so that an update is seen at once."""

from pathlib import Path

from django.conf import settings


def newest_change(*folders: str) -> str:
    """Return the time (nanoseconds) of the newest file in the project's `folders`, read once at start."""
    files = (path for folder in folders for path in Path(settings.BASE_DIR, folder).rglob("*.*"))
    return str(max(path.stat().st_mtime_ns for path in files))


RELEASE = newest_change("templates", "static", "kit", "sozialraum", "network", "offers", "monitoring", "config")
