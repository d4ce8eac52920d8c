"""What the portal needs of the system, how to see whether it is there, and what installs it."""

import importlib.util
import shutil
import sys
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

from config.cluster import binaries

NOTO = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Need:
    """Something of the system: `debian` are patterns of package names (the highest version is taken)."""

    name: str
    is_met: Callable[[], bool]
    debian: tuple[str, ...]
    homebrew: tuple[str, ...]


def has_library(name: str) -> bool:
    # Python does not look into Homebrew's folder on Apple silicon.
    return bool(find_library(name)) or Path(f"/opt/homebrew/lib/lib{name}.dylib").exists()


def has_venv() -> bool:
    return importlib.util.find_spec("venv") is not None and importlib.util.find_spec("ensurepip") is not None


def has_fonts() -> bool:
    return sys.platform == "darwin" or NOTO.exists()


def has_browser() -> bool:
    return any(map(shutil.which, BROWSERS))


DATABASE = Need(
    f"PostgreSQL {binaries.OLDEST} or newer with PostGIS",
    lambda: bool(binaries.usable()),
    (r"^postgresql-(1[5-9]|[2-9][0-9])-postgis-3$",),
    ("postgis",),
)
GEOMETRY = Need(
    "GDAL, GEOS and PROJ",
    lambda: has_library("gdal") and has_library("geos_c"),
    (r"^libgdal[0-9]+(t64)?$", r"^libgeos-c1(v5|t64)?$"),
    ("gdal",),
)
TRANSLATIONS = Need("gettext", lambda: shutil.which("msgfmt") is not None, ("^gettext$",), ("gettext",))
PANGO = Need("Pango", lambda: has_library("pangoft2-1.0"), (r"^libpangoft2-1\.0-0(t64)?$",), ("pango",))
FONTS = Need("Noto fonts", has_fonts, ("^fonts-noto-core$",), ())
VENV = Need("Python's venv", has_venv, (rf"^python3\.{sys.version_info.minor}-venv$",), ("python",))
BROWSER = Need("Chromium", has_browser, ("^chromium$",), ())

RUN = (DATABASE, GEOMETRY, TRANSLATIONS, PANGO, FONTS, VENV)
TEST = (*RUN, BROWSER)


def missing(needs: tuple[Need, ...]) -> list[Need]:
    return [need for need in needs if not need.is_met()]
