"""The environment: what production must be given, and what the local portal brings along by itself."""

import os
import platform
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ

from config import cluster

env = environ.Env()

# Each with an example for the sentence that asks for it.
REQUIRED = {
    "DATABASE_URL": "postgresql://portal:password@127.0.0.1:5432/portal",
    "SECRET_KEY": "the output of `openssl rand -base64 48`, kept secret and unchanged",
    "ALLOWED_HOSTS": "familie.example.org",
}
SCHEMES = {"postgresql", "postgres", "postgis", "pgsql"}
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
# Requests that one process answers at the same time; each needs a database connection of its own.
THREADS = 4


def is_local(variables: Mapping[str, str]) -> bool:
    """Return whether this is the local portal. Nothing else than PORTAL_LOCAL makes it so: production is the default."""
    return variables.get("PORTAL_LOCAL", "") not in {"", "0"}


def refusal(variables: Mapping[str, str]) -> str:
    """Return the sentence that says what the portal still has to be told, or told otherwise; empty where all is well."""
    if variables.get("DATABASE_URL") and not is_database_address(variables["DATABASE_URL"]):
        return f"The portal does not start. DATABASE_URL must look like {REQUIRED['DATABASE_URL']}"
    missing = [f"  {name} (for example: {example})" for name, example in REQUIRED.items() if not variables.get(name)]
    if is_local(variables) or not missing:
        return ""
    return "The portal does not start. Set in its environment:\n" + "\n".join(missing)


def is_database_address(text: str) -> bool:
    """Return whether a text can be the address of a PostgreSQL database."""
    try:
        address = urlsplit(text)
        return address.scheme in SCHEMES and bool(address.path.strip("/")) and (address.port or 1) > 0
    except ValueError:
        return False


def secret_key() -> str:
    # Not through `env`, which takes a leading "$" for the name of another variable.
    return os.environ.get("SECRET_KEY") or cluster.local_secret()


def former_keys() -> list[str]:
    """Return the keys that were in use before, parted by commas: what they have signed or locked can still be read."""
    return [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]


# How much of a misspelt word must be right (pg_trgm; "Hebanme" for "Hebamme" is 0.5). Compiling a query to machine code takes
# longer than any query of the portal.
# No parallel workers: visitors share the cores, and a page is quicker when it does not wait for others (100,000 offers, text
# with district: 92 ms with two workers, 52 without).
SESSION_OPTIONS = "-c pg_trgm.word_similarity_threshold=0.45 -c jit=off -c max_parallel_workers_per_gather=0"


def database() -> dict:
    """Return Django's setting for DATABASE_URL, or else for the private cluster, which is started if need be.

    A socket's folder may stand in the place of the host, percent-encoded as libpq has it; `?sslmode=…` and other options
    of the address are kept.
    """
    config = env.db_url_config(os.environ.get("DATABASE_URL") or cluster.ensure_running())
    options = {"options": f"{SESSION_OPTIONS} {os.environ.get('PGOPTIONS', '')}"}
    pool = {"min_size": 1, "max_size": THREADS, "timeout": 10}
    return config | {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "HOST": unquote(config["HOST"] or ""),
        "OPTIONS": options | config.get("OPTIONS", {}) | {"pool": pool},
        # A connection that a restart of the database has cut is replaced instead of failing a page.
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": "test_portal" + os.environ.get("TEST_DB_SUFFIX", "")},
    }


def email(*, local: bool) -> dict:
    """Return Django's e-mail settings for EMAIL_URL: the terminal for the local portal, else this machine's server."""
    return env.email_url_config(os.environ.get("EMAIL_URL") or ("consolemail://" if local else "smtp://localhost:25"))


def homebrew_library(name: str) -> str | None:
    """Return the path of a library from Homebrew, where Python does not look on Apple silicon; None elsewhere."""
    path = Path(f"/opt/homebrew/lib/lib{name}.dylib")
    return str(path) if platform.system() == "Darwin" and path.exists() else None


def origin(url: str) -> list[str]:
    """Return scheme and host of an address that the pages may load from; none for one on this server."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def address(host: str, *, local: bool) -> str:
    """Return the address of the portal's start page, without the slash at its end."""
    return f"http://127.0.0.1:{os.environ.get('PORT') or 8000}" if local else f"https://{host.lstrip('.')}"
