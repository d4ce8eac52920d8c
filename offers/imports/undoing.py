"""An import taken back: what it changed becomes what it was, what it made goes out of sight; later work of people stays."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import ForeignKey, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Facility, Partner, User
from offers.imports.imprints import MODELS, imprints_of
from offers.imports.merging import together
from offers.imports.speaking import Speaker
from offers.imports.terms import Bounds
from offers.imports.times import TIMES
from offers.imports.values import Values, current, is_link
from offers.imports.writing import write
from offers.models import Import, ImportRow, Imprint, Offer, Sort

CHUNK = 500
# Rows that have something to take back.
CHANGING = (ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED)
# Offers first: whether anybody needs a partner is known when its offers are gone.
ORDER = (Sort.OFFER, Sort.FACILITY, Sort.PARTNER)
# What keeps a partner or facility that an import made: relation, and whether offers that go with it are left out.
USES = {
    Partner: (
        *("offers", "facilities", "memberships", "role_assignments", "contact_points", "units", "cooperations"),
        *("leads", "programme_stages"),
    ),
    Facility: ("offers", "contact_points"),
}


@dataclass
class Step:
    """What undoing does with the record of one row, and why something stays as it is."""

    row: ImportRow
    record: Model | None
    back: Values = field(default_factory=dict)
    why: list[str] = field(default_factory=list)

    @property
    def withdraws(self) -> bool:
        """Return whether the record, made by the import, goes out of sight."""
        return self.row.outcome == ImportRow.Outcome.NEW and bool(self.back)

    @property
    def hides(self) -> bool:
        """Return whether the record is out of sight afterwards, where it was before the import or for the first time."""
        return self.back.get("status") == Offer.Status.ARCHIVED or self.back.get("is_public") is False


def reason_of(owner: Import) -> str:
    """Return what stands as the reason at offers that go back into the archive."""
    return _("Import vom %(day)s zurückgenommen") % {"day": f"{timezone.localdate(owner.applied_at):%d.%m.%Y}"}


def steps(owner: Import, *, by: User, lock: bool = False) -> Iterator[list[Step]]:
    """Yield what undoing an import comes to, many rows at a time; with `lock`, whoever edits one of them is waited for."""
    bounds = Bounds(by)
    gone: dict[type[Model], set[int]] = {model: set() for model in MODELS.values()}
    for sort in ORDER:
        plan = _Plan(owner, MODELS[sort], gone, bounds)
        rows = owner.rows.filter(sort=sort, outcome__in=CHANGING)
        source = rows.order_by(f"{sort.value}_id", "pk").iterator(chunk_size=CHUNK)
        while chunk := list(islice(source, CHUNK)):
            found = plan.steps(chunk, lock=lock)
            gone[plan.model] |= {step.record.pk for step in found if step.hides}
            yield found


def undo(owner: Import, progress: Callable[[int], None], *, by: User) -> int:
    """Do the steps and return how many rows were left alone in part or whole; in a transaction of the caller."""
    done = left = 0
    for some in list(steps(owner, by=by, lock=True)):
        for model in MODELS.values():
            _take_back(model, [step for step in some if step.record and MODELS[step.row.sort] is model])
        for step in some:
            step.row.stays = " ".join(step.why)
        stays = [step.row for step in some if step.why]
        ImportRow.objects.bulk_update(stays, ["stays"], batch_size=CHUNK)
        done, left = done + len(some), left + len(stays)
        progress(done)
    return left


def _take_back(model: type[Model], some: list[Step]) -> None:
    if not some:
        return
    write(model, {step.record.pk: step.record for step in some}, {step.record.pk: step.back for step in some})
    imprints = imprints_of(model, [step.record.pk for step in some])
    changed = []
    for step in some:
        imprint = imprints.get(step.record.pk)
        if imprint and step.back:
            # What is put back is what the source said as far as later imports know: nobody corrected it.
            imprint.wanted |= step.back
            imprint.is_withdrawn = step.withdraws
            changed.append(imprint)
    Imprint.objects.bulk_update(changed, ["wanted", "is_withdrawn"], batch_size=CHUNK)


class _Plan:
    """Steps of one sort."""

    def __init__(self, owner: Import, model: type[Model], gone: dict[type[Model], set[int]], bounds: Bounds) -> None:
        self.owner, self.model, self.gone, self.bounds = owner, model, gone, bounds
        self.speaker = Speaker()
        self._there: dict[type[Model], set[int]] = {}

    def steps(self, rows: list[ImportRow], *, lock: bool) -> list[Step]:
        pks = [row.record_id for row in rows if row.record_id]
        records: QuerySet = self.model._default_manager.filter(pk__in=pks).order_by("pk")
        found = {one.pk: one for one in (records.select_for_update(of=["self"]) if lock else records)}
        self.imprints = imprints_of(self.model, pks)
        names = {change["field"] for row in rows for change in row.changes if "field" in change}
        names |= {name for imprint in self.imprints.values() for name in imprint.wanted}
        names |= {"status", "archived_reason", "valid_from", "valid_until"} if self.model is Offer else {"is_public"}
        self.saved = current(self.model, found.values(), names)
        self.reached = self.bounds.reached(self.model, pks)
        self.used = self._used(pks) if self.model in USES else {}
        return [self._step(row, found.get(row.record_id)) for row in rows]

    def _step(self, row: ImportRow, record: Model | None) -> Step:
        step = Step(row, record)
        if record is None:
            step.why.append(_("Den Datensatz gibt es nicht mehr."))
        elif record.pk not in self.reached:
            step.why.append(_("Liegt außerhalb Ihres Bereichs."))
        elif row.outcome == ImportRow.Outcome.NEW:
            self._of_new(step, self.saved[record.pk])
        else:
            self._of_changed(step, self.saved[record.pk])
        return step

    def _of_changed(self, step: Step, saved: Values) -> None:
        changes = {change["field"]: change for change in step.row.changes}
        later = {name for name, change in changes.items() if saved[name] != change["new"]}
        lost = {name for name, change in changes.items() if not self._is_there(name, change["old"])}
        stays = together(self.model, later | lost) & changes.keys()
        step.back = {name: change["old"] for name, change in changes.items() if name not in stays}
        for name in changes:
            if name in stays:
                step.why.append(self._sentence(name, saved[name], is_lost=name in lost and name not in later))
        if self.model is Offer and not _is_in_order(saved | step.back):
            step.back = {}
            step.why.append(_("Der Zeitraum passt nicht mehr zu dem, was seither geändert wurde."))

    def _sentence(self, name: str, value: object, *, is_lost: bool) -> str:
        label = self.speaker.label(self.model, name)
        if is_lost:
            return _("%(label)s: Was vorher dort stand, gibt es nicht mehr.") % {"label": label}
        now = self.speaker.text(self.model, name, value) or _("leer")
        return _("%(label)s wurde seither geändert (jetzt: %(now)s).") % {"label": label, "now": now}

    def _of_new(self, step: Step, saved: Values) -> None:
        record = step.record
        wanted = self.imprints[record.pk].wanted if record.pk in self.imprints else {}
        edited = [name for name, value in wanted.items() if saved[name] != value]
        if self.model is Offer and saved["status"] == Offer.Status.ARCHIVED:
            return
        if edited:
            labels = ", ".join(self.speaker.label(self.model, name) for name in edited)
            step.why.append(_("Seither geändert: %s.") % labels)
        elif self.model is Offer and record.updated_at > self.owner.applied_at:
            day = f"{timezone.localtime(record.updated_at):%d.%m.%Y}"
            step.why.append(_("Seither bearbeitet, zuletzt am %s.") % day)
        elif record.pk in self.used:
            step.why.append(_("Wird inzwischen gebraucht: %s.") % ", ".join(sorted(self.used[record.pk])))
        elif self.model is Offer:
            step.back = {"status": Offer.Status.ARCHIVED.value, "archived_reason": reason_of(self.owner)}
        elif saved["is_public"]:
            step.back = {"is_public": False}

    def _used(self, pks: Iterable[int]) -> dict[int, set[str]]:
        """Return by what each partner or facility is needed that does not go with the import."""
        found: dict[int, set[str]] = {}
        for name in USES[self.model]:
            relation = next(one for one in self.model._meta.related_objects if one.get_accessor_name() == name)
            users = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": pks})
            if relation.related_model is Offer:
                users = users.exclude(status=Offer.Status.ARCHIVED)
            users = users.exclude(pk__in=self.gone.get(relation.related_model, ()))
            for pk in users.values_list(relation.field.name, flat=True).distinct():
                found.setdefault(pk, set()).add(str(relation.related_model._meta.verbose_name_plural))
        return found

    def _is_there(self, name: str, value: object) -> bool:
        """Return whether the records that a value names still exist."""
        if name in TIMES or value in (None, []):
            return True
        column = self.model._meta.get_field(name)
        if not (isinstance(column, ForeignKey) or is_link(self.model, name)):
            return True
        related = column.related_model
        if related not in self._there:
            there = related._default_manager.all()
            # What was put away since takes nothing up again.
            there = there.filter(archived_reason="") if related in {Partner, Facility} else there
            self._there[related] = set(there.values_list("pk", flat=True))
        return self._there[related].issuperset(value if isinstance(value, list) else [value])


def _is_in_order(values: Values) -> bool:
    return not (values["valid_from"] and values["valid_until"] and values["valid_until"] < values["valid_from"])
