"""Versions in words: what changed, who did it, and by which way."""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import User
from offers.content.reading import Content
from offers.content.telling import GONE, NOTHING, Change, Teller
from offers.history.kinds import Kind

GONE_ACCOUNT: Final = gettext_lazy("gelöschtes Konto")
WAYS: Final = {
    "import": gettext_lazy("Import"),
    "review_link": gettext_lazy("Prüflink aus einer E-Mail"),
    "nightly": gettext_lazy("Nachtlauf"),
    "example": gettext_lazy("Einlesen der Beispielstadt"),
    "search_words": gettext_lazy("Einlesen der mitgelieferten Suchwörter"),
}
PAGES: Final = {
    "record_version": gettext_lazy("frühere Fassung wiederhergestellt"),
    "staff_selection": gettext_lazy("Auswahl in der Verwaltung"),
    "staff_facilities_selection": gettext_lazy("Auswahl in der Verwaltung"),
    "staff_partners_selection": gettext_lazy("Auswahl in der Verwaltung"),
}


class Words(Teller):
    """Tells what fields of one kind of record say, and who made a version."""

    def __init__(self, kind: Kind, contents: Iterable[Content], users: Iterable[int] = ()) -> None:
        self.kind, self._users = kind, set(users)
        super().__init__(contents, kind.schema)

    def read_names(self, wanted: dict[type[Model], set[int]]) -> None:
        super().read_names(wanted | {User: wanted.get(User, set()) | self._users})

    def name(self, model: type[Model], pk: int) -> str:
        """Return the name of a record to which another one refers."""
        return self._names.get(model, {}).get(pk) or str(GONE_ACCOUNT if model is User else GONE)

    def who(self, origin: dict[str, Any] | None) -> str:
        """Return who made a version: a person, the portal, or somebody outside of it."""
        if origin is None:
            return _("unbekannt")
        return self.name(User, origin["user"]) if origin.get("user") else _("das Portal")


def tell_way(origin: dict[str, Any] | None) -> str:
    """Return by which way a version came about."""
    if origin is None:
        return _("außerhalb des Portals, unmittelbar in der Datenbank")
    if way := WAYS.get(origin.get("through", "")):
        return str(way)
    page = origin.get("page", "")
    if page.startswith("admin:"):
        return _("Administration")
    return str(PAGES.get(page) or _("Verwaltung"))


def changed(old: Content | None, new: Content) -> list[str]:
    """Return the fields of which `new` says something else than `old`."""
    return [name for name in new if old is None or new[name] != old.get(name)]


def part_of(content: Content | None, names: Iterable[str]) -> Content:
    return {name: content[name] for name in names if name in content} if content else {}


def tell_changes(words: Words, old: Content, new: Content) -> list[Change]:
    """Return field by field what `new` says otherwise than `old`, in the order in which people read it."""
    names = in_reading_order(words.kind, changed(old, new))
    return [
        Change(name, words.label(name), words.tell(name, old.get(name)), words.tell(name, new[name])) for name in names
    ]


def tell_content(words: Words, content: Content) -> list[Change]:
    """Return all that a version says; what is empty is left out."""
    told = [(name, words.tell(name, content[name])) for name in in_reading_order(words.kind, content)]
    return [
        Change(name, words.label(name), "", text)
        for name, text in told
        if text != NOTHING and content[name] is not False
    ]


def in_reading_order(kind: Kind, names: Iterable[str]) -> list[str]:
    """Return fields as people read them: the content first, in its order."""
    found = dict.fromkeys(names)
    return [name for name in kind.content if name in found] + [name for name in found if name not in kind.content]
