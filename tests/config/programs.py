"""Start the project's programs as a person or a service would."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
OWN = ("DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "ALLOWED_HOSTS", "EMAIL_URL", "PORT", "WEB_CONCURRENCY")


def surroundings(**variables: str) -> dict[str, str]:
    """Return the environment without anything that is ours, and with `variables`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in OWN and not name.startswith(("PORTAL_", "DJANGO_"))
    }
    return kept | variables


def production(**variables: str) -> dict[str, str]:
    """Return the environment of a production that works on the test database."""
    complete = {"DATABASE_URL": database_url(), "SECRET_KEY": "s" * 25 + "ecret" * 6, "ALLOWED_HOSTS": "127.0.0.1"}
    return surroundings(**complete | variables)


def database_url() -> str:
    database = connection.settings_dict
    host = quote(database["HOST"], safe="")
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgresql://{database['USER']}:{database['PASSWORD']}@{host}{port}/{database['NAME']}?application_name=portal-test"


def run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a module of Python to its end, in the project's folder, with `environment` alone."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
