"""Who changed what when: the versions of a record, two of them side by side, one of them brought back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.urls.converters import StringConverter
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.choices import Permission
from network.permissions import requires
from offers.content.telling import Change, without_shapes
from offers.history import KINDS, Kind, Version, Words, tell_changes, tell_content, versions_of
from offers.history.deeds import TOLD, deed_of
from offers.history.restoring import (
    BrokenRuleError,
    ChangedMeanwhileError,
    Plan,
    may_restore,
    plan,
    restore,
)
from offers.history.telling import changed, part_of, tell_way

PER_PAGE = 20
LONGEST_KEY = 17  # digits of a moment in microseconds
LONGEST_NUMBER = 19  # digits of the highest number of a record


class MainKind(StringConverter):
    """The kinds of records that have lists of their own, as they stand in an address."""

    regex = "angebote|partner|einrichtungen"


class OtherKind(StringConverter):
    """All other kinds of records with a history."""

    regex = "|".join(code for code in KINDS if code not in MainKind.regex.split("|"))


@dataclass(frozen=True)
class Shown:
    """A version as a page tells it."""

    version: Version
    address: str
    deed: str
    who: str
    way: str
    changes: list[Change]

    @property
    def title(self) -> str:
        """Return when the version came about, as its name."""
        return date_format(timezone.localtime(self.version.at), "DATETIME_FORMAT") if self.version.at else self.deed


def found(request: HttpRequest, kind: str, pk: int) -> tuple[Kind, Model]:
    """Return a record that the person may see, or say that there is none."""
    shown = KINDS[kind]
    records = without_shapes(shown.model).filter(pk__in=shown.records(Permission.READ, request.user).values("pk"))
    return shown, get_object_or_404(records, pk=pk)


def frame(kind: Kind, record: Model) -> dict[str, Any]:
    """Return what all pages of a record's history show."""
    back = reverse(kind.page, args=[record.pk]) if kind.page else ""
    return {"kind": kind, "record": record, "back": back, "all_versions": address(kind, record)}


def address(kind: Kind, record: Model, key: int | None = None) -> str:
    """Return where a record's history is told, or (with a key) one of its versions."""
    if key is None:
        return reverse("record_history", args=[kind.code, record.pk])
    return reverse("record_version", args=[kind.code, record.pk, key])


@require_safe
@requires(Permission.READ)
def of_model(request: HttpRequest, label: str, pk: str) -> HttpResponseRedirect:
    """Lead to the history of a record that somebody knows by its model, as the administration does."""
    kind = next((one for one in KINDS.values() if one.model._meta.label_lower == label), None)
    if kind is None or not pk.isdecimal() or len(pk) > LONGEST_NUMBER:
        raise Http404
    return redirect("record_history", kind.code, int(pk))


@require_safe
@requires(Permission.READ)
def history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """List the versions of a record, the newest first: when, who, by which way, and what changed."""
    shown, record = found(request, kind, pk)
    page = Paginator(versions_of(shown, record), PER_PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "versions": told(shown, record, list(page)), "total": page.paginator.count}
    return render(request, "offers/workspace/history.html", frame(shown, record) | context)


def told(kind: Kind, record: Model, versions: list[Version]) -> list[Shown]:
    """Return versions in words; names are read once for all of them, and only those that the changes need."""
    differing = {
        version.key: set(changed(version.before, version.content)) - TOLD for version in versions if version.before
    }
    pieces = [
        part_of(content, differing.get(version.key, ()))
        for version in versions
        for content in (version.before, version.content)
    ]
    words = Words(kind, pieces, users_of(versions))
    return [
        Shown(
            version,
            address(kind, record, version.key),
            deed_of(version),
            words.who(version.origin),
            tell_way(version.origin) if version.key else "",
            tell_changes(
                words, *(part_of(one, differing.get(version.key, ())) for one in (version.before, version.content))
            ),
        )
        for version in versions
    ]


def users_of(versions: list[Version]) -> set[int]:
    return {version.origin["user"] for version in versions if version.origin and version.origin.get("user")}


@require_safe
@requires(Permission.READ)
def comparison(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show what two versions say differently, the older one first."""
    shown, record = found(request, kind, pk)
    by_key = {version.key: version for version in versions_of(shown, record)}
    asked = [request.GET.get(name, "") for name in ("von", "bis")]
    keys = [int(text) for text in asked if text.isascii() and text.isdigit() and len(text) < LONGEST_KEY]
    chosen = [by_key[key] for key in sorted(keys) if key in by_key]
    if len(chosen) != len(asked):
        messages.warning(request, _("Bitte wählen Sie zwei Fassungen aus, die verglichen werden sollen."))
        return redirect(address(shown, record))
    old, new = chosen
    words = Words(shown, [old.content, new.content], users_of(chosen))
    context = {
        "both": [told_one(shown, record, one, words) for one in chosen],
        "changes": tell_changes(words, old.content, new.content),
    }
    return render(request, "offers/workspace/history_comparison.html", frame(shown, record) | context)


def told_one(kind: Kind, record: Model, version: Version, words: Words) -> Shown:
    """Return one version in words, without its changes."""
    way = tell_way(version.origin) if version.key else ""
    return Shown(version, address(kind, record, version.key), deed_of(version), words.who(version.origin), way, [])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ)
def one_version(request: HttpRequest, kind: str, pk: int, version: int) -> HttpResponse:
    """Show all that a version said and what bringing it back would change; bring it back."""
    shown, record = found(request, kind, pk)
    if request.method == "POST":
        return restored(request, shown, record, version)
    versions = versions_of(shown, record)
    wanted = next((one for one in versions if one.key == version), None)
    if wanted is None:
        raise Http404
    newest = versions[0]
    words = Words(shown, [newest.content, wanted.content], users_of([wanted]))
    context = {
        "shown": told_one(shown, record, wanted, words),
        "all": tell_content(words, wanted.content),
        "is_newest": wanted is newest,
        "seen": newest.key,
    }
    if wanted is not newest and may_restore(shown, record, request.user):
        coming: Plan = plan(shown, newest.content, wanted, words, request.user)
        context |= {"plan": coming, "changes": tell_changes(words, newest.content, newest.content | coming.content)}
    return render(request, "offers/workspace/history_version.html", frame(shown, record) | context)


def restored(request: HttpRequest, kind: Kind, record: Model, key: int) -> HttpResponseRedirect:
    """Bring a version back and say so, or say why not."""
    seen = request.POST.get("stand", "")
    if not (seen.isascii() and seen.isdigit()):
        raise Http404
    try:
        restore(kind, record.pk, key, seen=int(seen), by=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    except ChangedMeanwhileError:
        told = _(
            "Jemand hat gerade etwas geändert. Bitte sehen Sie die neueste Fassung an, bevor Sie wiederherstellen."
        )
        messages.warning(request, told)
    except BrokenRuleError:
        told = _(
            "Diese Fassung lässt sich nicht wiederherstellen: Sie verstößt gegen eine Regel, die es inzwischen gibt."
        )
        messages.error(request, told)
    else:
        messages.success(request, _("Die frühere Fassung ist wiederhergestellt."))
    return redirect(address(kind, record))
