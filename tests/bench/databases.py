"""The benchmark's databases: one for each size, kept between runs as long as what fills them stays the same."""

import hashlib
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.bench.servers import ROOT, environment

# What decides how a filled database looks. Cards and tallies are written by the migrations' triggers.
SOURCES = (
    *("fixtures/example_city", "fixtures/search", "offers/example_city", "*/migrations", "*/sql", "kit/triggers.py"),
    "tests/monitoring/large_city.py",
)
SEED = 1


def libpq(url: str) -> str:
    """Return a DATABASE_URL as libpq takes it."""
    return urlsplit(url)._replace(scheme="postgresql").geturl()


def of_size(url: str, offers: int) -> str:
    """Return the address of the database of a size, on the server of `url`."""
    return urlsplit(url)._replace(path=f"/portal_bench_{offers}").geturl()


def code_digest() -> str:
    """Return a digest of everything that a filled database depends on."""
    digest = hashlib.sha256(str(SEED).encode())
    for pattern in SOURCES:
        files = (
            path for found in sorted(ROOT.glob(pattern)) for path in ([found] if found.is_file() else found.rglob("*"))
        )
        for path in sorted(path for path in files if path.is_file() and path.suffix != ".pyc"):
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def of_areas(url: str, areas: int) -> str:
    """Return the address of the database of a city that was made for its numbers, on the server of `url`."""
    return urlsplit(url)._replace(path=f"/portal_bench_areas_{areas}").geturl()


def ready(url: str, offers: int, *, fresh: bool) -> str:
    """Return the address of a database with a city of `offers`, on the server of `url`; filled unless there already."""
    return filled(url, of_size(url, offers), ["tests.bench.fill", str(offers), str(SEED)], fresh=fresh)


def ready_example(url: str) -> str:
    """Return the address of a database with the example city as it is; filled unless there already."""
    return filled(url, urlsplit(url)._replace(path="/portal_bench_example").geturl(), ["tests.bench.fill"], fresh=False)


def ready_areas(url: str, areas: int, *, fresh: bool) -> str:
    """Return the address of a database with a city of `areas` and ten years of numbers; filled unless there already."""
    return filled(url, of_areas(url, areas), ["tests.bench.fill_areas", str(areas)], fresh=fresh)


def filled(url: str, target: str, program: list[str], *, fresh: bool) -> str:
    """Return `target` after a program has filled it."""
    stamp = " ".join([code_digest(), *program[1:2]])
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        name = sql.Identifier(urlsplit(target).path[1:])
        there = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [urlsplit(target).path[1:]],
        ).fetchone()
        if fresh or there != (stamp,):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        fill(target, program)
        # Last of all, so that a filling which was broken off is not taken for a whole one.
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(stamp)))
    return target


def fill(target: str, program: list[str]) -> None:
    """Bring the database to its size and to today; quick where it is there already."""
    done = subprocess.run(  # noqa: S603 (our own)
        [sys.executable, "-m", *program],
        cwd=ROOT,
        env=environment(target),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"The city of {' '.join(program)} could not be built:\n{done.stdout}{done.stderr}")


def touch(target: str) -> None:
    """Make every page of the portal look changed."""
    with psycopg.connect(libpq(target), autocommit=True) as connection:
        connection.execute("INSERT INTO sozialraum_contentchange DEFAULT VALUES")
