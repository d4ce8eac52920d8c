"""What the team sees of families' requests, and that nobody else sees anything of them."""

import datetime
import threading

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.models import ProtectedError
from django.utils import timezone

from network.actions.visits import (
    Reminded,
    delete_old_visit_requests,
    finish,
    give_back,
    remind_of_visits,
    reopen,
    take_over,
)
from network.choices import Permission
from network.models import RoleAssignment, VisitRequest
from network.permissions import standing_of, visit_requests_of
from tests.network.factories import (
    NetworkFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
    VisitRequestFactory,
    person,
)
from tests.network.test_constraints import refused_by
from tests.network.visits import WORKSPACE, Ground
from tests.sozialraum.factories import SocialSpaceFactory
from tests.sozialraum.html import headings, parsed, text_of

pytestmark = pytest.mark.django_db


def day(ahead: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=ahead)


@pytest.fixture
def ground(db):
    return Ground()


@pytest.fixture
def asked(ground):
    return VisitRequestFactory(social_space=ground.space, name="Familie Öztürk")


@pytest.fixture
def team(client, ground):
    client.force_login(ground.visitor)
    return client


def page_of(asked: VisitRequest) -> str:
    return f"{WORKSPACE}{asked.pk}/"


def rows(answer) -> list[str]:
    return [text_of(cell) for cell in parsed(answer).findall(".//tbody/tr/th")]


def step(client, asked: VisitRequest, name: str):
    return client.post(f"{page_of(asked)}schritt/", {"schritt": name}, follow=True)


def said(answer) -> str:
    return text_of(parsed(answer).find(".//*[@class='notice-body']"))


def facts(answer) -> dict[str, str]:
    page = parsed(answer).find(".//main//dl")
    return dict(zip((text_of(e) for e in page.iter("dt")), (text_of(e) for e in page.iter("dd")), strict=True))


def test_the_team_lists_what_is_open_the_oldest_first(team, ground):
    VisitRequestFactory(social_space=ground.space, name="Neu")
    VisitRequestFactory(social_space=ground.space, name="Alt", received_on=day(-5))
    VisitRequestFactory(social_space=ground.space, name="In Arbeit", taken_on=day(0), taken_by=ground.visitor)
    VisitRequestFactory(social_space=ground.space, name="Fertig", taken_on=day(0), done_on=day(0))
    found = {
        state: rows(team.get(f"{WORKSPACE}?stand={state}")) for state in ("", "offen", "uebernommen", "erledigt", "x")
    }
    assert found == {
        "": ["Alt", "Neu"],
        "offen": ["Alt", "Neu"],
        "uebernommen": ["In Arbeit"],
        "erledigt": ["Fertig"],
        "x": ["Alt", "Neu"],
    }


def test_the_tabs_count_what_is_behind_them(team, ground, asked):
    VisitRequestFactory(social_space=ground.space, taken_on=day(0))
    tabs = parsed(team.get(WORKSPACE)).findall(".//nav[@aria-label='Stand']//a")
    assert [text_of(tab) for tab in tabs] == ["Offen (1)", "Übernommen (1)", "Erledigt (0)"]


def test_where_nothing_waits_the_page_says_so(team):
    assert text_of(parsed(team.get(WORKSPACE)).find(".//*[@class='empty-title']")) == "Hier wartet keine Anfrage."


def test_the_team_reads_what_the_family_wrote(team, ground):
    asked = VisitRequestFactory(social_space=ground.space, name="Öztürk", email="a@example.org", language="Türkisch")
    found = facts(team.get(page_of(asked)))
    assert {name: found[name] for name in ("Wer", "Wünscht sich", "Wo", "Telefon", "E-Mail-Adresse", "Sprache")} == {
        "Wer": "Öztürk",
        "Wünscht sich": "einen Willkommensbesuch",
        "Wo": "Hauptstraße 5, 41236 (Rheydt Ost)",
        "Telefon": "0221 4710-555",
        "E-Mail-Adresse": "a@example.org",
        "Sprache": "Türkisch",
    }
    assert "Kind geboren" in found
    assert "no-store" in team.get(page_of(asked)).headers["Cache-Control"]


