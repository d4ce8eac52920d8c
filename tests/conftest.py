"""Fixtures of every test: what differs from production, and why."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import factory
import hypothesis
import pytest
from django.db import connection, connections
from django.test import Client, override_settings
from playwright.sync_api import Browser, Locator, Page

from network.models import User
from sozialraum.models import Municipality
from tests.browser import patient, settled
from tests.sozialraum.factories import MunicipalityFactory

# A busy machine is no fault of the code: how long an example takes says nothing.
hypothesis.settings.register_profile(
    "portal", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("portal")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses its sandbox to root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # The browser itself is not to call its maker either.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Once a browser has started, its event loop runs in this thread for good, and Django would open a second connection beside
# the one whose transaction the test is in. One thread, one connection.
connections._connections = threading.local()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Do without the pool: its threads would outlive the test database that they are connected to."""
    connection.settings_dict["OPTIONS"].pop("pool", None)


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory):
    """Serve static files as they lie in the tree, without collectstatic, and keep uploads away from real ones."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    folder = tmp_path_factory.mktemp("files")
    # Two folders: Django refuses to serve both kinds from one, and WhiteNoise warns of one that is missing.
    static, media = folder / "static", folder / "media"
    static.mkdir()
    with override_settings(STORAGES=storages, STATIC_ROOT=static, MEDIA_ROOT=media):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Hash passwords fast: a test's password protects nothing."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def whole_pages():
    """Let every click and key wait for the page that it leads to, and a busy machine take its time, in every test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Browser, "new_context", patient(Browser.new_context))
        for actor in (Page, Locator):
            for deed in ("click", "press"):
                patch.setattr(actor, deed, settled(getattr(actor, deed)))
        yield


@pytest.fixture(scope="module", autouse=True)
def numbered_anew():
    """Let factories count from nought in every module: names, codes and squares never depend on what ran before it."""
    for made in factories(factory.Factory):
        made.reset_sequence(0, force=True)


def factories(above: type[factory.Factory]) -> Iterator[type[factory.Factory]]:
    """Yield every factory of records that is known by now."""
    for below in above.__subclasses__():
        if not below._meta.abstract:
            yield below
        yield from factories(below)


@pytest.fixture
def municipality(db: None) -> Municipality:
    """Return the municipality whose name stands on every page."""
    return MunicipalityFactory()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Return a way to sit down at one more browser as somebody."""

    def sit_down(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sit_down


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """Drive the Chromium of the system where there is one, Playwright's own otherwise."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return {"args": CHROMIUM_ARGUMENTS} | ({"executable_path": found} if found else {})
