"""Public addresses of the networks, below /netzwerk/."""

from django.urls import path

from offers.views.networks import cooperation, documents, goals, networks, spaces

urlpatterns = [
    path("", networks.networks, name="networks"),
    path("leitbild/", goals.mission, name="mission"),
    path("ziele/<slug:slug>/", goals.goal_detail, name="goal_detail"),
    path("dokumente/", documents.documents, name="documents"),
    path("dokumente/<slug:slug>/", documents.document_detail, name="document_detail"),
    path("dokumente/<slug:slug>/<int:number>/datei/", documents.document_file, name="document_file"),
    path("sozialraeume/", spaces.wanted, name="wanted_partners"),
    path("zusammenarbeit/", cooperation.cooperation, name="cooperation"),
    path("beschluesse/", documents.decisions, name="decisions"),
    path("<slug:slug>/", networks.network_detail, name="network_detail"),
    path("<slug:slug>/geschaeftsordnung/", networks.network_rules, name="network_rules"),
]