def test_a_child_to_come_is_said_to_be_expected(team, ground):
    ahead = day(70).replace(day=1)
    assert "Kind erwartet" in facts(
        team.get(page_of(VisitRequestFactory(social_space=ground.space, birth_month=ahead)))
    )


def test_a_request_is_taken_over_done_and_opened_again(team, ground, asked):
    told = [said(step(team, asked, name)) for name in ("uebernehmen", "erledigen", "oeffnen", "zurueckgeben")]
    assert told == [
        "Sie kümmern sich um diese Anfrage.",
        "Die Anfrage ist erledigt. Unten steht, wann sie gelöscht wird.",
        "Die Anfrage ist wieder in Arbeit.",
        "Die Anfrage ist wieder offen.",
    ]
    asked.refresh_from_db()
    assert (asked.state, asked.taken_by, asked.delete_on) == ("offen", None, day(90))


def test_who_takes_it_over_is_named(team, ground, asked):
    step(team, asked, "uebernehmen")
    assert facts(team.get(page_of(asked)))["Stand"].startswith(f"{ground.visitor.name} kümmert sich seit dem")


def test_a_request_whose_keeper_has_left_is_still_looked_after(team, ground):
    asked = VisitRequestFactory(social_space=ground.space, taken_on=day(0), taken_by=UserFactory())
    asked.taken_by.delete()
    assert facts(team.get(page_of(asked)))["Stand"].startswith("jemand kümmert sich seit dem")


def test_who_comes_second_hears_so_and_changes_nothing(team, ground, asked):
    first = UserFactory()
    take_over(request=asked, by=first)
    assert (
        said(step(team, asked, "uebernehmen"))
        == "Das hat inzwischen schon jemand anderes getan. So ist der Stand jetzt."
    )
    assert VisitRequest.objects.get().taken_by == first


def test_what_is_not_as_it_was_thought_stays_as_it_is(ground, asked):
    by = {"request": asked, "by": ground.visitor}
    assert [deed(**by) for deed in (give_back, finish, reopen)] == [False, False, False]
    assert VisitRequest.objects.get().state == "offen"


def test_a_step_that_nobody_knows_is_none(team, asked):
    assert step(team, asked, "verschenken").status_code == 404


def test_a_request_is_deleted_at_once_when_the_family_asks(team, asked):
    answer = team.post(f"{page_of(asked)}loeschen/", follow=True)
    assert (said(answer), VisitRequest.objects.count()) == ("Die Anfrage ist gelöscht.", 0)
    assert team.post(f"{page_of(asked)}loeschen/").status_code == 404


def others(ground: Ground) -> dict[str, object]:
    """Return everybody who might think to have a right to read it."""
    return {
        "coordinator of the space": person("coordinator", social_space=ground.space),
        "coordinator of a network": person("coordinator", network=NetworkFactory()),
        "steering": person("steering"),
        "planner": person("planner"),
        "operator": person("operator"),
        "partner": person("partner_lead", partner=PartnerFactory()),
        "nobody": person(),
    }


def test_nobody_but_the_team_opens_any_of_its_pages(client, ground, asked):
    found = {}
    for name, user in others(ground).items():
        client.force_login(user)
        answers = [client.get(WORKSPACE), client.get(page_of(asked)), client.post(f"{page_of(asked)}loeschen/")]
        found[name] = [one.status_code for one in [*answers, client.post(f"{page_of(asked)}schritt/")]]
    assert found == {name: [403, 403, 403, 403] for name in found}
    assert VisitRequest.objects.count() == 1


def test_the_team_of_another_space_finds_nothing(client, ground, asked):
    client.force_login(person("visit_team", social_space=SocialSpaceFactory()))
    sent = [client.post(f"{page_of(asked)}{deed}/", {"schritt": "uebernehmen"}) for deed in ("schritt", "loeschen")]
    assert [one.status_code for one in [client.get(page_of(asked)), *sent]] == [404, 404, 404]
    assert rows(client.get(WORKSPACE)) == []


def test_without_a_login_each_page_asks_for_one(client, asked):
    addresses = [WORKSPACE, page_of(asked)]
    assert [client.get(one).headers["Location"].partition("?")[0] for one in addresses] == ["/konto/anmelden/"] * 2


