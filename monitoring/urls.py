"""Addresses of the monitoring."""

from django.urls import path, re_path

from monitoring.views import comparison, dashboard, indicators, indices, saved_views, table

urlpatterns = [
    path("monitoring/", dashboard.dashboard, name="monitoring"),
    path("monitoring/indikatoren/", indicators.indicators, name="monitoring_indicators"),
    path("monitoring/indikatoren/<slug:code>/", dashboard.indicator, name="monitoring_indicator"),
    path("monitoring/vergleich/", comparison.comparison, name="monitoring_comparison"),
    path("monitoring/tabelle/", table.free_table, name="monitoring_table"),
    path("monitoring/ansichten/", saved_views.saved_views, name="monitoring_views"),
    path("monitoring/ansichten/neu/", saved_views.new, name="monitoring_view_new"),
    path("monitoring/ansichten/<int:pk>/", saved_views.change, name="monitoring_view"),
    path("monitoring/ansichten/<int:pk>/loeschen/", saved_views.delete, name="monitoring_view_delete"),
    path("monitoring/indizes/", indices.index_list, name="monitoring_indices"),
    path("monitoring/indizes/<slug:code>/", indices.index_page, name="monitoring_index"),
    re_path(
        r"^monitoring/indizes/(?P<code>[-\w]+)/tabelle\.(?P<kind>csv|xlsx)$",
        indices.index_file,
        name="monitoring_index_file",
    ),
]
