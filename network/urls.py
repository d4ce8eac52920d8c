"""Addresses of the network: the accounts of staff."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from network import views

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
account = [
    path("", views.account, name="account"),
    path("anmelden/", allauth.login, name="account_login"),
    path("abmelden/", allauth.logout, name="account_logout"),
    path("passwort/", allauth.password_change, name="account_change_password"),
    path("passwort-vergessen/", include(forgotten)),
    path("gesperrt/", allauth.account_inactive, name="account_inactive"),
    path("einladung/<str:text>/", views.invitation, name="invitation"),
    path("registrieren/", allauth.signup, name="account_signup"),
]
urlpatterns = [path("konto/", include(account))]
