"""What planners say of an area: who writes it, who reads it, and what happens when two write at once."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kit.history import events_of
from monitoring.actions.comments import ConflictError, delete_comment, write_comment
from monitoring.models import DistrictComment
from tests.network.factories import NetworkFactory, PartnerFactory, UserFactory, person
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

PROFILE = "/monitoring/stadtteile/venn/"
OPEN, INTERNAL = f"{PROFILE}kommentar/oeffentlich/", f"{PROFILE}kommentar/intern/"


def said(client, address: str = PROFILE) -> list[str]:
    page = parsed(client.get(address))
    return [text_of(one) for one in page.findall(".//section[@id='kommentar']/blockquote")]


def sent(client, text: str, version: int = 0, address: str = OPEN):
    return client.post(address, {"text": text, "version": version})


def test_a_planner_writes_and_everybody_reads(client, client_of, small, planner):
    response = sent(client, "Venn wächst.\r\n\r\n\r\n\r\nDie Kita auch.")
    assert (response.status_code, response.url) == (302, f"{PROFILE}#kommentar")
    comment = DistrictComment.objects.get()
    assert (comment.text, comment.written_by, comment.version) == ("Venn wächst.\n\nDie Kita auch.", planner, 1)
    day = f"{timezone.localtime(comment.written_at):%d.%m.%Y}"
    client.logout()
    assert said(client) == [f"Venn wächst. Die Kita auch. Stand: {day}"]


def test_what_is_internal_is_read_by_planners_alone_and_names_its_author(client, small, planner):
    sent(client, "Unter uns.", address=INTERNAL)
    day = f"{timezone.localtime(DistrictComment.objects.get().written_at):%d.%m.%Y}"
    assert said(client) == [f"Unter uns. Nur für die Planung. Stand: {day}, {planner.name}"]
    assert said(client, f"{PROFILE}?sicht=oeffentlich") == []
    client.logout()
    assert b"Unter uns" not in client.get(PROFILE).content


def test_a_text_is_shown_as_text(client, small, planner):
    sent(client, "<script>alert(1)</script>")
    assert b"<script>alert" not in client.get(PROFILE).content


def test_a_social_space_and_a_borough_have_their_own(client, small, planner):
    for address in ("sozialraeume/venn", "stadtteile/west"):
        assert sent(client, address, address=f"/monitoring/{address}/kommentar/oeffentlich/").status_code == 302
    assert [one.area for one in DistrictComment.objects.order_by("pk")] == [
        ("space", small.space.pk),
        ("district", small.borough.pk),
    ]
    assert said(client) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Bitte schreiben Sie einen Kommentar."),
        (" \r\n ", "Bitte schreiben Sie einen Kommentar."),
        ("x" * 3001, "Bitte kürzen Sie den Kommentar auf höchstens 3.000 Zeichen."),
    ],
)
def test_a_text_that_is_none_is_refused_beside_the_field(client, small, planner, text, told):
    response = sent(client, text)
    page = parsed(response)
    assert response.status_code == 422
    assert told in text_of(page.find(".//*[@id='id_text_error']"))
    assert DistrictComment.objects.count() == 0


def test_line_ends_count_once_so_that_the_longest_text_fits(client, small, planner):
    sent(client, "\r\n".join(["x" * 99] * 30))
    assert len(DistrictComment.objects.get().text) == 2999


def test_who_wrote_meanwhile_is_not_overwritten_and_nothing_is_lost(client, small, planner):
    other = UserFactory(name="Mira Beispiel")
    write_comment(area=("district", small.venn.pk), is_public=True, text="Miras Satz.", version=0, by=other)
    response = sent(client, "Mein Satz.", version=0)
    page = parsed(response)
    main = text_of(page.find(".//main"))
    assert response.status_code == 422
    assert ("Mira Beispiel" in main, "Miras Satz." in main) == (True, True)
    assert text_of(page.find(".//textarea")) == "Mein Satz."
    version = page.find(".//form//input[@name='version']").get("value")
    assert sent(client, "Beides.", version=int(version)).status_code == 302
    assert [(one.text, one.version) for one in DistrictComment.objects.all()] == [("Beides.", 2)]


def test_who_writes_on_what_was_deleted_learns_it_and_may_write_anew(client, small, planner):
    response = sent(client, "Mein Satz.", version=3)
    assert (response.status_code, "Der Kommentar wurde gelöscht" in response.content.decode()) == (422, True)
    assert text_of(parsed(response).find(".//textarea")) == "Mein Satz."


def test_a_comment_is_deleted_and_its_history_stays(client, small, planner):
    sent(client, "Kurz da.")
    response = client.post(f"{OPEN}loeschen/", {"version": 1})
    assert (response.status_code, response.url) == (302, PROFILE)
    assert DistrictComment.objects.count() == 0
    events = events_of(DistrictComment).objects.order_by("pgh_id").values_list("pgh_label", "text")
    assert list(events) == [("insert", "Kurz da."), ("delete", "Kurz da.")]


@pytest.mark.parametrize("version", ["2", "-1", "viele", "", "9" * 50])
def test_what_has_changed_is_not_deleted(client, small, planner, version):
    sent(client, "Bleibt.")
    response = client.post(f"{OPEN}loeschen/", {"version": version})
    assert (response.status_code, text_of(parsed(response).find(".//textarea"))) == (422, "Bleibt.")
    assert DistrictComment.objects.count() == 1


MAY = {"planner", "steering", "operator"}


@pytest.mark.parametrize("who", ["visitor", "nobody", "partner_editor", "coordinator", *sorted(MAY)])
def test_who_may_write(client, small, who):
    where = {"partner_editor": {"partner": PartnerFactory()}, "coordinator": {"network": NetworkFactory()}}
    if who != "visitor":
        client.force_login(person("" if who == "nobody" else who, **where.get(who, {})))
    asked = {client.get(OPEN).status_code, client.get(INTERNAL).status_code}
    done = {sent(client, "Gesagt.").status_code, client.post(f"{OPEN}loeschen/", {"version": 1}).status_code}
    refused = {302 if who == "visitor" else 403}
    assert (asked, done) == (({200}, {302}) if who in MAY else (refused, refused))
    assert events_of(DistrictComment).objects.count() == (2 if who in MAY else 0)


def test_only_who_may_write_sees_the_ways_to_it(client_of, small):
    for role, where, seen in (("planner", {}, True), ("coordinator", {"network": NetworkFactory()}, False)):
        page = client_of(person(role, **where)).get(PROFILE).content.decode()
        assert (OPEN in page) is seen, role


def test_unknown_areas_and_audiences_are_not_found(client, small, planner):
    addresses = (
        "stadtteile/nirgends/kommentar/intern/",
        "sozialraeume/holt/kommentar/intern/",
        "stadtteile/venn/kommentar/x/",
    )
    assert {client.get(f"/monitoring/{one}").status_code for one in addresses} == {404}
    assert client.get(f"{OPEN}loeschen/").status_code == 405
    assert client.put(OPEN).status_code == 405


# What the database keeps


REFUSED = [
    ("comment_is_about_an_area_of_the_city", {"district": None}),
    ("comment_says_something", {"text": ""}),
    ("comment_says_something", {"text": " \n "}),
]


@pytest.mark.parametrize(("rule", "fields"), REFUSED)
def test_the_database_refuses_a_comment_that_is_none(db, rule, fields):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        DistrictComment.objects.create(**{"district": DistrictFactory(), "text": "Etwas.", "is_public": True} | fields)


def test_the_database_refuses_two_comments_for_one_audience_and_two_areas_of_one(db):
    district = DistrictFactory()
    DistrictComment.objects.create(district=district, text="Eins.", is_public=True)
    DistrictComment.objects.create(district=district, text="Zwei.", is_public=False)
    with pytest.raises(IntegrityError, match="area_has_one_comment_for_each_audience"), transaction.atomic():
        DistrictComment.objects.create(district=district, text="Drei.", is_public=True)
    with pytest.raises(IntegrityError, match="districtcomment_is_of_one_area"), transaction.atomic():
        DistrictComment.objects.create(district=district, social_space=SocialSpaceFactory(), text="Vier.")


# Two at once


def at_once(*works) -> list[str]:
    """Do things at the same time, each in a transaction of its own; return how each ended, in order of the words."""
    ready, ended = threading.Barrier(len(works)), []

    def run(work) -> None:
        try:
            ready.wait()
            work()
            ended.append("done")
        except ConflictError:
            ended.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_there", [False, True])
def test_of_two_who_write_at_once_one_hears_of_the_other(is_there):
    district, people = DistrictFactory(), [UserFactory(), UserFactory()]
    where = {"area": ("district", district.pk), "is_public": True}
    if is_there:
        write_comment(**where, text="Vorher.", version=0, by=people[0])
    works = [
        lambda who=who, text=text: write_comment(**where, text=text, version=int(is_there), by=who)
        for who, text in zip(people, ("Eins.", "Zwei."), strict=True)
    ]
    assert at_once(*works) == ["conflict", "done"]
    assert DistrictComment.objects.get().version == 1 + is_there


@pytest.mark.django_db(transaction=True)
def test_of_one_who_writes_and_one_who_deletes_one_hears_of_the_other():
    district, user = DistrictFactory(), UserFactory()
    where = {"area": ("district", district.pk), "is_public": True, "version": 1, "by": user}
    write_comment(**where | {"version": 0}, text="Vorher.")
    found = at_once(lambda: write_comment(**where, text="Nachher."), lambda: delete_comment(**where))
    assert found == ["conflict", "done"]
