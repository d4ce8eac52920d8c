"""Settings of the portal, from the environment.

Two modes: production (the default, which refuses to start half configured) and local (`PORTAL_LOCAL=1`, set by manage.py
and `make run`), which brings its own database, key and addresses.
"""

import os
from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor
from xstatic.pkg import leaflet_markercluster

from config import environment
from config.environment import env

if sentence := environment.refusal(os.environ):
    raise ImproperlyConfigured(sentence)

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL = environment.is_local(os.environ)
DEBUG = LOCAL and env.bool("PORTAL_DEBUG", default=False)
SECRET_KEY = environment.secret_key()
SECRET_KEY_FALLBACKS = environment.former_keys()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or environment.LOCAL_HOSTS

INSTALLED_APPS = [
    "monitoring",
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
    "allauth.mfa",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Below WhiteNoise, whose files are compressed already. Django pads each page by a random length, so that its size
    # tells nothing about what is secret in it (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "config.maintenance.Maintenance",
    "network.middleware.private_unless_public",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.middleware.LoginUnlessPublic",
    "network.middleware.SecondFactor",
    "network.middleware.WriteDownWho",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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
                "sozialraum.context.municipality",
                "network.context.help_lines",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "portal"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["portal"]

# While this file lies there, every page says that the portal is being looked after.
MAINTENANCE_FILE = Path(env.str("PORTAL_MAINTENANCE_FILE", default=str(BASE_DIR / "maintenance")))

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Tables of history are asked for one record's events, never for what refers to something.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
RECORD_HISTORY = "history_of_model"  # the name of the page that tells the history of a record
STAFF_HOME = "board"  # the name of the page at which the work of staff begins
# The tabs and the tools of the workspace, each app's own; apps below know nothing of those above.
WORKSPACE_WAYS = ["offers.ways.WAYS", "monitoring.workspace.WAYS"]
WORKSPACE_TOOLS = [
    "network.network_ways.TOOLS",
    "network.space_ways.TOOLS",
    "network.visit_ways.TOOLS",
    "offers.ways.TOOLS",
    "monitoring.workspace.TOOLS",
]
# The same within the pages about social spaces.
SOCIAL_SPACE_WAYS = ["network.space_ways.WAYS", "offers.space_ways.WAYS"]
# What else waits for somebody on the overview of the workspace, beside what offers know of.
WORKSPACE_TASKS = ["monitoring.conferences.tasks.TASKS"]
# What apps above show in the frame of every page, read with the municipality: functions that return a subquery.
ON_EVERY_PAGE = {"help_lines": "network.context.all_lines"}
# What apps above say of a record that is kept below: functions of the request and the record.
WORKSPACE_SECTIONS = ["monitoring.views.needs.section"]
ACCOUNT_ADAPTER = "network.accounts.StaffAccounts"
ACCOUNT_FORMS = {
    "login": "network.forms.accounts.LoginForm",
    "reset_password": "network.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "network.forms.accounts.ResetPasswordKeyForm",
    "change_password": "network.forms.accounts.ChangePasswordForm",
    "reauthenticate": "network.forms.second_factor.PasswordAgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an operator who opens an account knows its owner
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whose password has been changed is told so
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Allauth's own generator writes down each address that an account ever had, and would let in by the old ones too.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# Whoever adds or removes a second step has shown just now who they are; putting an app on a phone takes a while.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Coordinators and above prove themselves with a second step; on the local portal they may, so that nobody who tries the
# example accounts needs a phone (docs/decisions/0008-second-factor.md).
SECOND_FACTOR_REQUIRED = not LOCAL
MFA_ADAPTER = "network.second_factor.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "network.forms.second_factor.CodeForm",
    "reauthenticate": "network.forms.second_factor.CodeAgainForm",
    "activate_totp": "network.forms.second_factor.ActivateAppForm",
    "deactivate_totp": "network.forms.second_factor.RemoveForm",
    "add_webauthn": "network.forms.second_factor.AddPasskeyForm",
    "login_webauthn": "network.forms.second_factor.LoginPasskeyForm",
    "authenticate_webauthn": "network.forms.second_factor.PasskeyForm",
    "reauthenticate_webauthn": "network.forms.second_factor.PasskeyAgainForm",
    "edit_webauthn": "network.forms.second_factor.RenamePasskeyForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # half a minute more before and after, for slow fingers and clocks that are wrong
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey asks for a finger, a face or a PIN: it is both steps at once.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}  # as many as logins by password; colleagues share one address
# A login ends with the browser, or with the working day.
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 12 * 3600
# Behind how many reverse proxies the portal stands; failed logins are counted for each visitor, not for the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# In the session, which only staff have: no cookie of its own follows them onto the families' pages.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Shared by all processes, so that failed logins are counted together; its table comes with network's migrations.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ("markercluster", leaflet_markercluster.BASE_DIR)]
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")  # source maps: for nobody's phone
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.HashedFiles"},
}

