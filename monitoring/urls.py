"""Addresses of the monitoring."""

from django.urls import include, path, re_path

from monitoring.views import (
    chain,
    comments,
    comparison,
    dashboard,
    index_editing,
    indicators,
    indices,
    number_steps,
    numbers,
    profiles,
    quality,
    raw,
    saved_views,
    supply,
    table,
    wanted,
)

COMMENT = (
    r"^monitoring/(?P<division>stadtteile|sozialraeume)/(?P<slug>[-\w]+)/kommentar/(?P<audience>oeffentlich|intern)/"
)

workspace = [
    path("indizes/neu/", index_editing.new, name="staff_index_new"),
    path("indizes/<int:pk>/", index_editing.change, name="staff_index"),
    path("indizes/<int:pk>/loeschen/", index_editing.delete, name="staff_index_delete"),
    path("rohwerte/", raw.raw, name="staff_raw_numbers"),
    path("zahlen/", numbers.numbers, name="staff_numbers"),
    path("zahlen/neu/", numbers.upload, name="staff_numbers_upload"),
    path("zahlen/umrechnung/", numbers.crosswalk, name="staff_numbers_crosswalk"),
    path("zahlen/<int:pk>/", numbers.result, name="staff_numbers_import"),
    path("zahlen/<int:pk>/abgelehnt.csv", numbers.refused_file, name="staff_numbers_refused"),
    path("zahlen/<int:pk>/spalten/", number_steps.columns, name="staff_numbers_columns"),
    path("zahlen/<int:pk>/uebernehmen/", number_steps.apply, name="staff_numbers_apply"),
    path("zahlen/<int:pk>/zuruecknehmen/", number_steps.undo, name="staff_numbers_undo"),
    path("zahlen/<int:pk>/fortsetzen/", number_steps.go_on, name="staff_numbers_go_on"),
    path("zahlen/<int:pk>/ablegen/", number_steps.close, name="staff_numbers_close"),
]

urlpatterns = [
    path("verwaltung/", include(workspace)),
    path("monitoring/", dashboard.dashboard, name="monitoring"),
    path("monitoring/indikatoren/", indicators.indicators, name="monitoring_indicators"),
    path("monitoring/indikatoren/<slug:code>/", dashboard.indicator, name="monitoring_indicator"),
    path("monitoring/vergleich/", comparison.comparison, name="monitoring_comparison"),
    path("monitoring/tabelle/", table.free_table, name="monitoring_table"),
    path("monitoring/ansichten/", saved_views.saved_views, name="monitoring_views"),
    path("monitoring/ansichten/neu/", saved_views.new, name="monitoring_view_new"),
    path("monitoring/ansichten/<int:pk>/", saved_views.change, name="monitoring_view"),
    path("monitoring/ansichten/<int:pk>/loeschen/", saved_views.delete, name="monitoring_view_delete"),
    path("monitoring/angebot-und-bedarf/", supply.supply, name="monitoring_supply"),
    path("monitoring/praeventionskette/", chain.chain, name="monitoring_chain"),
    path("monitoring/praeventionskette/angebote/", chain.chain_offers, name="monitoring_chain_offers"),
    path("monitoring/nachfrage/", wanted.wanted, name="monitoring_wanted"),
    path("monitoring/datenlage/", quality.quality, name="monitoring_quality"),
    path("monitoring/stadtteile/", profiles.profiles, name="monitoring_districts"),
    path("monitoring/stadtteile/<slug:slug>.pdf", profiles.district_pdf, name="monitoring_district_pdf"),
    path("monitoring/stadtteile/<slug:slug>/", profiles.district, name="monitoring_district"),
    path("monitoring/sozialraeume/<slug:slug>.pdf", profiles.space_pdf, name="monitoring_space_pdf"),
    path("monitoring/sozialraeume/<slug:slug>/", profiles.space, name="monitoring_space"),
    re_path(COMMENT + "$", comments.comment, name="monitoring_comment"),
    re_path(COMMENT + "loeschen/$", comments.delete, name="monitoring_comment_delete"),
    path("monitoring/indizes/", indices.index_list, name="monitoring_indices"),
    path("monitoring/indizes/<slug:code>/", indices.index_page, name="monitoring_index"),
    re_path(
        r"^monitoring/indizes/(?P<code>[-\w]+)/tabelle\.(?P<kind>csv|xlsx)$",
        indices.index_file,
        name="monitoring_index_file",
    ),
]
