"""Addresses of the monitoring."""

from django.urls import path

from monitoring.views import comparison, dashboard, indicators, table

urlpatterns = [
    path("monitoring/", dashboard.dashboard, name="monitoring"),
    path("monitoring/indikatoren/", indicators.indicators, name="monitoring_indicators"),
    path("monitoring/indikatoren/<slug:code>/", dashboard.indicator, name="monitoring_indicator"),
    path("monitoring/vergleich/", comparison.comparison, name="monitoring_comparison"),
    path("monitoring/tabelle/", table.free_table, name="monitoring_table"),
]
