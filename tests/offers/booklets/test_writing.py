"""Where a coordination writes the booklet of its social space."""

import threading
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from pypdf import PdfReader

from kit.history import through
from offers.actions.booklets import NEW, BookletConflictError, write_booklet
from offers.booklets.chapters import Kind, Wish, standard_wishes, wishes_of
from offers.models import BookletChapter, BookletEdition, ParentGuide
from tests.network.factories import UserFactory, person
from tests.network.spaces import BASE, complaints
from tests.offers.booklets.district import PAGE
from tests.pdfs import words_of
from tests.sozialraum.factories import SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.django_db
LIST = f"{BASE}elternbegleitbuecher/"


@pytest.fixture
def keeper(client, town):
    user = town.ground.keeper_of_space()
    client.force_login(user)
    return user


def form_of(space) -> str:
    return f"{LIST}{space.pk}/"


def sent(wishes=None, *, version=NEW, step="speichern", **changed) -> dict[str, str]:
    """Return what the form sends: the chapters as they are, but for what is `changed`."""
    data = {"version": str(version), "schritt": step}
    for place, wish in enumerate(wishes or standard_wishes(), 1):
        name = wish.kind.value
        data |= {f"stelle_{name}": str(place), f"text_{name}": wish.text}
        if wish.is_shown and wish.kind != Kind.EMERGENCY:
            data[f"zeigen_{name}"] = "on"
    return {name: value for name, value in (data | changed).items() if value is not None}


def order_of(space) -> list[str]:
    return list(BookletChapter.objects.filter(booklet__social_space=space).values_list("kind", flat=True))


def test_texts_and_order_are_kept_and_families_see_them_at_once(client, town, keeper):
    data = sent(text_welcome="Hallo in {sozialraum}!", stelle_emergency="1", zeigen_offices=None)
    answer = client.post(form_of(town.space), data, follow=True)
    assert (answer.redirect_chain[-1][0], "Gespeichert." in text_of(parsed(answer))) == (LIST, True)
    booklet = ParentGuide.objects.get()
    assert (booklet.social_space, booklet.language, booklet.version, booklet.written_by) == (
        town.space,
        "de",
        1,
        keeper,
    )
    standard = [wish.kind.value for wish in standard_wishes()]
    assert order_of(town.space) == ["emergency", *standard[:-1]]
    page = client.get(PAGE).content.decode()
    assert ("Hallo in Rheydt Ost!" in page, "kapitel-offices" in page) == (True, False)


@pytest.mark.parametrize(
    ("moved", "place", "order"),
    [("chain", "2", ["welcome", "chain", "map"]), ("welcome", "3", ["map", "team", "welcome"])],
)
def test_a_chapter_with_a_new_number_moves_there_and_the_others_move_on(client, town, keeper, moved, place, order):
    client.post(form_of(town.space), sent(**{f"stelle_{moved}": place}))
    assert order_of(town.space)[:3] == order


def test_the_form_shows_what_was_written_and_the_standard_text(client, town, keeper):
    client.post(form_of(town.space), sent(text_team="Rufen Sie uns an."))
    page = parsed(client.get(form_of(town.space)))
    assert page.find(".//textarea[@name='text_team']").text.strip() == "Rufen Sie uns an."
    assert "Keine Frage ist zu klein." in text_of(page)


def test_the_preview_shows_the_page_without_saving_and_leads_back_with_everything(client, town, keeper):
    data = sent(step="vorschau", text_own="Neu bei uns", stelle_own="1")
    answer = client.post(form_of(town.space), data)
    page = parsed(answer)
    chapters = [one.get("id") for one in page.iter("h2") if one.get("id", "").startswith("kapitel-")]
    kept = {one.get("name"): one.get("value") for one in page.findall(".//form//input[@type='hidden']")}
    assert (chapters[0], "Neu bei uns" in text_of(page), ParentGuide.objects.count()) == ("kapitel-own", True, 0)
    assert {name: kept[name] for name in ("text_own", "stelle_own", "zeigen_map", "version")} == {
        "text_own": "Neu bei uns",
        "stelle_own": "1",
        "zeigen_map": "on",
        "version": "0",
    }
    back = parsed(client.post(form_of(town.space), data | {"schritt": "weiter"}))
    assert back.find(".//textarea[@name='text_own']").text.strip() == "Neu bei uns"
    assert "Neu bei uns" not in client.get(PAGE).content.decode()


