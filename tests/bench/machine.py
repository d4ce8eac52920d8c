"""What the figures were measured on."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psycopg

from tests.bench.databases import libpq
from tests.bench.measuring import CONNECTIONS
from tests.bench.servers import WORKERS

BUSY = 0.5  # processes that wanted to run before the benchmark began


def facts(url: str) -> list[str]:
    """Return what belongs beside every figure: machine, versions, load; with a warning where others are at work."""
    with psycopg.connect(libpq(url)) as connection:
        postgresql, postgis = connection.execute(
            "SELECT current_setting('server_version'), (SELECT default_version FROM pg_available_extensions WHERE name = 'postgis')"
        ).fetchone()
    load = os.getloadavg()[0]
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "psycopg", "gunicorn"))
    lines = [
        f"{os.cpu_count()} cores ({processor()}), {memory_gigabytes():.0f} GB, {platform.system()} {platform.release()}",
        f"PostgreSQL {postgresql.split()[0]}, PostGIS {postgis}, Python {platform.python_version()}, {packages}",
        f"{WORKERS} workers, {CONNECTIONS} connections in a closed loop; client, portal and database share the cores",
    ]
    warning = f"The machine was busy before the benchmark began (load {load:.1f}): only the ratios mean something."
    return [*lines, warning] if load > BUSY else lines


def processor() -> str:
    """Return the name of the processor where the system tells it."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text().splitlines() if listed.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def memory_gigabytes() -> float:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
