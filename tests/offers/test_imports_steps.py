"""A file on its way: checked, applied, and what keeps corrections that people made here."""

import pytest
from django.utils import timezone

from network.models import Partner
from offers.imports import jobs, steps
from offers.models import Import, ImportFile, Imprint, Offer
from tests.network.factories import NetworkFactory, PartnerFactory, person
from tests.offers.factories import LanguageFactory, OfferFactory, TopicFactory
from tests.offers.importing import import_rows, remarks
from tests.offers.imports import SOURCE, applied, checked, numbers, said, uploaded, worked

pytestmark = pytest.mark.django_db
ROW = {"id": "k-1", "title": "Krabbelgruppe", "phone": "0211 1"}


def test_a_check_tells_everything_and_changes_nothing():
    owner = checked(uploaded(ROW, {"id": "k-2", "title": "", "phone": ""}))

    assert (owner.state, numbers(owner)) == ("checked", {"created": 1, "refused": 1})
    assert (Offer.objects.count(), Partner.objects.count(), Imprint.objects.count()) == (0, 0, 0)
    assert said(owner, 3) == ["der Titel fehlt"]
    assert owner.rows.get(line=3).cells == ["", "Caritas", "0", "12", "Kurz", "city", "k-2", ""]


def test_applying_does_what_the_check_announced():
    owner = applied(ROW, {"id": "k-2", "title": ""})

    assert (owner.state, numbers(owner)) == ("applied", {"created": 1, "refused": 1})
    offer = Offer.objects.get()
    assert (offer.external_id, offer.title, offer.phone) == ("k-1", "Krabbelgruppe", "0211 1")
    assert owner.rows.get(line=2, sort="offer").offer == offer
    assert (owner.done, owner.total, owner.applied_at <= timezone.now()) == (2, 2, True)


def test_a_partner_that_a_row_brings_along_is_told_of():
    owner = applied(ROW)
    row = owner.rows.get(sort="partner")
    assert (row.line, row.outcome, row.label, row.partner) == (2, "new", "Caritas", Partner.objects.get())


def test_the_same_file_again_changes_nothing():
    applied(ROW)
    assert numbers(applied(ROW)) == {"unchanged": 1}


def test_a_changed_row_is_told_field_by_field():
    applied(ROW)
    owner = checked(uploaded(ROW | {"phone": "0211 2", "title": "Spielgruppe"}))
    changes = [(one["label"], one["was"], one["becomes"]) for one in owner.rows.get().changes]
    assert changes == [("Titel", "Krabbelgruppe", "Spielgruppe"), ("Telefon", "0211 1", "0211 2")]


def test_values_are_told_in_words():
    TopicFactory(code="spielen", name="Spielen")
    applied(
        ROW | {"topics": "", "weekly": "mo 9-10", "valid_from": "", "all_ages": "", "latitude": "", "longitude": ""}
    )
    news = {"topics": "spielen", "weekly": "di 9-10", "valid_from": "2027-01-14", "age_to_months": "24"}
    owner = checked(uploaded(ROW | news | {"latitude": "51.1", "longitude": "6.4"}))
    told = {one["label"]: (one["was"], one["becomes"]) for one in owner.rows.get().changes}
    assert told == {
        "Alter in Monaten": ("für Kinder unter 1 Jahr", "für Kinder unter 2 Jahren"),
        "Themen": ("", "Spielen"),
        "wöchentliche Termine": ("Montag 09:00–10:00", "Dienstag 09:00–10:00"),
        "gilt ab": ("", "14.01.2027"),
        "Lage": ("", "51,10000 / 6,40000"),
    }


def test_a_correction_made_here_stays_and_is_said():
    applied(ROW)
    Offer.objects.update(phone="02151 99")
    owner = applied(ROW | {"phone": "0211 2", "title": "Spielgruppe"})

    offer = Offer.objects.get()
    assert (offer.phone, offer.title, numbers(owner)) == ("02151 99", "Spielgruppe", {"changed": 1, "kept": 1})
    assert said(owner) == ["Telefon ist hier geändert und bleibt (in der Datei: 0211 2)"]


