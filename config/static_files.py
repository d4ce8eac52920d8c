"""Collect the static files only when one of them has changed: compressing them takes longer than all else at start."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from config.terminal import say


def sources() -> str:
    """Return a digest of all source files' names, sizes and times."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect() -> None:
    """Bring STATIC_ROOT up to date."""
    stamp = Path(settings.STATIC_ROOT, ".sources")
    now = sources()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting and compressing the static files (some ten seconds) ...")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)
