"""Addresses of the network: the accounts of staff."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.webauthn.views import reauthenticate_webauthn
from django.urls import include, path, re_path

from network import views_of_second_factor as second
from network.views import accounts as views
from network.views import (
    conferences,
    contacts,
    leads,
    rollouts,
    spaces,
    street_uploads,
    streets,
    visit_requests,
    visits,
)

# Of allauth's addresses only what staff need; the names are those that allauth itself asks for.
forgotten = [
    path("", allauth.password_reset, name="account_reset_password"),
    path("gesendet/", allauth.password_reset_done, name="account_reset_password_done"),
    path("fertig/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
# Before a second step is added or taken away: who is it?
confirm = [
    path("", allauth.reauthenticate, name="account_reauthenticate"),
    path("code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("passkey/", reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
passkey = [
    path("anmelden/", second.login_with_passkey, name="mfa_login_webauthn"),
    path("neu/", second.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("<int:pk>/", second.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("<int:pk>/entfernen/", second.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
two_factor = [
    path("", second.second_factor, name="mfa_index"),
    path("anmelden/", mfa.authenticate, name="mfa_authenticate"),
    path("app/", second.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("app/entfernen/", second.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("notfallcodes/", second.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("notfallcodes/neu/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkey/", include(passkey)),
    path("bestaetigen/", include(confirm)),
]
account = [
    path("", views.account, name="account"),
    path("anmelden/", allauth.login, name="account_login"),
    path("abmelden/", allauth.logout, name="account_logout"),
    path("passwort/", allauth.password_change, name="account_change_password"),
    path("passwort-vergessen/", include(forgotten)),
    path("gesperrt/", allauth.account_inactive, name="account_inactive"),
    path("einladung/<str:text>/", views.invitation, name="invitation"),
    path("zwei-faktor/", include(two_factor)),
    path("registrieren/", allauth.signup, name="account_signup"),
]
a_step = "<int:pk>/umsetzung/<slug:network>/<slug:kind>/"
social_spaces = [
    path("", spaces.spaces, name="staff_spaces"),
    path("<int:pk>/", spaces.space, name="staff_space"),
    path("<int:pk>/stadtteil/", spaces.take_district, name="staff_space_district"),
    path("<int:pk>/federfuehrung/", leads.new, name="staff_lead_new"),
    path("federfuehrung/<int:pk>/", leads.change, name="staff_lead"),
    path("federfuehrung/<int:pk>/loeschen/", leads.delete, name="staff_lead_delete"),
    path(a_step, rollouts.step, name="staff_rollout_step"),
    path(f"{a_step}loeschen/", rollouts.delete, name="staff_rollout_step_delete"),
    path("ansprechstellen/", contacts.contacts, name="staff_contacts"),
    path("ansprechstellen/neu/", contacts.new, name="staff_contact_new"),
    path("ansprechstellen/<int:pk>/", contacts.change, name="staff_contact"),
    path("ansprechstellen/<int:pk>/loeschen/", contacts.delete, name="staff_contact_delete"),
    path("strassen/", streets.streets, name="staff_streets"),
    path("strassen/tabelle.csv", streets.streets_file, name="staff_streets_file"),
    path("strassen/einlesen/", street_uploads.upload, name="staff_street_upload"),
    path("strassen/einlesen/uebernehmen/", street_uploads.take, name="staff_street_take"),
    path("strassen/pruefung/", streets.street_report, name="staff_street_report"),
]
visits_of_team = [
    path("", visit_requests.visits, name="staff_visits"),
    path("<int:pk>/", visit_requests.visit, name="staff_visit"),
    path("<int:pk>/schritt/", visit_requests.step, name="staff_visit_step"),
    path("<int:pk>/loeschen/", visit_requests.delete, name="staff_visit_delete"),
]
urlpatterns = [
    path("willkommensbesuch/", visits.welcome_visit, name="welcome_visit"),
    path("verwaltung/willkommensbesuche/", include(visits_of_team)),
    path("konto/", include(account)),
    path("verwaltung/sozialraeume/", include(social_spaces)),
    path("konferenz/<str:text>/", conferences.answer, name="conference_answer"),
    path("konferenz/<str:text>/termin.ics", conferences.date, name="conference_answer_date"),
    path("verwaltung/netzwerke/", include("network.urls_of_networks")),
]
