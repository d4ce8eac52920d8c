"""Addresses of the monitoring."""

from django.urls import path

from monitoring.views import dashboard, indicators

urlpatterns = [
    path("monitoring/", dashboard.dashboard, name="monitoring"),
    path("monitoring/indikatoren/", indicators.indicators, name="monitoring_indicators"),
    path("monitoring/indikatoren/<slug:code>/", dashboard.indicator, name="monitoring_indicator"),
]
