"""Addresses of the monitoring."""

from django.urls import include, path, re_path, register_converter

from monitoring.views import (
    activities,
    chain,
    comments,
    comparison,
    conference,
    conference_groups,
    conference_parts,
    conferences,
    dashboard,
    index_editing,
    index_history,
    indicators,
    indices,
    number_steps,
    numbers,
    outcome_metrics,
    outcomes,
    profiles,
    projects,
    quality,
    raw,
    results,
    saved_views,
    success,
    supply,
    table,
    wanted,
)

register_converter(outcomes.SubjectKind, "subject")
register_converter(success.YearOver, "year")

COMMENT = (
    r"^monitoring/(?P<division>stadtteile|sozialraeume)/(?P<slug>[-\w]+)/kommentar/(?P<audience>oeffentlich|intern)/"
)

of_conference = [
    path("", conference.conference, name="conference"),
    path("bearbeiten/", conference.change, name="conference_edit"),
    path("absagen/", conference.cancel, name="conference_cancel"),
    path("protokoll/", conference.minutes, name="conference_minutes"),
    path("protokoll.pdf", conference.document, name="conference_pdf"),
    path("protokoll/verschicken/", conference.mail_minutes, name="conference_mail_minutes"),
    path("termin.ics", conference.date, name="conference_date"),
    path("gaeste/", conference_parts.guests, name="conference_guests"),
    path("einladen/", conference_parts.invite, name="conference_invite"),
    path("anwesenheit/", conference_parts.attendance, name="conference_attendance"),
    re_path(r"^schritt/(?P<step>gehalten|abschliessen|wieder-oeffnen)/$", conference.step, name="conference_step"),
    re_path(
        r"^ergebnis/(?P<kind>beschluss|aufgabe|rueckkopplung)/$", conference_parts.result, name="conference_result"
    ),
]
of_group = [
    path("", conference_groups.group, name="conference_group"),
    path("bearbeiten/", conference_groups.change, name="conference_group_edit"),
    path("laufzeit/", conference_groups.period, name="conference_group_period"),
    path("mitglieder/", conference_groups.join, name="conference_group_join"),
    path("konferenz/", conference.plan, name="conference_new"),
]
of_conferences = [
    path("", conferences.overview, name="conferences"),
    path("termine/", conferences.dates, name="conference_dates"),
    path("aufgaben/", conferences.tasks, name="conference_tasks"),
    path("aufgaben/<int:pk>/", conferences.task_done, name="conference_task"),
    path("rueckkopplung/<int:pk>/", conference_parts.feedback, name="conference_feedback"),
    path("liste/<int:pk>/streichen/", conference_parts.strike, name="conference_strike"),
    path("mitglieder/<int:pk>/beenden/", conference_groups.leave, name="conference_group_leave"),
    path("gruppen/neu/", conference_groups.new, name="conference_group_new"),
    path("gruppen/<int:pk>/", include(of_group)),
    path("aktivitaeten/", activities.activities, name="activities"),
    path("aktivitaeten/neu/", activities.new, name="activity_new"),
    path("aktivitaeten/<int:pk>/", activities.activity, name="activity"),
    path("aktivitaeten/<int:pk>/bearbeiten/", activities.change, name="activity_edit"),
    path("projekte/", projects.projects, name="projects"),
    path("projekte/neu/", projects.new, name="project_new"),
    path("projekte/<int:pk>/", projects.project, name="project"),
    path("projekte/<int:pk>/bearbeiten/", projects.change, name="project_edit"),
    path("<int:pk>/", include(of_conference)),
]

workspace = [
    path("konferenzen/", include(of_conferences)),
    path("ergebnisse/", outcomes.outcomes, name="staff_outcomes"),
    path("ergebnisse/neu/", outcomes.new, name="staff_outcome_new"),
    path("ergebnisse/neu/<subject:kind>/<int:pk>/", outcomes.metrics_of, name="staff_outcome_metrics"),
    path("ergebnisse/neu/<subject:kind>/<int:pk>/<slug:metric>/", outcomes.enter, name="staff_outcome_enter"),
    path("ergebnisse/<int:pk>/", outcomes.change, name="staff_outcome"),
    path("ergebnisse/<int:pk>/loeschen/", outcomes.delete, name="staff_outcome_delete"),
    path("messgroessen/", outcome_metrics.metrics, name="staff_metrics"),
    path("messgroessen/neu/", outcome_metrics.new, name="staff_metric_new"),
    path("messgroessen/<int:pk>/", outcome_metrics.change, name="staff_metric"),
    path("erfolgsnachweis/<year:year>/text/", success.write, name="staff_success_text"),
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
    path("monitoring/ergebnisse/", results.overview, name="monitoring_outcomes"),
    path("monitoring/ergebnisse/<slug:code>/", results.of_metric, name="monitoring_outcome"),
    path("monitoring/ergebnisse/erfolgsnachweis/<year:year>/", success.report, name="monitoring_success"),
    path("monitoring/ergebnisse/erfolgsnachweis/<year:year>.pdf", success.report_pdf, name="monitoring_success_pdf"),
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
    path("monitoring/indizes/<slug:code>/verlauf/", index_history.index_history, name="monitoring_index_history"),
    re_path(
        r"^monitoring/indizes/(?P<code>[-\w]+)/verlauf\.(?P<kind>csv|xlsx)$",
        index_history.index_history_file,
        name="monitoring_index_history_file",
    ),
    re_path(
        r"^monitoring/indizes/(?P<code>[-\w]+)/tabelle\.(?P<kind>csv|xlsx)$",
        indices.index_file,
        name="monitoring_index_file",
    ),
]
