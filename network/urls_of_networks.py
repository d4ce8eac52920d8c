"""Addresses of the networks in the workspace."""

from django.urls import path, register_converter

from network.views import documents, networks, records, rules

register_converter(records.OfNetwork, "record_of_network")
register_converter(records.OfAll, "record_of_all")

a_version = "<int:pk>/geschaeftsordnung/<int:rules>/"
urlpatterns = [
    path("", networks.networks, name="staff_networks"),
    path("neu/", records.network, name="staff_network_new"),
    path("dokumente/", documents.documents, name="staff_documents"),
    path("dokumente/neu/", documents.write, name="staff_document_new"),
    path("dokumente/<int:pk>/", documents.document, name="staff_document"),
    path("dokumente/<int:pk>/bearbeiten/", documents.write, name="staff_document_edit"),
    path("dokumente/<int:pk>/<int:number>/datei/", documents.document_file, name="staff_document_file"),
    path("beschluesse/", networks.decisions, name="staff_decisions"),
    path("ziele/", networks.goals, name="staff_goals"),
    path("<record_of_all:kind>/neu/", records.of_all, name="staff_record_new"),
    path("<record_of_all:kind>/<int:record>/", records.of_all, name="staff_record"),
    path("<int:pk>/", networks.network, name="staff_network"),
    path("<int:pk>/bearbeiten/", records.network, name="staff_network_edit"),
    path("<int:pk>/beitritte/<int:accession>/", networks.accession, name="staff_accession"),
    path("<int:pk>/geschaeftsordnung/neu/", rules.write, name="staff_rules_new"),
    path(a_version, rules.rules, name="staff_rules"),
    path(f"{a_version}bearbeiten/", rules.write, name="staff_rules_edit"),
    path(f"{a_version}schritt/", rules.step, name="staff_rules_step"),
    path(f"{a_version}papier/", rules.on_paper, name="staff_rules_paper"),
    path(f"{a_version}bitten/", rules.ask, name="staff_rules_ask"),
    path(f"{a_version}druck.pdf", rules.print_out, name="staff_rules_print"),
    path(f"{a_version}unterschriften/<int:signature>/", rules.remove, name="staff_signature_remove"),
    path("<int:pk>/<record_of_network:kind>/neu/", records.of_network, name="staff_network_record_new"),
    path("<int:pk>/<record_of_network:kind>/<int:record>/", records.of_network, name="staff_network_record"),
]