def test_the_preview_of_the_booklet_is_a_file_that_nobody_keeps(client, town, keeper):
    answer = client.post(form_of(town.space), sent(step="pdf", text_welcome="Probe aufs Exempel"))
    told = words_of(PdfReader(BytesIO(answer.content)))
    assert (answer.headers["Content-Type"], "Probe aufs Exempel" in told) == ("application/pdf", True)
    assert (ParentGuide.objects.count(), BookletEdition.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"stelle_map": "0"}, "Bitte eine Zahl von 1 bis 12."),
        ({"stelle_map": "13"}, "Bitte eine Zahl von 1 bis 12."),
        ({"stelle_map": "vorn"}, "Bitte eine Zahl von 1 bis 12."),
        ({"stelle_map": ""}, "Bitte eine Zahl von 1 bis 12."),
        ({"text_map": "x" * 3001}, "Bitte kürzen Sie den Text auf höchstens 3.000 Zeichen."),
    ],
    ids=["too small", "too large", "a word", "nothing", "too long"],
)
def test_bad_input_is_named_and_nothing_is_lost(client, town, keeper, changed, said):
    answer = client.post(form_of(town.space), sent(text_team="Bleibt stehen", **changed))
    page = parsed(answer)
    assert (answer.status_code, complaints(answer)) == (422, [said])
    assert (page.find(".//textarea[@name='text_team']").text.strip(), ParentGuide.objects.count()) == (
        "Bleibt stehen",
        0,
    )


def test_signs_that_no_printer_prints_are_left_out_and_markup_is_told_as_it_stands(client, town, keeper):
    client.post(form_of(town.space), sent(text_team="Eins\x00\r\n\r\n\r\nZwei <b>fett</b>"))
    assert BookletChapter.objects.get(kind="team").text == "Eins\n\nZwei <b>fett</b>"
    assert "Zwei &lt;b&gt;fett&lt;/b&gt;" in client.get(PAGE).content.decode()


def test_who_wrote_over_somebody_else_reads_that_first_and_loses_nothing(client, town, keeper):
    other = UserFactory(name="Kim Kollege")
    write_booklet(space=town.space, language="de", wishes=[Wish(Kind.TEAM, text="Von Kim")], version=NEW, by=other)
    answer = client.post(form_of(town.space), sent(text_team="Von mir"))
    page = parsed(answer)
    told = text_of(page.find(".//div[@class='notice notice-warning']"))
    assert (answer.status_code, "Von Kim" in told, "Kim Kollege" in told) == (422, True, True)
    assert page.find(".//textarea[@name='text_team']").text.strip() == "Von mir"
    version = page.find(".//input[@name='version']").get("value")
    wishes = wishes_of(ParentGuide.objects.get())
    client.post(form_of(town.space), sent(wishes, version=version, text_team="Von uns beiden"))
    assert BookletChapter.objects.get(kind="team").text == "Von uns beiden"


def test_an_unknown_language_is_the_first_that_the_content_has(client, town, keeper):
    client.post(form_of(town.space) + "?sprache=tr", sent(text_team="Deutsch"))
    assert ParentGuide.objects.get().language == "de"


def test_each_language_of_the_content_has_a_booklet_of_its_own(client, town, keeper, settings):
    settings.LANGUAGES = [("de", "Deutsch"), ("tr", "Türkçe")]
    links = [one.get("href") for one in parsed(client.get(LIST)).findall(".//tbody//th/a")]
    assert links == [form_of(town.space), form_of(town.space) + "?sprache=tr"]
    client.post(links[1], sent(text_team="Merhaba!"))
    told = BookletChapter.objects.filter(kind="team").values_list("booklet__language", "text")
    assert list(told) == [("tr", "Merhaba!")]
    assert "Merhaba!" not in client.get(PAGE).content.decode()


def test_only_who_keeps_the_social_space_writes(client, town):
    people = {
        "space": town.ground.keeper_of_space(),
        "network": town.ground.keeper_of_network(),
        "elsewhere": person("coordinator", social_space=SocialSpaceFactory()),
        "steering": person("steering"),
        "planner": person("planner"),
        "nobody": person(),
    }
    answers = {}
    for name, user in people.items():
        client.force_login(user)
        answers[name] = (client.get(LIST).status_code, client.get(form_of(town.space)).status_code)
        answers[name] += (client.post(form_of(town.space), sent(version=99)).status_code,)
    assert answers == {
        "space": (200, 200, 422),
        "network": (200, 404, 404),
        "elsewhere": (200, 404, 404),
        "steering": (200, 200, 422),
        "planner": (200, 403, 403),
        "nobody": (403, 403, 403),
    }


def test_visitors_log_in_first_and_other_methods_are_refused(client, town):
    assert [client.get(path).status_code for path in (LIST, form_of(town.space))] == [302, 302]
    client.force_login(person("steering"))
    assert (client.post(LIST).status_code, client.put(form_of(town.space)).status_code) == (405, 405)
    assert client.get(f"{LIST}999999/").status_code == 404