def test_a_correction_stays_import_after_import():
    applied(ROW)
    Offer.objects.update(phone="02151 99")
    for _number in range(2):
        applied(ROW | {"phone": "0211 2"})
    assert Offer.objects.get().phone == "02151 99"


def test_a_correction_that_the_source_takes_over_is_none_any_more():
    applied(ROW)
    Offer.objects.update(phone="02151 99")
    applied(ROW | {"phone": "02151 99"})
    applied(ROW | {"phone": "0211 3"})
    assert Offer.objects.get().phone == "0211 3"


def test_links_and_times_that_people_corrected_stay_too():
    TopicFactory(code="spielen")
    schlaf = TopicFactory(code="schlaf")
    row = ROW | {"topics": "spielen", "weekly": "mo 9-10"}
    applied(row)
    offer = Offer.objects.get()
    offer.topics.set([schlaf])
    offer.schedules.update(weekday=1)
    owner = applied(row | {"topics": "spielen|schlaf", "weekly": "mi 9-10"})
    assert ([topic.code for topic in offer.topics.all()], offer.schedules.get().weekday) == (["schlaf"], 1)
    assert numbers(owner) == {"unchanged": 1, "kept": 1}


def test_fields_that_belong_together_stay_together():
    row = ROW | {"valid_from": "2027-01-01", "valid_until": "2027-02-01"}
    applied(row)
    Offer.objects.update(valid_from="2026-06-01")
    applied(row | {"valid_from": "2028-01-01", "valid_until": "2028-02-01"})
    offer = Offer.objects.get()
    assert [f"{offer.valid_from}", f"{offer.valid_until}"] == ["2026-06-01", "2027-02-01"]


def test_a_person_can_let_the_file_win_in_some_fields():
    applied(ROW)
    Offer.objects.update(phone="02151 99", title="Hier anders")
    owner = checked(uploaded(ROW | {"phone": "0211 2", "title": "Dort anders"}))
    assert steps.kept_fields(owner) == [("phone", "Telefon", 1), ("title", "Titel", 1)]
    steps.check_again(owner, overruled=["phone"])
    owner = worked(owner)
    steps.apply(owner, by=owner.made_by)
    worked(owner)
    offer = Offer.objects.get()
    assert (offer.phone, offer.title) == ("0211 2", "Hier anders")


def test_an_offer_that_people_put_into_the_archive_stays_there():
    row = ROW | {"status": "published"}
    applied(row)
    Offer.objects.update(status="archived", archived_reason="Der Kurs ist zu Ende.")
    owner = applied(row | {"phone": "0211 2"})
    offer = Offer.objects.get()
    assert (offer.status, offer.phone, numbers(owner)) == ("archived", "0211 2", {"changed": 1})


def test_the_key_of_another_source_is_not_taken_over():
    applied(ROW)
    owner = checked(uploaded(ROW, source="Volkshochschule"))
    assert said(owner) == [
        "die Kennung „k-1“ gehört schon zu „Krabbelgruppe“ aus der Quelle „Stadt Krefeld, Kursliste“"
    ]


def test_a_saved_end_and_a_new_beginning_that_contradict_refuse_the_row():
    applied(ROW)
    Offer.objects.update(valid_until="2026-01-01")
    owner = checked(uploaded(ROW | {"valid_from": "2027-01-01"}))
    assert said(owner) == ["das Angebot endet, bevor es beginnt, wenn die Datei und das hier Gespeicherte gelten"]


def test_what_changed_since_the_check_is_decided_anew_and_said():
    applied(ROW)
    owner = checked(uploaded(ROW | {"phone": "0211 2"}))
    Offer.objects.update(phone="02151 99")
    steps.apply(owner, by=owner.made_by)
    owner = worked(owner)
    assert (Offer.objects.get().phone, numbers(owner)) == ("02151 99", {"unchanged": 1, "kept": 1, "differing": 1})


