"""Which addresses are open to everybody, on purpose: all others ask for a login, and the accounts' open to whoever has one."""

import pytest

from tests.network.factories import person
from tests.offers.walk.patterns import below, patterns

pytestmark = pytest.mark.usefixtures("municipality")
FAMILIES = {
    "/",
    "/angebote/",
    "/angebote/karte/",
    "/angebote/karte/orte.json",
    "/angebote/karte/gebiete.json",
    "/angebote/kalender.ics",
    "/angebote/neu.atom",
    "/woche/",
    "/angebote/<slug:slug>/",
    "/angebote/<slug:slug>/termine.ics",
    "/angebote/<slug:slug>/veraltet/",
    "/angebote/<slug:slug>/veraltet/danke/",
    "/partner/",
    "/partner/<slug:slug>/",
    "/partner/<slug:slug>/mitmachen/",
    "/partner/<slug:slug>/mitmachen/danke/",
    "/einrichtungen/<slug:slug>/",
    "/stadtteile/",
    "/partner/<slug:slug>/veraltet/",
    "/partner/<slug:slug>/veraltet/danke/",
    "/einrichtungen/<slug:slug>/veraltet/",
    "/einrichtungen/<slug:slug>/veraltet/danke/",
    "/stadtteile/<slug:slug>/",
    "/sozialraeume/<slug:slug>/",
    "/elternbegleitbuch/",
    "/elternbegleitbuch/<slug:slug>/",
    "/elternbegleitbuch/<slug:slug>.pdf",
    "/programme/<slug:code>/",
    "/suche/vorschlaege/",
    "/zustaendig/",
    "/in-der-naehe/",
    "/wegweiser/",
    "/lebenslagen/",
    "/lebenslagen/<slug:code>/",
    "/hilfe-sofort/",
    "/merkliste/",
    "/merkliste/liste.pdf",
    "/netzwerk/",
    "/netzwerk/beschluesse/",
    "/netzwerk/dokumente/",
    "/netzwerk/dokumente/<slug:slug>/",
    "/netzwerk/dokumente/<slug:slug>/<int:number>/datei/",
    "/netzwerk/leitbild/",
    "/netzwerk/sozialraeume/",
    "/netzwerk/zusammenarbeit/",
    "/netzwerk/ziele/<slug:slug>/",
    "/netzwerk/<slug:slug>/",
    "/netzwerk/<slug:slug>/geschaeftsordnung/",
    "/impressum/",
    "/datenschutz/",
    "/leichte-sprache/",
    "/gebaerdensprache/",
    "/barrierefreiheit/",
    "/barrierefreiheit/danke/",
    "/kontakt/",
    "/kontakt/danke/",
    "/willkommensbesuch/",
    "/ohne-netz/",
    "/einbetten/<slug:slug>/",
    "/einbetten/<slug:slug>/<slug:district>/",
}
# Numbers: everybody sees the public ones there; who sees the others is looked at in the monitoring's own tests.
NUMBERS = {
    "/monitoring/",
    "/monitoring/angebot-und-bedarf/",
    "/monitoring/erfolgsnachweis/",
    "/monitoring/erfolgsnachweis/<year:year>.pdf",
    "/monitoring/erfolgsnachweis/<year:year>/",
    "/monitoring/indikatoren/",
    "/monitoring/indikatoren/<slug:code>/",
    "/monitoring/indizes/",
    "/monitoring/indizes/<slug:code>/",
    "/monitoring/indizes/<slug:code>/verlauf/",
    "/monitoring/praeventionskette/",
    "/monitoring/praeventionskette/angebote/",
    "/monitoring/sozialraeume/<slug:slug>.pdf",
    "/monitoring/sozialraeume/<slug:slug>/",
    "/monitoring/stadtteile/",
    "/monitoring/stadtteile/<slug:slug>.pdf",
    "/monitoring/stadtteile/<slug:slug>/",
    "/monitoring/tabelle/",
    "/monitoring/vergleich/",
    r"/monitoring/indizes/(?P<code>[-\w]+)/verlauf\.(?P<kind>csv|xlsx)",
    r"/monitoring/indizes/(?P<code>[-\w]+)/tabelle\.(?P<kind>csv|xlsx)",
}
# Links of mails, each signed for one purpose.
SIGNED = {
    "/pruefung/<str:text>/",
    "/konto/einladung/<str:text>/",
    "/konferenz/<str:text>/",
    "/konferenz/<str:text>/termin.ics",
}
FILES = {
    "/media/angebote/<str:name>",
    r"/media/logo/(?P<name>[\w.-]+)",
    r"/media/gebaerdensprache/(?P<name>[\w.-]+)",
    "/erscheinungsbild.css",
    "/robots.txt",
    "/ohne-netz.js",
    "/sitemap.xml",
    "/sitemap-<slug:section>.xml",
    "/healthz",
    "/styleguide/",
}
# The way to a login cannot ask for one; signing up says that one is invited.
WAY_IN = {
    "/konto/anmelden/",
    "/konto/abmelden/",
    "/konto/registrieren/",
    "/konto/gesperrt/",
    "/konto/passwort-vergessen/",
    "/konto/passwort-vergessen/gesendet/",
    "/konto/passwort-vergessen/fertig/",
    "/konto/passwort-vergessen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/",
    "/konto/zwei-faktor/anmelden/",
    "/konto/zwei-faktor/passkey/anmelden/",
    "/admin/login/",
}
# Families have no cookie that a forged form could make use of.
WITHOUT_TOKEN = {
    "/angebote/<slug:slug>/veraltet/",
    "/partner/<slug:slug>/veraltet/",
    "/einrichtungen/<slug:slug>/veraltet/",
    "/partner/<slug:slug>/mitmachen/",
    "/suche/vorschlaege/",
    "/zustaendig/",
    "/in-der-naehe/",
    "/merkliste/",
    "/merkliste/liste.pdf",
    "/barrierefreiheit/",
    "/kontakt/",
    "/willkommensbesuch/",
    "/pruefung/<str:text>/",
    "/konferenz/<str:text>/",
}
CONFIRM = "/konto/zwei-faktor/bestaetigen/"
# What somebody without any role gets of the own account: the page, or where it leads.
ACCOUNT = {
    "": 200,
    "passwort/": 200,
    "zwei-faktor/": 200,
    "zwei-faktor/app/": CONFIRM,
    "zwei-faktor/app/entfernen/": 404,
    "zwei-faktor/notfallcodes/": 404,
    "zwei-faktor/notfallcodes/neu/": CONFIRM,
    "zwei-faktor/passkey/neu/": CONFIRM,
    "zwei-faktor/passkey/<int:pk>/": CONFIRM,
    "zwei-faktor/passkey/<int:pk>/entfernen/": CONFIRM,
    "zwei-faktor/bestaetigen/": 200,
    "zwei-faktor/bestaetigen/code/": CONFIRM,
    "zwei-faktor/bestaetigen/passkey/": CONFIRM,
}


