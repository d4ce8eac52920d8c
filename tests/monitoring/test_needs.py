"""What needs action: an indicator's finding, the goal it endangers, the measure that answers it; for planners alone."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from kit.history import events_of
from monitoring.actions.needs import ChangedMeanwhileError, delete_need, save_need
from monitoring.models import NeedForAction
from tests.monitoring.factories import CountFactory, NeedForActionFactory
from tests.network.factories import NetworkFactory, PartnerFactory, UserFactory, person
from tests.network.factories_of_networks import GoalFactory, MeasureFactory
from tests.network.spaces import complaints
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = "/verwaltung/handlungsbedarf/"
NEW = f"{LIST}neu/"


def rows(client, query: str = "") -> list[list[str]]:
    page = parsed(client.get(f"{LIST}?{query}"))
    return [[text_of(cell) for cell in row] for row in page.findall(".//tbody/tr")]


def sent(**more) -> dict:
    """Return what the form sends; ids where records are given."""
    words = {"version": 1, "finding": "Hier fehlen Plätze.", "noted_on": "2026-03-01"} | more
    return {name: getattr(value, "pk", value) for name, value in words.items() if value is not None}


# Entered and listed


def test_a_planner_ties_an_indicator_to_a_goal_and_a_measure(client, planner):
    indicator, measure = (
        CountFactory(name="Kinder in Armut"),
        MeasureFactory(title="Kita ausbauen", goal__title="Chancen"),
    )
    venn = DistrictFactory(name="Venn")
    data = sent(indicator=indicator, goal=measure.goal, measure=measure, district=venn)
    assert client.post(NEW, data).url == LIST
    assert rows(client) == [
        [
            *("Hier fehlen Plätze.", "Kinder in Armut", "Venn", "Chancen"),
            *("Kita ausbauen geplant", "offen seit 01.03.2026"),
        ]
    ]
    assert NeedForAction.objects.get().written_by == planner


def test_without_an_area_it_is_about_the_city_and_without_a_measure_that_is_said(client, planner):
    NeedForActionFactory()
    [row] = rows(client)
    assert (row[2], row[4]) == ("ganze Stadt", "noch keine")


def test_what_is_open_stands_first(client, planner):
    NeedForActionFactory(finding="erledigt", settled_on="2026-05-01")
    NeedForActionFactory(finding="alt", noted_on="2026-01-01")
    NeedForActionFactory(finding="neu", noted_on="2026-04-01")
    assert [row[0] for row in rows(client)] == ["neu", "alt", "erledigt"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("stand=offen", ["offen"]),
        ("stand=erledigt", ["erledigt"]),
        ("ziel=chancen", ["erledigt"]),
        ("indikator=armut", ["offen"]),
        ("indikator=armut&ziel=chancen", []),
    ],
)
def test_the_list_is_narrowed_by_its_address(client, planner, query, expected):
    NeedForActionFactory(finding="offen", indicator=CountFactory(code="armut"))
    NeedForActionFactory(finding="erledigt", goal=GoalFactory(slug="chancen"), settled_on="2026-05-01")
    assert [row[0] for row in rows(client, query)] == expected


def test_an_unknown_filter_is_said_and_left_out(client, planner):
    NeedForActionFactory()
    page = text_of(parsed(client.get(f"{LIST}?ziel=unsinn")).find(".//main"))
    assert ("„unsinn“ kennen wir nicht" in page, "Hier fehlen Plätze." in page) == (True, True)


def test_an_empty_list_says_so(client, planner):
    assert "Hier ist kein Handlungsbedarf festgehalten." in text_of(parsed(client.get(LIST)).find(".//main"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"finding": ""}, "Bitte schreiben Sie, was die Zahl zeigt."),
        ({"finding": " \r\n "}, "Bitte schreiben Sie, was die Zahl zeigt."),
        ({"finding": "x" * 2001}, "Bitte kürzen Sie den Befund auf höchstens 2.000 Zeichen."),
        (
            {"settled_on": "2026-02-28"},
            "Erledigt ist ein Bedarf frühestens an dem Tag, an dem er festgestellt wurde.",
        ),
    ],
    ids=["empty", "blank", "long", "settled before"],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_lost(client, planner, wrong, said):
    answer = client.post(NEW, sent(indicator=CountFactory(), goal=GoalFactory()) | wrong)
    assert (answer.status_code, complaints(answer), NeedForAction.objects.count()) == (422, [said], 0)


def test_a_measure_of_another_goal_is_refused_beside_its_field(client, planner):
    answer = client.post(NEW, sent(indicator=CountFactory(), goal=GoalFactory(), measure=MeasureFactory()))
    assert complaints(answer) == ["Diese Maßnahme dient einem anderen Ziel."]


def test_a_district_and_a_social_space_together_are_refused(client, planner):
    both = {"district": DistrictFactory(), "social_space": SocialSpaceFactory()}
    answer = client.post(NEW, sent(indicator=CountFactory(), goal=GoalFactory(), **both))
    assert complaints(answer) == ["Entweder ein Gebiet oder ein Sozialraum."]


def test_the_way_from_a_profile_brings_its_area_along(client, planner):
    venn, space = DistrictFactory(slug="venn"), SocialSpaceFactory(slug="west")
    chosen = []
    for query in ("stadtteil=venn", "sozialraum=west", "stadtteil=unsinn"):
        page = parsed(client.get(f"{NEW}?{query}"))
        chosen.append([one.get("value") for one in page.findall(".//main//option[@selected]") if one.get("value")])
    assert chosen == [[str(venn.pk)], [str(space.pk)], []]


# Two people


def test_what_somebody_else_wrote_meanwhile_is_shown_before_it_is_replaced(client, planner):
    need = NeedForActionFactory()
    mine = sent(indicator=need.indicator, goal=need.goal, finding="mein Text")
    save_need(need=NeedForAction.objects.get(), version=1, by=UserFactory())
    answer = client.post(f"{LIST}{need.pk}/", mine)
    page = text_of(parsed(answer).find(".//main"))
    assert (answer.status_code, "Hier fehlen Plätze." in page, "mein Text" in page) == (422, True, True)
    version = parsed(answer).find(".//input[@name='version']").get("value")
    client.post(f"{LIST}{need.pk}/", mine | {"version": version})
    assert NeedForAction.objects.values_list("finding", "version").get() == ("mein Text", 3)


def test_what_was_read_in_an_older_version_is_not_deleted(client, planner):
    need = NeedForActionFactory(version=2)
    answers = [client.post(f"{LIST}{need.pk}/loeschen/", {"version": version}).url for version in ("1", "unsinn", "2")]
    assert (answers, NeedForAction.objects.count()) == ([f"{LIST}{need.pk}/", f"{LIST}{need.pk}/", LIST], 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_hears_of_the_other():
    pk, people = NeedForActionFactory().pk, [UserFactory(), UserFactory()]
    gate, said = threading.Barrier(2), []

    def save(by) -> None:
        try:
            need = NeedForAction.objects.get(pk=pk)
            need.finding = f"von {by.pk}"
            gate.wait()
            save_need(need=need, version=1, by=by)
            said.append("saved")
        except ChangedMeanwhileError:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[by]) for by in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (sorted(said), NeedForAction.objects.get().version) == (["refused", "saved"], 2)


# Who may


def test_who_may_read_and_who_may_write(client_of):
    need = NeedForActionFactory()
    users = {
        "planner": person("planner"),
        "steering": person("steering"),
        "coordinator": person("coordinator", network=NetworkFactory()),
        "editor": person("partner_editor", partner=PartnerFactory()),
    }
    found = {
        name: tuple(client_of(user).get(path).status_code for path in (LIST, NEW, f"{LIST}{need.pk}/"))
        for name, user in users.items()
    }
    assert found == {
        "planner": (200, 200, 200),
        "steering": (200, 200, 200),
        "coordinator": (200, 403, 403),
        "editor": (403, 403, 403),
    }


def test_a_bad_number_is_not_there_and_deleting_is_no_reading(client, planner):
    answers = (client.get(f"{LIST}9999/"), client.post(f"{LIST}9999/loeschen/"), client.get(f"{LIST}9999/loeschen/"))
    assert [answer.status_code for answer in answers] == [404, 404, 405]


def test_visitors_are_asked_to_log_in(client):
    assert client.get(LIST).status_code == 302


# Where it is shown


def test_it_stands_at_its_goal_and_at_its_measure(client):
    client.force_login(person("steering"))
    measure = MeasureFactory()
    NeedForActionFactory(goal=measure.goal, measure=measure)
    NeedForActionFactory(goal=measure.goal, finding="ohne Maßnahme")
    NeedForActionFactory(finding="anderswo")
    found = {}
    for kind, pk in (("ziele", measure.goal_id), ("massnahmen", measure.pk)):
        page = parsed(client.get(f"/verwaltung/netzwerke/{kind}/{pk}/"))
        found[kind] = {text_of(one) for one in page.findall(".//section[@id='handlungsbedarf']//tbody/tr/th")}
    assert found == {"ziele": {"Hier fehlen Plätze.", "ohne Maßnahme"}, "massnahmen": {"Hier fehlen Plätze."}}


def test_a_goal_of_which_nothing_is_found_says_so_and_a_new_one_is_not_asked(client):
    client.force_login(person("steering"))
    goal = GoalFactory()
    page = text_of(parsed(client.get(f"/verwaltung/netzwerke/ziele/{goal.pk}/")).find(".//main"))
    new = parsed(client.get("/verwaltung/netzwerke/ziele/neu/")).find(".//section[@id='handlungsbedarf']")
    assert ("Dazu ist kein Handlungsbedarf festgehalten." in page, new) == (True, None)


def test_the_profile_shows_it_to_planners_and_to_nobody_else(client, small, planner):
    measure = MeasureFactory(title="Kita ausbauen", goal__title="Chancen")
    NeedForActionFactory(district=small.venn, goal=measure.goal, measure=measure, indicator__name="Kinder in Armut")
    NeedForActionFactory(finding="ganze Stadt")
    path = ".//section[@id='handlungsbedarf']//li"
    inside = [text_of(one) for one in parsed(client.get("/monitoring/stadtteile/venn/")).findall(path)]
    client.logout()
    outside = parsed(client.get("/monitoring/stadtteile/venn/"))
    assert inside == ["Hier fehlen Plätze. Kinder in Armut → Chancen → Kita ausbauen (geplant); offen seit 01.03.2026"]
    assert outside.find(".//section[@id='handlungsbedarf']") is None


@pytest.mark.parametrize("path", [LIST, "/verwaltung/netzwerke/ziele/{goal}/"])
def test_the_pages_cost_the_same_for_few_and_for_many(client, path, django_assert_max_num_queries):
    client.force_login(person("steering"))
    goal = GoalFactory()

    def grow(number: int) -> None:
        for _one in range(number):
            NeedForActionFactory(goal=goal, measure=MeasureFactory(goal=goal), district=DistrictFactory())

    grow(1)
    address = path.format(goal=goal.pk)
    client.get(address)
    with django_assert_max_num_queries(15) as asked:
        client.get(address)
    few = len(asked)
    grow(6)
    client.get(address)
    with django_assert_max_num_queries(few):
        client.get(address)


# What the database refuses


@pytest.mark.parametrize(
    "wrong",
    [{"finding": "  \n"}, {"settled_on": "2026-02-28"}, {"district": True, "social_space": True}],
    ids=["says nothing", "settled before", "two areas"],
)
@pytest.mark.django_db
def test_the_database_refuses_what_makes_no_sense(wrong):
    areas = {"district": DistrictFactory, "social_space": SocialSpaceFactory}
    words = {name: areas[name]() if name in areas else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedForActionFactory(**words)


@pytest.mark.django_db
def test_the_database_refuses_a_measure_of_another_goal():
    with pytest.raises(IntegrityError, match="measure_of_a_need_serves_its_goal"), transaction.atomic():
        NeedForActionFactory(measure=MeasureFactory())


@pytest.mark.django_db
def test_where_a_measure_moves_to_another_goal_its_needs_go_along():
    measure, other = MeasureFactory(), GoalFactory()
    need = NeedForActionFactory(goal=measure.goal, measure=measure)
    measure.goal = other
    measure.save()
    need.refresh_from_db()
    assert need.goal == other


@pytest.mark.django_db
def test_each_version_is_kept(planner):
    need = NeedForActionFactory()
    need.finding = "Jetzt reichen sie."
    save_need(need=need, version=1, by=planner)
    delete_need(need=need, version=2, by=planner)
    assert list(events_of(NeedForAction).objects.order_by("pgh_id").values_list("pgh_label", "finding")) == [
        ("insert", "Hier fehlen Plätze."),
        ("update", "Hier fehlen Plätze."),
        ("delete", "Jetzt reichen sie."),
    ]