def test_a_step_is_done_once_however_often_it_is_asked_for():
    owner = checked(uploaded(ROW))
    assert (steps.apply(owner, by=owner.made_by), steps.apply(owner, by=owner.made_by)) == (True, False)
    assert (jobs.work_off(), Offer.objects.count()) == (1, 1)


def test_a_failure_leaves_the_import_as_it_was_with_a_reason():
    owner = uploaded(ROW)
    ImportFile.objects.filter(owner=owner).update(content=b"PK\x03\x04 broken")
    owner = checked(owner)
    assert (owner.state, owner.problem.startswith("Die Datei ist keine lesbare Excel-Tabelle")) == ("uploaded", True)


def test_work_that_was_interrupted_is_done_again_but_not_for_ever():
    owner = uploaded(ROW)
    steps.choose(owner, columns=owner.columns, constants={})
    Import.objects.update(attempts=2)
    assert worked(owner).state == "checked"
    steps.apply(owner, by=owner.made_by)
    Import.objects.update(attempts=3)
    owner = worked(owner)
    assert (owner.state, owner.problem) == (
        "checked",
        "Das wurde dreimal von außen unterbrochen. Vielleicht ist die Datei zu groß.",
    )


def test_a_file_without_rows_or_with_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(jobs, "MOST_ROWS", 1)
    owner = checked(uploaded(ROW, ROW | {"id": "k-2"}))
    assert owner.problem == "Die Datei hat 2 Zeilen, höchstens 1 gehen auf einmal. Bitte teilen Sie sie."


def test_columns_are_remembered_by_source_and_by_headings():
    by = person("steering")
    owner = uploaded(ROW, by=by)
    columns = ["" if name == "phone" else name for name in owner.columns]
    steps.choose(owner, columns=columns, constants={"type": ""})
    worked(owner)
    again = uploaded(ROW | {"neu": "1"}, by=by)
    assert again.columns == [*columns, ""]
    assert uploaded(ROW, by=by, source="Andere").columns == columns
    assert uploaded(ROW, source="Andere").columns == columns


def test_nobody_learns_columns_from_an_import_that_is_not_theirs():
    owner = uploaded(ROW)
    steps.choose(owner, columns=["" for _heading in owner.header], constants={"provider": "X", "title": "X"})
    worked(owner)
    stranger = person("coordinator", network=NetworkFactory())
    found = uploaded(ROW, by=stranger)
    assert (found.columns, found.constants) == (list(found.header), {})


def test_what_holds_for_all_rows_stands_where_a_cell_is_empty():
    PartnerFactory(name="Stadt")
    owner = uploaded(ROW | {"provider": ""}, ROW | {"id": "k-2", "provider": "Caritas"})
    steps.choose(owner, columns=owner.columns, constants={"provider": "Stadt", "type": ""})
    steps.apply(worked(owner), by=owner.made_by)
    worked(owner)
    providers = Offer.objects.order_by("external_id").values_list("provider__name", flat=True)
    assert list(providers) == ["Stadt", "Caritas"]


def test_an_import_that_is_put_away_keeps_no_file_and_goes_no_further():
    owner = checked(uploaded(ROW))
    assert (steps.close(owner), steps.close(owner), ImportFile.objects.count()) == (True, False, 0)
    assert steps.apply(owner, by=owner.made_by) is False


def test_offers_made_by_hand_are_no_imprint_of_anybody():
    offer = OfferFactory(external_id="k-1", phone="alt", title="Alt")
    LanguageFactory()
    owner = applied(ROW | {"summary": "Kurz"})
    offer.refresh_from_db()
    assert (offer.phone, numbers(owner)) == ("0211 1", {"changed": 1})


def test_the_command_keeps_corrections_too_and_says_so(tmp_path):
    applied(ROW)
    Offer.objects.update(phone="02151 99")
    output = import_rows(tmp_path, ROW | {"phone": "0211 2", "summary": "Kurz", "catchment": "city"})[1]
    assert remarks(output) == ["Hinweis: Telefon ist hier geändert und bleibt (in der Datei: 0211 2)"]
    assert (Offer.objects.get().phone, Imprint.objects.get(offer__isnull=False).source) == ("02151 99", SOURCE)
