"""Rows and files of imports go after 90 days, and with them the way back; the pages say until when there is one."""

import datetime

import pytest
from django.utils import timezone

from offers.imports import steps
from offers.imports.pruning import prune_imports
from offers.models import Import, ImportFile, ImportRow, Offer
from tests.network.factories import person
from tests.offers.imports import applied, checked, undone, uploaded, worked
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
ROW = {"id": "k-1", "title": "Krabbelgruppe", "phone": "0211 1"}
STAMPS = ("made_at", "asked_at", "applied_at", "undone_at")


def aged(owner: Import, days: int) -> Import:
    """Return an import as if all of it had happened some days earlier."""
    earlier = datetime.timedelta(days=days)
    moved = {name: getattr(owner, name) - earlier for name in STAMPS if getattr(owner, name)}
    Import.objects.filter(pk=owner.pk).update(**moved)
    return Import.objects.get(pk=owner.pk)


def left() -> tuple[int, int, int]:
    return Import.objects.count(), ImportRow.objects.count(), ImportFile.objects.count()


def test_after_90_days_rows_and_file_are_deleted_and_the_numbers_stay():
    owner = aged(applied(ROW), 91)
    assert (prune_imports(), left()) == (1, (1, 0, 0))
    owner.refresh_from_db()
    assert (owner.created, owner.is_closed, owner.pruned_at is not None) == (1, True, True)
    assert prune_imports() == 0


def test_before_that_nothing_is_deleted():
    aged(applied(ROW), 89)
    assert (prune_imports(), left()) == (0, (1, 2, 1))


def test_what_was_never_applied_or_was_taken_back_goes_too():
    aged(checked(uploaded(ROW)), 91)
    aged(uploaded(ROW), 91)
    aged(undone(applied(ROW | {"id": "k-2"})), 91)
    assert (prune_imports(), left()) == (3, (3, 0, 0))


def test_what_the_portal_is_at_work_on_stays():
    owner = aged(applied(ROW), 91)
    Import.objects.update(state="undoing")
    assert (prune_imports(), owner.rows.count()) == (0, 2)


def test_later_files_still_learn_their_columns_from_it():
    by = person("steering")
    owner = uploaded(ROW, by=by)
    columns = ["" if name == "phone" else name for name in owner.columns]
    steps.choose(owner, columns=columns, constants={})
    aged(worked(owner), 91)
    prune_imports()
    assert uploaded(ROW, by=by).columns == columns


def test_corrections_are_kept_without_the_rows():
    aged(applied(ROW), 91)
    prune_imports()
    Offer.objects.update(phone="02151 99")
    assert (applied(ROW | {"phone": "0211 2"}).kept, Offer.objects.get().phone) == (1, "02151 99")


def test_the_way_back_ends_with_the_day_even_before_the_rows_go():
    owner = aged(applied(ROW), 90)
    assert (owner.may_be_undone(), steps.undo(owner, by=owner.made_by), steps.weigh(owner, by=owner.made_by)) == (
        False,
        False,
        False,
    )


def test_the_page_says_until_when_there_is_a_way_back(client):
    by = person("steering")
    client.force_login(by)
    owner = applied(ROW, by=by)
    address = f"/verwaltung/importe/{owner.pk}/"

    def main() -> str:
        return text_of(parsed(client.get(address)).find(".//main"))

    until = timezone.localdate(owner.applied_at + datetime.timedelta(days=90))
    assert f"Zurücknehmen geht bis zum {until:%d.%m.%Y}." in main()
    owner = aged(owner, 90)
    until = timezone.localdate(owner.applied_at + datetime.timedelta(days=90))
    assert f"Zurücknehmen ging bis zum {until:%d.%m.%Y}." in main()
    assert (client.get(f"{address}zuruecknehmen/").url, "Import zurücknehmen" in main()) == (address, False)
    aged(owner, 1)
    prune_imports()
    page = parsed(client.get(address))
    assert "wurden am" in text_of(page.find(".//main"))
    assert page.findall(".//main//table") == []
