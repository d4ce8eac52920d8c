"""What became of outcomes, metrics and the texts of a year's report: told to those who may see what stands there."""

import pytest
from django.utils import timezone

from kit.history import through
from monitoring.actions.outcomes import write_outcome
from monitoring.actions.success import write_report
from monitoring.models import OutcomeRecord
from tests.monitoring.factories import (
    FunnelFactory,
    OutcomeMetricFactory,
    OutcomeRecordFactory,
    OutcomeTargetFactory,
)
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.offers.factories import OfferFactory
from tests.offers.history import edit, versions
from tests.sozialraum.factories import DistrictFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
YEAR = timezone.localdate().year - 1


def told(client, kind: str, record) -> list[dict[str, str]]:
    """Return of each version on the page of a record's history, the newest first, what changed."""
    items = parsed(client.get(f"/verwaltung/verlauf/{kind}/{record.pk}/")).findall(".//ol[@data-versions]/li")
    pairs = [zip(item.findall(".//dt"), item.findall(".//dd"), strict=True) for item in items]
    return [{text_of(label): text_of(words) for label, words in found} for found in pairs]


def links(response) -> list[str]:
    return [link.get("href") for link in parsed(response).findall(".//main//a")]


def test_a_corrected_number_shows_what_stood_there_before(client):
    record = OutcomeRecordFactory(metric=FunnelFactory(), first=300, second=100, third=80)
    again = OutcomeRecord.objects.get(pk=record.pk)
    again.first, again.note = 290, "zehn doppelt gezählt"
    with through("import"):
        write_outcome(record=again, version=1, by=person("steering"))
    client.force_login(person("steering"))
    newest = told(client, "ergebnisse", record)[0]
    assert {label: words for label, words in newest.items() if label in ("gezählt", "Anmerkung")} == {
        "gezählt": "„300“ → „290“",
        "Anmerkung": "„nichts“ → „zehn doppelt gezählt“",
    }


def test_only_who_sees_an_outcome_as_it_is_reads_its_history(client):
    ours = PartnerFactory()
    record = OutcomeRecordFactory(offer=OfferFactory(provider=ours))
    edit(record, note="zweite Fassung")
    readers = {
        "colleague": person("partner_editor", partner=ours),
        "steering": person("steering"),
        "stranger": person("partner_editor", partner=PartnerFactory()),
        "planner": person("planner"),
        "other network": person("coordinator", network=NetworkFactory()),
        "nobody": person(""),
    }
    newest = versions(record)[0].key
    pages = [f"/verwaltung/verlauf/ergebnisse/{record.pk}/{end}" for end in ("", f"{newest}/")]
    found = {}
    for name, user in readers.items():
        client.force_login(user)
        found[name] = [client.get(page).status_code for page in pages]
    assert found == {
        "colleague": [200, 200],
        "steering": [200, 200],
        "stranger": [404, 404],
        "planner": [404, 404],
        "other network": [404, 404],
        "nobody": [403, 403],
    }


def test_a_metric_tells_its_targets_in_words(client, planner):
    metric = OutcomeMetricFactory(name="Besuche")
    OutcomeTargetFactory(metric=metric, year=YEAR, value=90)
    OutcomeTargetFactory(metric=metric, year=YEAR, value=75, district=DistrictFactory(name="Venn"))
    newest = versions(metric)[0].key
    page = text_of(parsed(client.get(f"/verwaltung/verlauf/messgroessen/{metric.pk}/{newest}/")).find(".//main"))
    assert [words for words in (f"{YEAR}, 90", f"{YEAR}, 75", "Venn") if words not in page] == []


def test_a_target_that_was_moved_is_a_version_of_its_metric(client, planner):
    target = OutcomeTargetFactory(year=YEAR, value=90)
    edit(target, value=80)
    assert told(client, "messgroessen", target.metric)[0] == {
        "Ziele von Messgrößen": f"„{YEAR}, 90,0“ → „{YEAR}, 80,0“"
    }


def test_the_texts_of_a_report_and_their_publication_are_kept(client, planner):
    report = write_report(year=YEAR, summary="Erst so.", version=0, by=planner)
    with through("import"):
        write_report(year=YEAR, summary="Dann so.", public_summary="Für alle.", is_public=True, version=1, by=planner)
    newest = told(client, "erfolgsnachweise", report)[0]
    assert (newest["Wie das Jahr war"], newest["öffentlich"]) == (
        "„Erst so.“ → „Dann so.“",
        "„nein“ → „ja“",
    )


@pytest.mark.parametrize("kind", ["messgroessen", "erfolgsnachweise"])
def test_whoever_keeps_no_metrics_reads_no_history_of_them(client, kind):
    metric = OutcomeMetricFactory()
    report = write_report(year=YEAR, summary="Text", version=0, by=person("planner"))
    record = metric if kind == "messgroessen" else report
    client.force_login(person("coordinator", network=NetworkFactory()))
    assert client.get(f"/verwaltung/verlauf/{kind}/{record.pk}/").status_code == 404


def test_the_pages_lead_to_the_history_and_back(client):
    record = OutcomeRecordFactory()
    report = write_report(year=YEAR, summary="Text", version=0, by=person("planner"))
    pages = {
        f"/verwaltung/ergebnisse/{record.pk}/": f"/verwaltung/verlauf/ergebnisse/{record.pk}/",
        f"/verwaltung/messgroessen/{record.metric_id}/": f"/verwaltung/verlauf/messgroessen/{record.metric_id}/",
        f"/verwaltung/erfolgsnachweis/{YEAR}/text/": f"/verwaltung/verlauf/erfolgsnachweise/{report.pk}/",
    }
    client.force_login(person("steering"))
    assert [page for page, history in pages.items() if history not in links(client.get(page))] == []
    back = [page for page, history in pages.items() if page in links(client.get(history))]
    assert back == list(pages)[:2]


def test_nobody_brings_an_old_number_back(client):
    record = OutcomeRecordFactory(first=40)
    edit(record, first=50)
    client.force_login(person("steering"))
    newest, *_, first = versions(record)
    page = f"/verwaltung/verlauf/ergebnisse/{record.pk}/{first.key}/"
    assert parsed(client.get(page)).find(".//main//form[@method='post']") is None
    assert client.post(page, {"stand": newest.key}).status_code == 404
    record.refresh_from_db()
    assert record.first == 50