def test_these_addresses_are_public_and_no_others():
    assert {one.route for one in patterns() if one.is_public} == FAMILIES | NUMBERS | SIGNED | FILES | WAY_IN


def test_these_forms_are_taken_without_a_token_and_no_others():
    assert {one.route for one in patterns() if one.does_without_token} == WITHOUT_TOKEN


def test_every_address_of_an_account_is_looked_at():
    public = {route.removeprefix("/konto/") for route in WAY_IN | SIGNED if route.startswith("/konto/")}
    assert set(ACCOUNT) == below("/konto/") - public


@pytest.mark.parametrize("route", ACCOUNT)
def test_the_account_opens_to_its_owner_alone_and_no_cache_keeps_it(client, route):
    path = "/konto/" + route.replace("<int:pk>", "1")
    visitor = client.get(path)
    client.force_login(person())
    owner = client.get(path)
    found = owner.status_code if owner.status_code != 302 else owner.url.partition("?")[0]
    kept = ["no-store" in answer.headers["Cache-Control"] for answer in (visitor, owner)]
    assert (visitor.url.partition("?")[0], found, kept) == ("/konto/anmelden/", ACCOUNT[route], [True, True])


ADMIN = sorted(
    {
        one.route.replace("<path:object_id>", "1").replace("<int:content_type_id>", "1").replace("<path:url>", "1")
        for one in patterns()
        if one.route.startswith("/admin/") and not one.is_public and "(?P<" not in one.route
    }
)


def test_the_administration_opens_to_operators_alone(client):
    """Not even the overall steering sees a page of it, on none of its addresses."""
    client.force_login(person("steering"))
    answers = {path: client.get(path) for path in ADMIN}
    opened = {path for path, answer in answers.items() if answer.status_code not in {302, 403}}
    led = {path: answer.url.partition("?")[0] for path, answer in answers.items() if answer.status_code == 302}
    # Whoever was not let in has nothing to log out of: Django leads to the index, and that to the login.
    assert (opened, {path for path, where in led.items() if where != "/admin/login/"}) == (set(), {"/admin/logout/"})


def test_an_operator_may_open_every_list_of_the_administration(client):
    client.force_login(person("operator"))
    lists = [one.route for one in patterns() if one.name.endswith("_changelist") or one.name == "admin:index"]
    assert {path: client.get(path).status_code for path in lists} == dict.fromkeys(lists, 200)
