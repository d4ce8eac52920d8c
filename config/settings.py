"""Settings of the portal, from the environment.

Two modes: production (the default, which refuses to start half configured) and local (`PORTAL_LOCAL=1`, set by manage.py
and `make run`), which brings its own database, key and addresses.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

LOCAL = env.bool("PORTAL_LOCAL", default=False)
DEBUG = LOCAL and env.bool("PORTAL_DEBUG", default=False)


def required(name: str, example: str) -> str:
    """Return the environment variable `name`, or refuse to start with a sentence that says what to set."""
    value = env.str(name, default="")
    if not value:
        message = f"Set the environment variable {name}, for example {name}={example}"
        raise ImproperlyConfigured(message)
    return value


def local_secret_key() -> str:
    from config.cluster import local_secret

    return local_secret()


def database_url() -> str:
    """Return DATABASE_URL, or the address of the private cluster, started if need be."""
    if not LOCAL:
        return required("DATABASE_URL", "postgis://user:password@host:5432/portal")
    if url := env.str("DATABASE_URL", default=""):
        return url
    from config.cluster import ensure_running

    return ensure_running()


SECRET_KEY = env.str("SECRET_KEY", default="") or (
    local_secret_key() if LOCAL else required("SECRET_KEY", "$(openssl rand -base64 48)")
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or (
    ["127.0.0.1", "localhost", "[::1]", "testserver"] if LOCAL else required("ALLOWED_HOSTS", "familie.example.org")
)

INSTALLED_APPS = [
    "offers",
    "network",
    "sozialraum",
    "kit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.forms",  # so that templates/django/forms/ override the markup of fields and errors
    "django_filters",
    "crispy_forms",
    "leaflet",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "portal"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["portal"]

DATABASES = {
    "default": {
        **env.db_url_config(database_url()),
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 4, "timeout": 10}},
        "TEST": {"NAME": "test_portal" + env.str("TEST_DB_SUFFIX", default="")},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {"geolocation": ["self"], "camera": [], "microphone": []}

PORTAL_TILES_URL = env.str("PORTAL_TILES_URL", default="")
LEAFLET_CONFIG = {
    # Without a configured tile server no tile is asked for: nobody else learns who looks for help.
    "TILES": [("Karte", PORTAL_TILES_URL, {})] if PORTAL_TILES_URL else [],
    "RESET_VIEW": False,
    "SCALE": "metric",
}
