"""Addresses of what is offered."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path, re_path, register_converter

from network.models import Facility, Partner
from offers.registers import REGISTERS
from offers.sitemaps import SITEMAPS
from offers.views import (
    areas,
    booklets,
    embeds,
    facilities,
    guides,
    joining,
    keeping,
    near,
    offer,
    outdated,
    partners,
    programmes,
    responsible,
    review,
    search,
    suggestions,
    week,
)
from offers.views import map as offer_map
from offers.views.workspace import (
    board,
    campaigns,
    coverage,
    duplicates,
    editing,
    funding,
    history,
    hosts,
    import_eyes,
    import_steps,
    imports,
    invitations,
    news,
    place,
    registers,
    reports,
    resources,
    rights,
    saved_views,
    selection,
    submissions,
    white_spots,
    word_groups,
)
from offers.views.workspace import booklets as staff_booklets
from offers.views.workspace import calendar as staff_calendar
from offers.views.workspace import embeds as staff_embeds
from offers.views.workspace import facility as staff_facility
from offers.views.workspace import (
    guides as staff_guides,
)
from offers.views.workspace import joining as staff_joining
from offers.views.workspace import offer as staff_offer
from offers.views.workspace import partner as staff_partner
from offers.views.workspace import programmes as staff_programmes
from sozialraum.pages import public_page
from sozialraum.views.files import upload

register_converter(history.MainKind, "main_kind")
register_converter(history.OtherKind, "other_kind")

STAFF_PATHS = {"staff_offers": "angebote", "staff_facilities": "einrichtungen", "staff_partners": "partner"}
lists = [path(f"{STAFF_PATHS[page]}/", registers.register, {"page": page}, name=page) for page in REGISTERS]
files = [
    re_path(
        rf"^{STAFF_PATHS[page]}/tabelle\.(?P<kind>csv|xlsx)$",
        registers.register_file,
        {"page": page},
        name=f"{page}_file",
    )
    for page in REGISTERS
]
selections = [
    path(f"{STAFF_PATHS[page]}/auswahl/", selection.selection, {"page": page}, name=register.selection)
    for page, register in REGISTERS.items()
]
workspace = [
    path("", board.board, name="board"),
    path("rechte/", rights.rights, name="rights"),
    *lists,
    *files,
    path("lebenslagen/", staff_guides.guides, name="staff_guides"),
    path("lebenslagen/neu/", staff_guides.new, name="staff_guide_new"),
    path("lebenslagen/<int:pk>/", staff_guides.guide, name="staff_guide"),
    path("ansichten/", saved_views.saved_views, name="staff_views"),
    path("ansichten/neu/", saved_views.new, name="staff_view_new"),
    path("ansichten/<int:pk>/", saved_views.change, name="staff_view"),
    path("ansichten/<int:pk>/loeschen/", saved_views.delete, name="staff_view_delete"),
    path("saisonabfragen/", campaigns.campaigns, name="staff_campaigns"),
    path("saisonabfragen/neu/", campaigns.new, name="staff_campaign_new"),
    path("saisonabfragen/<int:pk>/", campaigns.campaign, name="staff_campaign"),
    path("saisonabfragen/<int:pk>/antworten.csv", campaigns.answers, name="staff_campaign_file"),
    path("saisonabfragen/<int:pk>/erinnern/", campaigns.remind, name="staff_campaign_remind"),
    path("saisonabfragen/<int:pk>/schliessen/", campaigns.close, name="staff_campaign_close"),
    path("meldungen/", reports.reports, name="staff_reports"),
    path("meldungen/<int:pk>/", reports.report, name="staff_report"),
    path("suchwoerter/", word_groups.word_groups, name="staff_word_groups"),
    path("suchwoerter/neu/", word_groups.new, name="staff_word_group_new"),
    path("suchwoerter/mitgelieferte/", word_groups.take_over, name="staff_word_groups_take_over"),
    path("suchwoerter/<int:pk>/", word_groups.change, name="staff_word_group"),
    path("suchwoerter/<int:pk>/loeschen/", word_groups.delete, name="staff_word_group_delete"),
    path("dubletten/", duplicates.duplicates, name="staff_duplicates"),
    path("dubletten/<int:pk>/verschieden/", duplicates.apart, name="staff_apart"),
    path("dubletten/<int:pk>/", duplicates.other_offer, name="staff_merging_other"),
    path("dubletten/<int:one>/<int:other>/", duplicates.merging, name="staff_merging"),
    path("einladungen/", invitations.invitations, name="staff_invitations"),
    path("einladungen/<int:pk>/zuruecknehmen/", invitations.withdraw, name="staff_invitation_withdraw"),
    path("importe/", imports.imports, name="staff_imports"),
    path("importe/neu/", imports.upload, name="staff_import_upload"),
    path("importe/vorlage/<str:sort>.csv", imports.template, name="staff_import_template"),
    path("importe/<int:pk>/", imports.result, name="staff_import"),
    path("importe/<int:pk>/abgelehnt.csv", imports.refused_file, name="staff_import_refused"),
    path("importe/<int:pk>/spalten/", import_steps.columns, name="staff_import_columns"),
    path("importe/<int:pk>/pruefen/", import_steps.check_again, name="staff_import_check"),
    path("importe/<int:pk>/vorlegen/", import_eyes.propose, name="staff_import_propose"),
    path("importe/<int:pk>/zurueckgeben/", import_eyes.give_back, name="staff_import_give_back"),
    path("importe/<int:pk>/uebernehmen/", import_steps.apply, name="staff_import_apply"),
    path("importe/<int:pk>/zuruecknehmen/", import_steps.undo, name="staff_import_undo"),
    path("importe/<int:pk>/fortsetzen/", import_steps.go_on, name="staff_import_go_on"),
    path("importe/<int:pk>/ablegen/", import_steps.close, name="staff_import_close"),
    path("anfragen/<int:pk>/", staff_joining.join_request, name="staff_join_request"),
    *selections,
    path("angebote/neu/", editing.new_offer, name="offer_new"),
    path("angebote/neu/zwischenstand/", editing.keep_new, name="offer_keep_new"),
    path("angebote/kalender.ics", registers.offers_calendar, name="staff_offers_calendar"),
    path("einrichtungen/neu/", hosts.new_facility, name="facility_new"),
    path("einrichtungen/neu/zwischenstand/", hosts.keep_new_facility, name="facility_keep_new"),
    path("einrichtungen/<int:pk>/", staff_facility.facility, name="staff_facility"),
    path("einrichtungen/<int:pk>/bearbeiten/", hosts.edit, {"model": Facility}, name="facility_edit"),
    path("einrichtungen/<int:pk>/zwischenstand/", hosts.keep, {"model": Facility}, name="facility_keep"),
    path("partner/neu/", hosts.new_partner, name="partner_new"),
    path("partner/neu/zwischenstand/", hosts.keep_new_partner, name="partner_keep_new"),
    path("partner/<int:pk>/bearbeiten/", hosts.edit, {"model": Partner}, name="partner_edit"),
    path("partner/<int:pk>/zwischenstand/", hosts.keep, {"model": Partner}, name="partner_keep"),
    path("partner/<int:pk>/", staff_partner.partner, name="staff_partner"),
    path("partner/<int:pk>/einbetten/", staff_embeds.embedding, name="staff_embedding"),
    path("partner/<int:pk>/einbetten/<int:site>/entfernen/", staff_embeds.forbid, name="staff_embedding_forbid"),
    path("partner/<int:pk>/daten.zip", staff_partner.takeout, name="staff_partner_takeout"),
    path("angebote/<int:pk>/kalender/", staff_calendar.calendar, name="staff_offer_calendar"),
    path("angebote/<int:pk>/aktuelles/", news.news, name="staff_offer_news"),
    path("angebote/<int:pk>/", staff_offer.offer, name="staff_offer"),
    path("angebote/<int:pk>/bearbeiten/", editing.edit_offer, name="offer_edit"),
    path("angebote/<int:pk>/zwischenstand/", editing.keep, name="offer_keep"),
    path("einreichungen/", submissions.submissions, name="staff_submissions"),
    path("einreichungen/zurueck/", submissions.returned, name="staff_returned"),
    path("einreichungen/<int:pk>/", submissions.submission, name="staff_submission"),
    path("einreichungen/<int:pk>/bearbeiten/", submissions.edit, name="submission_edit"),
    path("einreichungen/<int:pk>/zwischenstand/", submissions.keep, name="submission_keep"),
    path("einreichungen/<int:pk>/zuruecknehmen/", submissions.withdraw, name="submission_withdraw"),
    path("ort/", place.place, name="staff_place"),
    path("ressourcencheck/", resources.check, name="staff_resources"),
    path("ressourcencheck/handzettel/", resources.paper, name="staff_resources_paper"),
    path("ressourcencheck/nichts-passt/", resources.missed, name="staff_resources_missed"),
    path("ressourcencheck/gezaehlt/", resources.counted, name="staff_resources_counted"),
    path("sozialraeume/programme/", staff_programmes.programmes, name="staff_programmes"),
    path("sozialraeume/programme/stand/<int:pk>/", staff_programmes.change, name="staff_stage"),
    path("sozialraeume/programme/stand/<int:pk>/loeschen/", staff_programmes.delete, name="staff_stage_delete"),
    path("sozialraeume/programme/<slug:code>/", staff_programmes.programme, name="staff_programme"),
    path(
        "sozialraeume/programme/<slug:code>/tabelle.csv", staff_programmes.programme_file, name="staff_programme_file"
    ),
    path("sozialraeume/programme/<slug:code>/eintragen/", staff_programmes.enter, name="staff_stage_enter"),
    path("sozialraeume/abdeckung/", coverage.table, name="staff_coverage"),
    path("sozialraeume/abdeckung/tabelle.csv", coverage.file, name="staff_coverage_file"),
    path("sozialraeume/weisse-flecken/", white_spots.table, name="staff_white_spots"),
    path("sozialraeume/weisse-flecken/tabelle.csv", white_spots.file, name="staff_white_spots_file"),
    path("sozialraeume/elternbegleitbuecher/", staff_booklets.booklets, name="staff_booklets"),
    path("sozialraeume/elternbegleitbuecher/<int:pk>/", staff_booklets.booklet, name="staff_booklet"),
    path("foerderungen/", funding.grants, name="staff_grants"),
    re_path(r"^foerderungen/tabelle\.(?P<kind>csv|xlsx)$", funding.grants_file, name="staff_grants_file"),
    path("foerderungen/neu/", funding.new, name="staff_grant_new"),
    path("foerderungen/<int:pk>/", funding.grant, name="staff_grant"),
    path("foerderungen/<int:pk>/bearbeiten/", funding.change, name="staff_grant_edit"),
    path("foerderungen/<int:pk>/nachweis.csv", funding.proof, {"kind": "csv"}, name="staff_grant_proof"),
    path("foerderungen/<int:pk>/nachweis.xlsx", funding.proof, {"kind": "xlsx"}, name="staff_grant_proof"),
    path("foerderungen/fristen/<int:pk>/erledigt/", funding.finish, name="staff_grant_deadline_done"),
]

versions = [
    path("", history.history, name="record_history"),
    path("vergleich/", history.comparison, name="record_comparison"),
    path("<int:version>/", history.one_version, name="record_version"),
]
# What has a list of its own has its history there.
workspace += [
    path("<main_kind:kind>/<int:pk>/verlauf/", include(versions)),
    path("verlauf/modell/<str:label>/<str:pk>/", history.of_model, name="history_of_model"),
    path("verlauf/<other_kind:kind>/<int:pk>/", include(versions)),
]

urlpatterns = [
    path("", search.start, name="start"),
    path("angebote/", search.offer_list, name="offer_list"),
    path("angebote/karte/", offer_map.offer_map, name="offer_map"),
    path("angebote/karte/orte.json", offer_map.offer_places, name="offer_places"),
    path("angebote/karte/gebiete.json", offer_map.offer_areas, name="offer_areas"),
    path("angebote/kalender.ics", week.offers_calendar, name="offers_calendar"),
    path("angebote/neu.atom", week.offers_feed, name="offers_feed"),
    path("woche/", week.week_page, name="week"),
    path("suche/vorschlaege/", suggestions.suggest, name="offer_suggestions"),
    path("angebote/<slug:slug>/", offer.offer_detail, name="offer_detail"),
    path("angebote/<slug:slug>/termine.ics", offer.offer_calendar, name="offer_calendar"),
    path("angebote/<slug:slug>/veraltet/", outdated.outdated, name="offer_outdated"),
    path("angebote/<slug:slug>/veraltet/danke/", outdated.outdated_thanks, name="offer_outdated_thanks"),
    path("pruefung/<str:text>/", review.review, name="review"),
    path("partner/", partners.partner_list, name="partner_list"),
    path("partner/<slug:slug>/", partners.partner_detail, name="partner_detail"),
    path("partner/<slug:slug>/veraltet/", outdated.host_outdated, {"model": Partner}, name="partner_outdated"),
    path(
        "partner/<slug:slug>/veraltet/danke/",
        outdated.host_outdated_thanks,
        {"model": Partner},
        name="partner_outdated_thanks",
    ),
    path("partner/<slug:slug>/mitmachen/", joining.join, name="partner_join"),
    path("partner/<slug:slug>/mitmachen/danke/", joining.join_thanks, name="partner_join_thanks"),
    path("einbetten/<slug:slug>/", embeds.of_partner, name="embed_partner"),
    path("einbetten/<slug:slug>/<slug:district>/", embeds.of_district, name="embed_district"),
    path("einrichtungen/<slug:slug>/", facilities.facility_detail, name="facility_detail"),
    path("einrichtungen/<slug:slug>/veraltet/", outdated.host_outdated, {"model": Facility}, name="facility_outdated"),
    path(
        "einrichtungen/<slug:slug>/veraltet/danke/",
        outdated.host_outdated_thanks,
        {"model": Facility},
        name="facility_outdated_thanks",
    ),
    path("stadtteile/", areas.district_list, name="district_list"),
    path("stadtteile/<slug:slug>/", areas.district_detail, name="district_detail"),
    path("sozialraeume/<slug:slug>/", areas.social_space_detail, name="social_space_detail"),
    path("elternbegleitbuch/", booklets.booklets, name="booklets"),
    path("elternbegleitbuch/<slug:slug>/", booklets.booklet, name="booklet"),
    path("elternbegleitbuch/<slug:slug>.pdf", booklets.booklet_pdf, name="booklet_pdf"),
    path("programme/<slug:code>/", programmes.programme_detail, name="programme_detail"),
    path("in-der-naehe/", near.near_page, name="near"),
    path("wegweiser/", guides.guided, name="guided"),
    path("lebenslagen/", guides.guide_list, name="guides"),
    path("lebenslagen/<slug:code>/", guides.guide_page, name="guide"),
    path("hilfe-sofort/", guides.help_now, name="help_now"),
    path("merkliste/", keeping.kept_page, name="kept"),
    path("merkliste/liste.pdf", keeping.kept_paper, name="kept_paper"),
    path("zustaendig/", responsible.responsible, name="responsible"),
    path("netzwerk/", include("offers.urls_of_networks")),
    path("verwaltung/", include(workspace)),
    path("media/angebote/<str:name>", upload, {"folder": "angebote"}, name="offer_image"),
    path(
        "sitemap.xml",
        public_page(index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<slug:section>.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