def test_the_list_says_who_wrote_and_which_editions_lie_ready(client, town, keeper):
    SocialSpaceFactory(name="Woanders", slug="woanders", code="99")
    client.post(form_of(town.space), sent())
    BookletEdition.objects.create(
        social_space=town.space, language="de", form="screen", digest="x", as_of="2026-11-26", pages=48, content=b"x"
    )
    rows = [text_of(row) for row in parsed(client.get(LIST)).findall(".//tbody/tr")]
    mine, other = sorted(rows, key=lambda row: "Woanders" in row)
    assert keeper.name in mine
    assert "zum Lesen und Ausdrucken: 48 Seiten, Stand 26.11.2026" in mine
    assert ("Standardtexte" in other, "wird in der Nacht erstellt" in other) == (True, True)
    links = [one.get("href") for one in parsed(client.get(LIST)).findall(".//tbody//th/a")]
    assert links == [form_of(town.space)]


def test_list_and_form_cost_the_same_for_few_and_for_many(client, town, keeper, django_assert_max_num_queries):
    client.get(LIST)
    counts = []
    for _round in range(2):
        for path in (LIST, form_of(town.space)):
            client.get(path)  # a change of the content lets each page read the municipality anew
            with django_assert_max_num_queries(15) as asked:
                client.get(path)
            counts.append(len(asked))
        for _number in range(5):
            write_booklet(space=SocialSpaceFactory(), language="de", wishes=standard_wishes(), version=NEW, by=keeper)
    assert counts[:2] == counts[2:]


def test_a_saved_booklet_keeps_its_history(client, town, keeper):
    with through("form"):
        client.post(form_of(town.space), sent(text_team="Erst"))
        client.post(form_of(town.space), sent(version=1, text_team="Dann"))
    booklet = ParentGuide.objects.get()
    client.force_login(person("steering"))
    page = client.get(f"/verwaltung/verlauf/elternbegleitbuecher/{booklet.pk}/")
    assert (page.status_code, booklet.version) == (200, 2)


REFUSED = [
    ("booklet_names_its_language_by_a_code", ParentGuide, {"language": "Deutsch"}),
    ("booklet_names_its_language_by_a_code", ParentGuide, {"language": ""}),
    ("social_space_has_one_booklet_for_each_language", ParentGuide, {}),
    ("booklet_knows_the_chapter", BookletChapter, {"kind": "unsinn", "position": 9}),
    ("booklet_has_each_chapter_once", BookletChapter, {"kind": "map", "position": 9}),
    (
        "every_booklet_tells_the_emergency_numbers",
        BookletChapter,
        {"kind": "emergency", "position": 9, "is_shown": False},
    ),
    ("booklet_has_one_edition_of_each_form", BookletEdition, {}),
    ("booklet_edition_is_for_reading_or_for_the_printer", BookletEdition, {"form": "a4"}),
    ("booklet_edition_has_pages", BookletEdition, {"pages": 0, "form": "printer"}),
    ("booklet_edition_names_its_language_by_a_code", BookletEdition, {"language": "Deutsch"}),
]
EDITION = {"language": "de", "form": "screen", "digest": "x", "as_of": "2026-11-26", "pages": 4, "content": b"x"}


@pytest.mark.parametrize(("rule", "model", "wrong"), REFUSED)
def test_the_database_refuses(rule, model, wrong):
    booklet = ParentGuide.objects.create(social_space=SocialSpaceFactory())
    BookletChapter.objects.create(booklet=booklet, kind="map", position=1)
    BookletEdition.objects.create(social_space=booklet.social_space, **EDITION)
    fits = {
        ParentGuide: {"social_space": booklet.social_space},
        BookletChapter: {"booklet": booklet},
        BookletEdition: {"social_space": booklet.social_space, **EDITION},
    }[model]
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        model.objects.create(**fits | wrong)
    sentence = next(one for one in model._meta.constraints if one.name == rule).violation_error_message
    with pytest.raises(ValidationError) as told:
        model(**fits | wrong).validate_constraints()
    assert str(sentence) in [str(one) for one in told.value.messages]


def test_two_chapters_at_one_position_are_refused_at_the_end_and_may_change_places_before():
    booklet = ParentGuide.objects.create(social_space=SocialSpaceFactory())
    one = BookletChapter.objects.create(booklet=booklet, kind="map", position=1)
    other = BookletChapter.objects.create(booklet=booklet, kind="team", position=2)
    with transaction.atomic():
        BookletChapter.objects.filter(pk=one.pk).update(position=2)
        BookletChapter.objects.filter(pk=other.pk).update(position=1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="booklet_has_one_chapter_at_each_position"), transaction.atomic():
            BookletChapter.objects.filter(pk=one.pk).update(position=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_first_at_the_same_time_one_hears_of_the_other():
    space, people = SocialSpaceFactory(), [UserFactory(), UserFactory()]
    start, outcomes = threading.Barrier(2), []

    def write(by) -> None:
        try:
            start.wait(timeout=30)
            write_booklet(space=space, language="de", wishes=standard_wishes(), version=NEW, by=by)
            outcomes.append("written")
        except BookletConflictError as conflict:
            outcomes.append(f"version {conflict.current.version}")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (sorted(outcomes), ParentGuide.objects.count()) == (["version 1", "written"], 1)