# Everything over HTTPS, but for the local portal, which has no certificate. Behind a reverse proxy the server says whether
# the visitor came by HTTPS: gunicorn believes X-Forwarded-Proto from this machine and from FORWARDED_ALLOW_IPS.
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # watched from inside, where there is no certificate
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 3600
# A browser takes a cookie named __Host- from this very host over HTTPS only, from no neighbour under the city's domain.
SESSION_COOKIE_NAME = "sessionid" if LOCAL else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if LOCAL else "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
SILENCED_SYSTEM_CHECKS = [
    # HSTS for all subdomains, and for ever in the browsers' lists: a city's domain holds more than this portal, and its
    # other sites are not ours to lock out.
    "security.W005",
    "security.W021",
    # An older GDAL (Debian 12 has 3.6) would fetch what a spatial reference names. Only the import commands of operators
    # hand GDAL a spatial reference; visitors send none.
    "gis.W001",
]

vars().update(environment.email(local=LOCAL))
EMAIL_TIMEOUT = 10  # seconds; whoever sent a form waits for the mail server
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"portal@{ALLOWED_HOSTS[0].lstrip('.')}")
# Where links in mails lead that no visitor's request asks for.
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", default=environment.address(ALLOWED_HOSTS[0], local=LOCAL))

# To the terminal or the service's journal. No line says who asked for what: no query string, no address.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "config.discretion.Discreet"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["discreet"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would mail whole requests to ADMINS.
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

# Whether the scheduled work asks the web addresses of the register if they still answer; where the server may not call out,
# turn it off (it notices by itself that nobody answers, but waits for it each time). The local portal calls nobody.
PORTAL_CHECK_LINKS = env.bool("PORTAL_CHECK_LINKS", default=not LOCAL)

# Map tiles of the installation's own server or of a proxied public authority, {z}/{x}/{y} in the address; none by default.
PORTAL_TILES_URL = env.str("PORTAL_TILES_URL", default="")
PORTAL_TILES_ATTRIBUTION = env.str("PORTAL_TILES_ATTRIBUTION", default="")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],  # keeps opened pages readable without network
        "style-src": [SELF],
        "img-src": [SELF, "data:", *environment.origin(PORTAL_TILES_URL)],
        "media-src": [SELF],  # the video in sign language
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
# What a page may ask of the device: where it is, for "near me", and passkeys, whose features (publickey-credentials-get and
# -create) stay at their default, this origin alone; nothing else.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "geolocation": ["self"],
    "accelerometer": [],
    "browsing-topics": [],
    "camera": [],
    "display-capture": [],
    "gyroscope": [],
    "hid": [],
    "idle-detection": [],
    "magnetometer": [],
    "microphone": [],
    "midi": [],
    "payment": [],
    "serial": [],
    "usb": [],
    "xr-spatial-tracking": [],
}

LEAFLET_CONFIG = {
    # Without a configured tile server no tile is asked for: nobody else learns who looks for help.
    "TILES": [("Karte", PORTAL_TILES_URL, {})] if PORTAL_TILES_URL else [],
    "RESET_VIEW": False,
    "SCALE": "metric",
}

GDAL_LIBRARY_PATH = environment.homebrew_library("gdal")
GEOS_LIBRARY_PATH = environment.homebrew_library("geos_c")
