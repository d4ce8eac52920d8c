"""Addresses of the ground."""

from django.urls import path, re_path

from sozialraum.models import LegalText
from sozialraum.uploads import LOGO_FOLDER, VIDEO_FOLDER
from sozialraum.views import files, legal, messages, offline

Kind = LegalText.Kind

urlpatterns = [
    path("impressum/", legal.legal_page, {"kind": Kind.IMPRINT}, name="imprint"),
    path("datenschutz/", legal.legal_page, {"kind": Kind.PRIVACY}, name="privacy"),
    path(
        "leichte-sprache/",
        legal.legal_page,
        {"kind": Kind.EASY_LANGUAGE, "template": "sozialraum/easy_language.html"},
        name="easy_language",
    ),
    path(
        "gebaerdensprache/",
        legal.legal_page,
        {"kind": Kind.SIGN_LANGUAGE, "template": "sozialraum/sign_language.html"},
        name="sign_language",
    ),
    path("barrierefreiheit/", messages.form_page, {"page": messages.ACCESSIBILITY}, name="accessibility"),
    path(
        "barrierefreiheit/danke/",
        messages.thanks,
        {"template": "sozialraum/accessibility_thanks.html"},
        name="accessibility_thanks",
    ),
    path("kontakt/", messages.form_page, {"page": messages.CONTACT}, name="contact"),
    path("kontakt/danke/", messages.thanks, {"template": "sozialraum/contact_thanks.html"}, name="contact_thanks"),
    path("erscheinungsbild.css", files.appearance, name="appearance"),
    path("ohne-netz/", offline.offline, name="offline"),
    path("ohne-netz.js", offline.worker, name="offline_worker"),
    path("robots.txt", files.robots, name="robots"),
    re_path(rf"^media/{LOGO_FOLDER}/(?P<name>[\w.-]+)\Z", files.upload, {"folder": LOGO_FOLDER}, name="logo"),
    re_path(rf"^media/{VIDEO_FOLDER}/(?P<name>[\w.-]+)\Z", files.upload, {"folder": VIDEO_FOLDER}, name="video"),
]
