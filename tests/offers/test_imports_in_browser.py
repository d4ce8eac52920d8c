"""The pages of imports in a browser, in the states that the walk through the workspace does not meet."""

import pytest

from offers.imports import approving, weighing
from offers.models import Import
from sozialraum.models import Municipality
from tests.browser import WIDER, Visit
from tests.network.factories import person
from tests.offers.imports import applied, checked, uploaded

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("municipality")]
WIDTHS = pytest.mark.parametrize("width", [360, 1280])
ROW = {"title": "Donaudampfschifffahrtsgesellschaftskapitänskajütenbesichtigung", "phone": "0211 1"}


def keeps_the_rules(browser, client, path: str, width: int) -> None:
    visit = Visit(browser, client, path, viewport={"width": width, "height": 800})
    found = (visit.answers[path].status_code, visit.complaints, visit.broken_rules(), visit.page.evaluate(WIDER))
    visit.context.close()
    assert found == (200, [], [], 0)


@WIDTHS
def test_an_import_on_its_way_through_four_eyes(browser, client, width):
    Municipality.objects.update(four_eyes=True)
    first, second = person("steering"), person("steering")
    owner = checked(uploaded(ROW, by=first))
    path = f"/verwaltung/importe/{owner.pk}/"
    for prepare, user in (
        (lambda: None, first),
        (lambda: approving.propose(owner, by=first), first),
        (lambda: None, second),
        (lambda: approving.give_back(owner, objection="Die Nummer fehlt.", by=second), first),
    ):
        prepare()
        client.force_login(user)
        keeps_the_rules(browser, client, path, width)


@WIDTHS
def test_a_long_import_before_and_after_it_is_seen_through(browser, client, width, monkeypatch):
    by = person("steering")
    client.force_login(by)
    owner = applied(ROW, by=by)
    monkeypatch.setattr(weighing, "AT_ONCE", 0)
    path = f"/verwaltung/importe/{owner.pk}/zuruecknehmen/"
    keeps_the_rules(browser, client, path, width)
    preview = weighing.weigh(owner, by=by) | {"found_at": owner.applied_at.isoformat()}
    Import.objects.update(undone_by=by, preview=preview)
    keeps_the_rules(browser, client, path, width)


@WIDTHS
def test_an_import_whose_rows_are_gone(browser, client, width):
    by = person("steering")
    client.force_login(by)
    owner = applied(ROW, by=by)
    owner.rows.all().delete()
    Import.objects.update(pruned_at=owner.applied_at, is_closed=True)
    keeps_the_rules(browser, client, f"/verwaltung/importe/{owner.pk}/", width)