def test_whoever_coordinates_and_visits_reads_the_own_teams_alone(ground, asked):
    user = person("coordinator", social_space=SocialSpaceFactory())
    assert list(visit_requests_of(user)) == []
    RoleFactory(user=user, role="visit_team", social_space=ground.space)
    del user.standing
    assert list(visit_requests_of(user)) == [asked]


def test_no_role_holds_it_everywhere(ground):
    found = {name: Permission.VISITS in standing_of(user).everywhere for name, user in others(ground).items()}
    assert found == dict.fromkeys(found, False)


@pytest.mark.parametrize(
    ("method", "path"), [("post", ""), ("post", "{}"), ("get", "{}schritt/"), ("get", "{}loeschen/")]
)
def test_wrong_methods_are_refused(team, asked, method, path):
    assert getattr(team, method)(WORKSPACE + path.format(f"{asked.pk}/")).status_code == 405


def test_a_request_that_is_not_there_is_not_found(team):
    assert [team.get(f"{WORKSPACE}{number}/").status_code for number in (1, 2**40)] == [404, 404]


def test_the_list_costs_the_same_for_one_and_for_many(team, ground, asked, django_assert_max_num_queries):
    counts = []
    for number in (0, 60):
        VisitRequestFactory.create_batch(number, social_space=ground.space)
        team.get(WORKSPACE)
        with django_assert_max_num_queries(12) as captured:
            team.get(WORKSPACE)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_list_shows_a_page_at_a_time(team, ground):
    VisitRequestFactory.create_batch(51, social_space=ground.space)
    assert [len(rows(team.get(f"{WORKSPACE}?seite={number}"))) for number in (1, 2)] == [50, 1]


def test_the_overview_of_the_team_says_how_many_wait_and_nobody_else_s(client, ground, asked):
    def on_the_board(user):
        client.force_login(user)
        page = parsed(client.get("/verwaltung/"))
        return [text_of(link) for link in page.findall(".//ul[@class='cards']//a")], WORKSPACE in [
            link.get("href") for link in page.findall(".//section[@aria-labelledby='werkzeuge']//a")
        ]

    assert on_the_board(ground.visitor) == (["1 × Anfrage einer Familie"], True)
    assert on_the_board(person("coordinator", social_space=ground.space)) == ([], False)


def test_the_administration_has_no_page_of_them():
    assert VisitRequest not in admin.site._registry


def test_requests_leave_no_history():
    assert not hasattr(VisitRequest, "pgh_event_models")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'network_visitrequest'::regclass AND NOT tgisinternal"
        )
        assert cursor.fetchall() == []


def test_a_social_space_with_requests_is_not_deleted_and_its_refusal_names_nobody(ground, asked):
    with pytest.raises(ProtectedError) as refusal:
        ground.space.delete()
    names = " ".join(str(one) for one in refusal.value.protected_objects)
    assert (f"Anfrage vom {asked.received_on:%d.%m.%Y}" in names, "Öztürk" in names) == (True, False)


def test_the_database_reckons_the_day_of_deletion_and_lets_nobody_write_it(ground):
    kept = VisitRequestFactory(received_on=day(-10), taken_on=day(-5))
    done = VisitRequestFactory(received_on=day(-10), taken_on=day(-5), done_on=day(-2))
    late = VisitRequestFactory(received_on=day(-85), taken_on=day(-5), done_on=day(-2))
    days = {}
    for name, one in (("kept", kept), ("done", done), ("late", late)):
        one.refresh_from_db()
        days[name] = one.delete_on
    assert days == {"kept": day(80), "done": day(12), "late": day(5)}
    with pytest.raises(DatabaseError, match="delete_on"), connection.cursor() as cursor:
        cursor.execute("UPDATE network_visitrequest SET delete_on = '2999-01-01'")


def test_what_is_due_goes_and_is_nobodys_before(ground, team):
    kept = VisitRequestFactory(social_space=ground.space, received_on=day(-89))
    gone = VisitRequestFactory(social_space=ground.space, received_on=day(-90))
    assert (list(visit_requests_of(ground.visitor)), team.get(page_of(gone)).status_code) == ([kept], 404)
    assert (delete_old_visit_requests(), list(VisitRequest.objects.all())) == (1, [kept])


