"""The site map: every address of the portal, from the top."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("", include("monitoring.urls")),
    path("", include("offers.urls")),
    path("", include("network.urls")),
    path("", include("sozialraum.urls")),
    path("", include("kit.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]
