"""The static files: named by their content, compressed, and collected only when one of them has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage as WhiteNoiseStorage

from config.terminal import say


class HashedFiles(WhiteNoiseStorage):
    """WhiteNoise's files, with imports between our scripts followed, and source maps of scripts not asked for.

    Packages ship scripts that name a source map which they leave out.
    """

    patterns = tuple(pattern for pattern in WhiteNoiseStorage.patterns if pattern[0] != "*.js")
    support_js_module_import_aggregation = True


def sources() -> str:
    """Return a digest of all source files' names, sizes and times."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect() -> None:
    """Bring STATIC_ROOT up to date; compressing takes longer than everything else at a second start."""
    stamp = Path(settings.STATIC_ROOT, ".sources")
    now = sources()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting and compressing the static files (some ten seconds) ...")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)
