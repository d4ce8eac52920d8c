"""Where the programs of PostgreSQL lie: no distribution puts them on the PATH of everybody."""

import glob
import re
import shutil
import subprocess
from pathlib import Path

from config.cluster.errors import ClusterError

OLDEST = 15
FOLDERS = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # PostgreSQL's own packages for Red Hat and others
    "/opt/homebrew/opt/postgresql*/bin",  # Homebrew on Apple silicon
    "/usr/local/opt/postgresql*/bin",  # Homebrew on Intel
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# Where the extension's control file lies, seen from the folder of the programs; {0} is the major version.
POSTGIS = (
    "/usr/share/postgresql/{0}/extension/postgis.control",
    "../share/extension/postgis.control",
    "../share/postgresql/extension/postgis.control",
    "/opt/homebrew/share/postgresql@{0}/extension/postgis.control",
    "/usr/local/share/postgresql@{0}/extension/postgis.control",
)


def candidates() -> list[Path]:
    """Return every folder that holds a PostgreSQL server, in no order."""
    folders = [Path(found) for pattern in FOLDERS for found in glob.glob(pattern)]  # noqa: PTH207 (absolute patterns)
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    return [folder for folder in folders if (folder / "postgres").exists() and (folder / "initdb").exists()]


def major_version(folder: Path) -> int:
    """Return 15 for PostgreSQL 15.4, 0 where the program does not say."""
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0


def has_postgis(folder: Path, major: int) -> bool:
    return any((folder / place.format(major)).exists() for place in POSTGIS)


def usable() -> dict[int, Path]:
    """Return the folder of the programs by major version: new enough, and with PostGIS for just that version."""
    versions = {major_version(folder): folder for folder in candidates()}
    return {major: folder for major, folder in versions.items() if major >= OLDEST and has_postgis(folder, major)}


def newest() -> tuple[int, Path]:
    """Return major version and folder of the newest usable PostgreSQL."""
    if found := usable():
        return max(found.items())
    raise ClusterError(
        f"PostgreSQL {OLDEST} or newer with PostGIS was not found. `make run` installs both on Debian, Ubuntu and "
        "macOS; with a database of your own, set DATABASE_URL."
    )


def of_version(major: int) -> Path:
    """Return the folder of the programs that made a data directory of version `major`."""
    if folder := usable().get(major):
        return folder
    raise ClusterError(
        f"The private database was made by PostgreSQL {major}, which is not installed any more (or lacks PostGIS). "
        f"Install PostgreSQL {major} with PostGIS beside the newer one, or delete .local/ to begin with an empty database."
    )