def test_a_team_is_reminded_once_of_what_has_waited_for_a_week(ground, mailoutbox, django_capture_on_commit_callbacks):
    VisitRequestFactory(social_space=ground.space, received_on=day(-7), name="Familie Öztürk")
    VisitRequestFactory(social_space=ground.space, received_on=day(-6))
    VisitRequestFactory(social_space=ground.space, received_on=day(-20), taken_on=day(-3))
    with django_capture_on_commit_callbacks(execute=True):
        said = [remind_of_visits(), remind_of_visits()]
    (mail,) = mailoutbox
    assert said == [Reminded(mails=1, unread=0), Reminded(mails=0, unread=0)]
    assert (mail.to, mail.subject) == ([ground.visitor.email], "Eine Familie wartet seit einer Woche auf Antwort")
    assert ("im Sozialraum Rheydt Ost" in mail.body, "Öztürk" in mail.body) == (True, False)


def test_requests_that_nobody_could_read_are_counted_for_operators(ground, mailoutbox):
    VisitRequestFactory(received_on=day(-30))
    VisitRequestFactory(social_space=ground.space)
    assert (remind_of_visits(), mailoutbox) == (Reminded(mails=0, unread=1), [])
    assert VisitRequest.objects.filter(reminded_on=None).count() == 2


def test_the_scheduled_work_deletes_them(ground, capsys):
    VisitRequestFactory(received_on=day(-90))
    call_command("run_scheduled")
    assert "delete_old_visit_requests: 1" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("visit_request_can_be_answered", {"phone": "", "email": ""}),
        ("visit_request_says_who_and_where", {"name": ""}),
        ("visit_request_says_who_and_where", {"address": ""}),
        ("visit_request_knows_a_month_and_no_day", {"birth_month": datetime.date(2026, 1, 2)}),
        ("visit_request_is_for_a_child_under_three", {"birth_month": datetime.date(2022, 1, 1)}),
        ("visit_request_is_for_a_child_under_three", {"birth_month": datetime.date(2027, 1, 1)}),
        ("visit_request_is_taken_after_it_came", {"taken_on": datetime.date(2026, 1, 30)}),
        ("visit_request_is_taken_on_a_day", {"taken_by": UserFactory}),
        ("visit_request_is_done_after_it_was_taken", {"done_on": datetime.date(2026, 2, 1)}),
        (
            "visit_request_is_done_after_it_was_taken",
            {"taken_on": datetime.date(2026, 2, 5), "done_on": datetime.date(2026, 2, 4)},
        ),
        ("visit_request_has_a_known_wish", {"wish": "geld"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_request_must_not_be(name, changes):
    changes = {field: value() if value is UserFactory else value for field, value in changes.items()}
    start = {"received_on": datetime.date(2026, 1, 31), "birth_month": datetime.date(2026, 1, 1)}
    refused_by(name, lambda: VisitRequestFactory(**(start | changes)))


def test_a_visit_team_is_one_of_a_social_space(ground):
    rule = "visit_team_is_one_of_a_social_space"
    refused_by(rule, lambda: RoleFactory(role="visit_team", network=NetworkFactory()))
    with pytest.raises(ValidationError, match="gehört zu einem Sozialraum"):
        RoleAssignment(user=UserFactory(), role="visit_team", network=NetworkFactory()).full_clean()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_over_at_once_one_does():
    asked = VisitRequestFactory()
    people, gate, found = [UserFactory(), UserFactory()], threading.Barrier(2), []

    def take(user) -> None:
        gate.wait()
        try:
            found.append((take_over(request=asked, by=user), user))
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[user]) for user in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    winners = [user for took, user in found if took]
    assert (len(winners), VisitRequest.objects.get().taken_by) == (1, winners[0])


def test_the_page_has_one_heading_and_its_parts_in_order(team, asked):
    assert headings(parsed(team.get(page_of(asked)))) == [
        "h1 Anfrage einer Familie",
        "h2 Die Familie möchte nicht mehr?",
    ]
