"""The portal's addresses, and those of the floors."""

from django.urls import include, path

from tests.bench import views

urlpatterns = [
    path("bench/record/", views.record),
    path("bench/empty/", views.empty),
    path("bench/sql/<int:page>/<int:number>/", views.sql),
    path("bench/template/<int:page>/<int:number>/", views.template),
    path("", include("config.urls")),
]
