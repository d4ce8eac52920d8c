"""Every public way on which a family tells the portal something about itself: where it lives, how old its child is, what it looks for.

A new public form joins one of the two lists here, or the tests of privacy fail. A way of `ASKED` is a question: it is answered, and
nobody keeps it. One of `SENT` is a message, written to people who answer it: it is kept for as long as the form says.
"""

from dataclasses import dataclass, field
from typing import Final

# Words that stand nowhere else: wherever they turn up afterwards, it is from here.
STREET: Final = "Quastelgasse 17"
PLACE: Final = {"breite": "51.197347", "laenge": "6.432189"}
LIST: Final = "quastelliste~deadbeef"
MARKS: Final = ("quastel", "deadbeef", "51.197347", "6.432189")
SEARCH: Final = {"q": STREET, "stadtteil": "eicken", "monate": "173", "thema": "gibt-es-nicht"}
VISIT: Final = {"wish": "visit", "name": "Quastel", "address": STREET, "email": "quastel@example.org"}
HEARD: Final = {"message": f"Ich wohne in der {STREET}.", "email": "quastel@example.org"}


@dataclass(frozen=True)
class Way:
    """A public address (as in the site map) and what is sent to it; `path` where the address holds a name."""

    route: str
    data: dict[str, str]
    method: str = "GET"
    path: str = field(default="")

    @property
    def address(self) -> str:
        return self.path or self.route

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


ASKED: Final = (
    Way("/angebote/", SEARCH),
    Way("/angebote/karte/", SEARCH),
    Way("/angebote/karte/orte.json", SEARCH),
    Way("/angebote/karte/gebiete.json", SEARCH),
    Way("/angebote/kalender.ics", SEARCH),
    Way("/angebote/neu.atom", SEARCH),
    Way("/woche/", SEARCH),
    Way("/wegweiser/", SEARCH | {"schritt": "3"}),
    Way("/lebenslagen/<slug:code>/", SEARCH, path="/lebenslagen/{guide}/"),
    Way("/partner/", {"q": STREET}),
    Way("/netzwerk/dokumente/", {"q": STREET}),
    Way("/netzwerk/beschluesse/", {"q": STREET}),
    Way("/netzwerk/zusammenarbeit/", {"q": STREET}),
    Way("/netzwerk/sozialraeume/", {"q": STREET}),
    Way("/suche/vorschlaege/", {"q": STREET}, "POST"),
    Way("/zustaendig/", {"adresse": STREET}, "POST"),
    Way("/in-der-naehe/", {"adresse": STREET, "alter": "1-jahr", "umkreis": "3"}, "POST"),
    Way("/in-der-naehe/", PLACE, "POST"),
    Way("/merkliste/", {"liste": LIST, "q": STREET}),
    Way("/merkliste/", {"liste": LIST}, "POST"),
    Way("/merkliste/liste.pdf", {"liste": LIST, "form": "blatt"}, "POST"),
)
SENT: Final = (
    Way("/kontakt/", HEARD, "POST"),
    Way("/barrierefreiheit/", HEARD, "POST"),
    Way("/willkommensbesuch/", VISIT, "POST"),
    Way("/angebote/<slug:slug>/veraltet/", HEARD, "POST", "/angebote/{offer}/veraltet/"),
    Way("/partner/<slug:slug>/veraltet/", HEARD, "POST", "/partner/{partner}/veraltet/"),
    Way("/einrichtungen/<slug:slug>/veraltet/", HEARD, "POST", "/einrichtungen/{facility}/veraltet/"),
    Way("/partner/<slug:slug>/mitmachen/", HEARD, "POST", "/partner/{partner}/mitmachen/"),
)
# What the script of the map fetches with the search of its page: no form and no link leads there.
BY_SCRIPT: Final = {("GET", "/angebote/karte/orte.json"), ("GET", "/angebote/karte/gebiete.json")}
# Links of mails to professionals, each signed for one record: families have none.
SIGNED: Final = {"/pruefung/<str:text>/", "/konferenz/<str:text>/"}
