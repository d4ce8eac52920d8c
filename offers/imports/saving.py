"""Drafts brought together with what is saved: created, changed, or found unchanged; many at a time."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from kit.importing import RefusedError, Report, Result
from offers.imports.drafts import Draft
from offers.imports.imprints import imprints_of, press
from offers.imports.merging import Merge, merge
from offers.imports.speaking import Speaker
from offers.imports.stores import Store
from offers.imports.terms import Terms
from offers.imports.times import TIMES, written
from offers.imports.values import Plain, Values, current, plain
from offers.imports.writing import write
from offers.models import Imprint


@dataclass(frozen=True)
class Outcome:
    """What became of one row, for those who want to see more than numbers."""

    model: type[Model]
    label: str
    pk: int | None
    changes: list[dict[str, Plain]] = field(default_factory=list)
    kept: list[dict[str, Plain]] = field(default_factory=list)


@dataclass
class Known:
    """A row and the record that it is about."""

    record: Model
    draft: Draft
    saved: Values
    imprint: Imprint | None
    wanted: Values


class Saver:
    """Saves drafts of one sort, chunk after chunk of one file."""

    def __init__(self, store: Store, report: Report, terms: Terms) -> None:
        self.store, self.report, self.terms = store, report, terms
        self.speaker = Speaker()

    def save(self, drafts: list[Draft]) -> None:
        """Save a chunk and report what became of each row."""
        found = self.store.find(drafts, lock=not self.terms.is_trial)
        known = [(found[draft.row.line], draft) for draft in drafts if draft.row.line in found]
        # What somebody has merged with another offer stays as it was: its source does not know better.
        merged = [draft.row.line for record, draft in known if getattr(record, "merged_into_id", None)]
        for line in merged:
            self.report.take(line, Result.UNCHANGED)
        self._update([(record, draft) for record, draft in known if draft.row.line not in merged])
        self._create([draft for draft in drafts if draft.row.line not in found])

    # What is there already

    def _update(self, pairs: list[tuple[Model, Draft]]) -> None:
        model = self.store.model
        pks = {record.pk for record, _draft in pairs}
        names = {name for _record, draft in pairs for name in wanted_by(draft)} | self.store.beside | {"external_id"}
        saved = current(model, [record for record, _draft in pairs], names)
        imprints = imprints_of(model, pks)
        reached = self.terms.bounds.reached(model, pks)
        news, wanted = {}, {}
        for record, draft in pairs:
            one = Known(record, draft, saved[record.pk], imprints.get(record.pk), wanted_by(draft))
            try:
                merged = self._merged(one, is_reached=record.pk in reached)
            except RefusedError as refusal:
                self.report.refuse(draft.row.line, str(refusal))
                continue
            self._tell(one, merged)
            news[record.pk] = merged.news
            wanted[record.pk] = one.wanted
        if not self.terms.is_trial:
            write(model, {record.pk: record for record, _draft in pairs}, news)
            press(model, wanted, imprints, self.terms.source)

    def _merged(self, one: Known, *, is_reached: bool) -> Merge:
        """Return what comes of a row; raises RefusedError where this may not be."""
        if not is_reached:
            raise RefusedError(_("„%s“ liegt außerhalb Ihres Bereichs") % one.record)
        before = one.imprint
        ours, theirs = self.terms.source, before.source if before else ""
        if ours and theirs and ours != theirs and self.store.is_by_key(one.draft):
            message = _("die Kennung „%(key)s“ gehört schon zu „%(record)s“ aus der Quelle „%(source)s“")
            key = one.draft.values["external_id"]
            raise RefusedError(message % {"key": key, "record": one.record, "source": theirs})
        wanted = self.store.adjusted(one.saved, one.wanted, before)
        memory = before.wanted if before and not before.is_withdrawn else {}
        if self.store.is_by_key(one.draft):
            # A record found by its name alone gets the key, so that it is found by that next time.
            wanted |= {"external_id": one.draft.values["external_id"]}
        merged = merge(self.store.model, one.saved, wanted, memory, self.terms.overruled)
        after = one.saved | merged.news
        self.store.check(after)
        if not self.terms.bounds.admit(self.store.model, after | {"pk": one.record.pk}):
            raise RefusedError(_("läge danach außerhalb Ihres Bereichs"))
        return merged

    def _tell(self, one: Known, merged: Merge) -> None:
        model, line = self.store.model, one.draft.row.line
        changes = self.speaker.changes(model, one.saved, merged.news)
        kept = self.speaker.changes(model, one.saved, merged.kept)
        for stays in kept:
            sentence = _("%(label)s ist hier geändert und bleibt (in der Datei: %(theirs)s)")
            self.report.note(line, sentence % {"label": stays["label"], "theirs": stays["becomes"] or _("leer")})
        result = Result.CHANGED if merged.news else Result.UNCHANGED
        self.report.take(line, result, Outcome(model, str(one.record), one.record.pk, changes, kept))

    # What is new

    def _create(self, drafts: list[Draft]) -> None:
        admitted = [draft for draft in drafts if self._is_admitted(draft)]
        records = self.store.create(admitted, is_trial=self.terms.is_trial)
        wanted = list(map(wanted_by, admitted))
        if not self.terms.is_trial:
            pks = [record.pk for record in records]
            write(
                self.store.model,
                dict(zip(pks, records, strict=True)),
                dict(zip(pks, map(linked, admitted), strict=True)),
            )
            press(self.store.model, dict(zip(pks, wanted, strict=True)), {}, self.terms.source)
        for record, draft, values in zip(records, admitted, wanted, strict=True):
            facts = self.speaker.facts(self.store.model, filled(values))
            self.report.take(draft.row.line, Result.NEW, Outcome(self.store.model, str(record), record.pk, facts))

    def _is_admitted(self, draft: Draft) -> bool:
        values = {name: plain(value) for name, value in {**draft.values, **draft.links}.items()}
        if self.terms.bounds.admit(self.store.model, values):
            return True
        self.report.refuse(draft.row.line, _("liegt außerhalb Ihres Bereichs"))
        return False

    def bring(self, line: int, record: Model, wanted: dict[str, Any]) -> None:
        """Note a record that a row brought along, such as a provider that the register did not have."""
        values = {name: plain(value) for name, value in wanted.items()}
        if not self.terms.is_trial:
            known = imprints_of(type(record), [record.pk])
            press(type(record), {record.pk: values}, known, self.terms.source)
        facts = self.speaker.facts(type(record), filled(values))
        self.report.bring(line, Outcome(type(record), str(record), record.pk, facts))


def wanted_by(draft: Draft) -> Values:
    """Return the values that a row has a say on."""
    values: dict[str, Any] = {**draft.ruled_values, **draft.ruled_links}
    values.pop("external_id", None)
    return {name: plain(value) for name, value in values.items()} | times_of(draft, only_ruled=True)


def linked(draft: Draft) -> Values:
    """Return the links and times that a new record gets, whether or not the file has columns for them."""
    return {name: plain(ids) for name, ids in draft.links.items()} | times_of(draft, only_ruled=False)


def times_of(draft: Draft, *, only_ruled: bool) -> Values:
    names = [name for name in TIMES if name in draft.row or (not only_ruled and draft.slots)]
    return {name: sorted({written(slot) for slot in draft.slots if slot.column == name}) for name in names}


def filled(values: Values) -> Values:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}
