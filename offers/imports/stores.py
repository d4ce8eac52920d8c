"""How records of one sort are found by a row, made and kept right; what is peculiar to each sort."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Func, Model, Q, QuerySet, Value
from django.utils.translation import gettext as _

from kit.german import fold, free_slug, slug
from kit.importing import RefusedError
from network.models import Facility, Partner
from offers.imports.drafts import Draft
from offers.imports.hosts import same_street_and_number
from offers.imports.values import Values
from offers.models import Imprint, Offer

BATCH = 500


class Store:
    """What all sorts share."""

    model: type[Model]
    title = "name"
    noun = ""  # stands in an address where a title has no letter for it
    longest_slug = 200
    reserved: frozenset[str] = frozenset()
    # Rows of partners may name each other, so a trial makes them too; its caller takes them back.
    is_made_in_trial = True
    # Columns that `check`, `adjusted` and the bounds look at, whether or not the file has a say on them.
    beside: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self._slugs = set(self.reserved)

    def saved(self, *, lock: bool) -> QuerySet:
        """Return the saved records; with `lock`, whoever changes one at the moment is waited for, in one order."""
        records = self.model._default_manager.order_by("pk")
        return records.select_for_update(of=["self"]) if lock else records

    @staticmethod
    def is_by_key(draft: Draft) -> bool:
        return bool(draft.values.get("external_id"))

    def find(self, drafts: list[Draft], *, lock: bool) -> dict[int, Model]:
        """Return the saved record of each row (by its line) that has one: by its key, else by its name."""
        by_key = {draft.values["external_id"]: draft.row.line for draft in drafts if self.is_by_key(draft)}
        found = {by_key[record.external_id]: record for record in self.saved(lock=lock).filter(external_id__in=by_key)}
        return found | self.namesakes([draft for draft in drafts if draft.row.line not in found], lock=lock)

    def namesakes(self, drafts: list[Draft], *, lock: bool) -> dict[int, Model]:
        """Return the saved record of each row that has one by its name."""
        raise NotImplementedError

    def create(self, drafts: list[Draft], *, is_trial: bool) -> list[Model]:
        """Make new records, without links and times; in a trial perhaps without saving them."""
        wanted = [slug(draft.values[self.title], self.noun, self.longest_slug) for draft in drafts]
        self._slugs |= self._slugs_like(set(wanted))
        records = [
            self.model(**draft.values, slug=free_slug(base, self._slugs, self.longest_slug))
            for draft, base in zip(drafts, wanted, strict=True)
        ]
        if is_trial and not self.is_made_in_trial:
            return records
        return self.model._default_manager.bulk_create(records, batch_size=BATCH)

    def _slugs_like(self, bases: set[str]) -> set[str]:
        """Return the slugs in use that are one of `bases`, or one with a number behind it."""
        numberless = Func(F("slug"), Value(r"-\d+$"), Value(""), function="regexp_replace")
        like = self.model._default_manager.alias(base=numberless).filter(Q(slug__in=bases) | Q(base__in=bases))
        return set(like.values_list("slug", flat=True))

    def adjusted(self, saved: Values, wanted: Values, imprint: Imprint | None) -> Values:
        """Return what a row wants of a saved record, without what it cannot want."""
        if imprint and imprint.is_withdrawn:
            # Hidden by an import that was taken back, and named again.
            return {"is_public": True} | wanted
        return wanted

    def check(self, after: Values) -> None:
        """Raise RefusedError where values of the file and saved ones would not go together."""


class OfferStore(Store):
    """Offers: without a key, the n-th row of one provider and title means the n-th offer."""

    model, title, noun, longest_slug = Offer, "title", "angebot", 180
    # What stands at this place of an address already.
    reserved = frozenset({"karte"})
    is_made_in_trial = False
    beside = frozenset(
        {"status", "archived_reason", "confirmed_at", "confirmed_by_id", "valid_from", "valid_until"}
        | {"provider_id", "district_id", "facility_id", "catchment_social_spaces"}
    )

    def __init__(self) -> None:
        super().__init__()
        self._twins: Counter[tuple[int, str]] = Counter()

    def namesakes(self, drafts: list[Draft], *, lock: bool) -> dict[int, Model]:
        nameless = [(_twin(draft.values), draft.row.line) for draft in drafts if not self.is_by_key(draft)]
        there = defaultdict(list)
        providers, titles = ({twin[part] for twin, _line in nameless} for part in (0, 1))
        alike = self.saved(lock=lock).filter(external_id=None, provider__in=providers, title__in=titles)
        for offer in alike if nameless else ():
            there[offer.provider_id, offer.title].append(offer)
        found = {}
        for twin, line in nameless:
            number = self._twins[twin]
            self._twins[twin] += 1
            if number < len(there[twin]):
                found[line] = there[twin][number]
        return found

    def adjusted(self, saved: Values, wanted: Values, imprint: Imprint | None) -> Values:
        """Leave out an older confirmation, and what would take an offer out of the archive against those who put it there."""
        wanted = dict(wanted)
        confirmed = wanted.pop("confirmed_at", None)
        if confirmed and (saved["confirmed_at"] is None or confirmed > saved["confirmed_at"]):
            wanted |= {"confirmed_at": confirmed, "confirmed_by_id": None}
        if saved["status"] != Offer.Status.ARCHIVED:
            return wanted
        if imprint and imprint.is_withdrawn:
            return {"status": Offer.Status.DRAFT.value} | wanted | {"archived_reason": ""}
        wanted.pop("status", None)
        return wanted

    def check(self, after: Values) -> None:
        if after["valid_from"] and after["valid_until"] and after["valid_until"] < after["valid_from"]:
            raise RefusedError(
                _("das Angebot endet, bevor es beginnt, wenn die Datei und das hier Gespeicherte gelten")
            )


def _twin(values: dict[str, Any]) -> tuple[int, str]:
    return values["provider_id"], values["title"]


class PartnerStore(Store):
    """Partners: without a key by their name in any spelling, of two the older one."""

    model, noun = Partner, "partner"
    beside = frozenset({"is_public", "archived_reason"})

    def namesakes(self, drafts: list[Draft], *, lock: bool) -> dict[int, Model]:
        found = alike(self.saved(lock=lock), drafts, self.model)
        return {line: records[0] for line, records in found.items() if records}

    def check(self, after: Values) -> None:
        refuse_archived(after)


class FacilityStore(Store):
    """Facilities: without a key by name and partner; with another address it is another house of the same name."""

    model, noun = Facility, "facility"
    beside = frozenset(
        {"is_public", "archived_reason", "partner_id", "district_id", "quality_seal", "seal_valid_until"}
    )

    def namesakes(self, drafts: list[Draft], *, lock: bool) -> dict[int, Model]:
        by_line = {draft.row.line: draft for draft in drafts}
        found = {}
        for line, records in alike(self.saved(lock=lock), drafts, self.model).items():
            values = by_line[line].values
            own = [record for record in records if record.partner_id == values["partner_id"]]
            there = [record for record in own if _may_be_at(record, values["street"])]
            if there:
                found[line] = there[0]
        return found

    def check(self, after: Values) -> None:
        refuse_archived(after)
        if bool(after["quality_seal"]) != bool(after["seal_valid_until"]):
            raise RefusedError(_("ein Gütesiegel braucht ein Ablaufdatum, und umgekehrt"))


def refuse_archived(after: Values) -> None:
    """Raise RefusedError for a record that somebody archived: a file does not take it up again."""
    if after.get("archived_reason"):
        raise RefusedError(_("ist archiviert; bitte in der Verwaltung wieder aufnehmen, wenn es das noch gibt"))


def _may_be_at(facility: Facility, street: str) -> bool:
    """Return whether a facility may be the one at `street`; what nobody said agrees with anything."""
    return not (street and facility.street) or same_street_and_number(facility.street, street)


def alike(records: QuerySet, drafts: Iterable[Draft], model: type[Model]) -> dict[int, list[Model]]:
    """Return the records called as each row says, in any spelling; a record with another key is another one."""
    drafts = list(drafts)
    wanted = {fold(draft.values["name"]) for draft in drafts}
    names = model._default_manager.values_list("pk", "name")
    pks = [pk for pk, name in names if fold(name) in wanted]
    by_name = defaultdict(list)
    for record in records.filter(pk__in=pks):
        by_name[fold(record.name)].append(record)
    return {
        draft.row.line: [
            record
            for record in by_name[fold(draft.values["name"])]
            if not draft.values["external_id"] or record.external_id in {None, draft.values["external_id"]}
        ]
        for draft in drafts
    }
