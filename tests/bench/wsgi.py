"""The server of the floors: the portal with its settings and middlewares, and the benchmark's own addresses beside it."""

from django.conf import settings

from config.wsgi import application

# Looked up at each request, and never before the first.
settings.ROOT_URLCONF = "tests.bench.urls"

__all__ = ["application"]
