"""The pages of a season campaign: planned, looked over, started, followed, closed."""

import csv
import io

import pytest

from offers.actions import begin_round, close_campaign, confirm, send_campaigns, start_campaign
from offers.forms_of_campaigns import proposal
from offers.models import Campaign, Offer
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory, UserFactory, person
from tests.offers.days import days
from tests.offers.factories import CampaignFactory, OfferFactory
from tests.sozialraum.factories import SchoolHolidayFactory, SocialSpaceFactory
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST, NEW = "/verwaltung/saisonabfragen/", "/verwaltung/saisonabfragen/neu/"


@pytest.fixture
def holiday(municipality):
    return SchoolHolidayFactory(
        federal_state=municipality.federal_state, name="Osterferien", first_day=days(40), last_day=days(52)
    )


def published(**partner) -> Offer:
    return OfferFactory(provider=PartnerFactory(**{"email": "haus@example.org"} | partner), confirmed_at=days(-100))


def entered(holiday, **changes) -> dict:
    data = {
        "holiday": holiday.pk,
        "area": "alle",
        "title": "Stimmt noch alles?",
        "message": "Guten Tag",
        "answer_by": days(14).isoformat(),
        "remind_on": days(7).isoformat(),
    }
    return data | changes


def told(client, response) -> list[str]:
    return [text_of(one) for one in parsed(client.get(response.url)).findall(".//div[@role='status']")]


# Planning


def test_the_form_proposes_what_a_coordinator_would_write(client, steering, holiday):
    page = parsed(client.get(NEW))
    values = {field.get("name"): field.get("value") for field in page.findall(".//main//input")}
    assert (values["title"], values["answer_by"], values["remind_on"]) == (
        "Stimmen Ihre Angebote noch? Bald sind Osterferien",
        days(21).isoformat(),
        days(14).isoformat(),
    )
    assert "beginnen die Osterferien" in text_of(page.find(".//textarea"))


@pytest.mark.parametrize(("away", "answer", "remind"), [(40, 21, 14), (20, 13, 6), (8, 1, None), (1, 1, None)])
def test_the_proposal_leaves_time_before_the_holidays(away, answer, remind):
    holiday = SchoolHolidayFactory.build(first_day=days(away), last_day=days(away + 9))
    found = proposal(holiday, days(0))
    assert (found["answer_by"], found["remind_on"]) == (days(answer), remind and days(remind))


def test_without_holidays_the_page_says_who_enters_them(client, steering):
    page = parsed(client.get(NEW))
    assert [text_of(one) for one in page.findall(".//p[@class='empty-title']")] == [
        "Es sind keine kommenden Ferien eingetragen."
    ]


def test_who_coordinates_chooses_among_the_own_areas(client, holiday):
    network, space = NetworkFactory(), SocialSpaceFactory()
    SocialSpaceFactory()
    people = [person("steering"), person("coordinator", network=network), person("coordinator", social_space=space)]
    found = []
    for one in people:
        client.force_login(one)
        options = parsed(client.get(NEW)).findall(".//select[@name='area']//option")
        found.append([option.get("value") for option in options])
    assert (len(found[0]), found[0][0], found[1:]) == (
        4,
        "alle",
        [[f"netzwerk-{network.pk}"], [f"sozialraum-{space.pk}"]],
    )


def test_an_area_of_others_is_refused(client, holiday):
    client.force_login(person("coordinator", network=NetworkFactory()))
    published()
    for area in ("alle", f"netzwerk-{NetworkFactory().pk}", "x", "netzwerk-", "\x00"):
        response = client.post(NEW, entered(holiday, area=area, ausfuehren="1"))
        assert (response.status_code, Campaign.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answer_by": 0}, "Antworten bis – Dieser Tag ist vorbei oder heute: Bitte einen späteren wählen."),
        (
            {"answer_by": 57},
            "Antworten bis – Die Links in den Mails gelten 60 Tage. Bitte einen früheren Tag wählen.",
        ),
        ({"answer_by": 53}, "Antworten bis – Dann sind die Ferien schon vorbei. Bitte einen früheren Tag wählen."),
        ({"remind_on": 0}, "Erinnern am – Dieser Tag ist vorbei oder heute: Bitte einen späteren wählen."),
        ({"remind_on": 15}, "Erinnern am – Erinnert wird, bevor die Frist endet."),
    ],
)
def test_days_that_do_not_fit_are_said_beside_their_field(client, steering, holiday, changes, sentence):
    published()
    dates = {name: days(number).isoformat() for name, number in changes.items()}
    assert errors(parsed(client.post(NEW, entered(holiday, **dates)))) == [sentence]


def test_a_subject_is_one_line(client, steering, holiday):
    published()
    client.post(NEW, entered(holiday, title="Eine\r\nBcc: alle@example.org", ausfuehren="1"))
    assert (Campaign.objects.get().title, send_campaigns()) == ("Eine Bcc: alle@example.org", 1)


# The preview


def test_the_preview_says_what_will_happen_and_nothing_happens(client, steering, holiday):
    published()
    published(email="", name="Ohne Adresse e. V.")
    network = NetworkFactory()
    MembershipFactory(network=network, partner=published().provider)
    start_campaign(CampaignFactory.build(holiday=holiday, network=network), by=steering)
    page = parsed(client.post(NEW, entered(holiday)))
    assert text_of(page.find(".//p[@class='lead']")) == "2 Partner werden gefragt, nach 2 Angeboten, mit 1 Mail."
    notices = [text_of(one) for one in page.findall(".//main//div") if "notice" in (one.get("class") or "").split()]
    assert notices == [
        "1 Partner wird vor diesen Ferien schon von einer anderen Saisonabfrage gefragt und bekommt keine zweite Mail.",
        "Diese Partner haben keine E-Mail-Adresse, die Post annimmt. Sie stehen danach unter „nicht zustellbar“, zum Anrufen:Ohne Adresse e. V.",
    ]
    assert Campaign.objects.count() == 1


def test_from_the_preview_one_goes_back_with_everything_written(client, steering, holiday):
    published()
    page = parsed(client.post(NEW, entered(holiday, message="Mein Text", aendern="1")))
    assert text_of(page.find(".//textarea[@name='message']")) == "Mein Text"


def test_the_preview_costs_the_same_for_few_and_for_many(client, steering, holiday, django_assert_num_queries):
    published()
    for number in (0, 10):
        for _ in range(number):
            published()
        client.post(NEW, entered(holiday))
        with django_assert_num_queries(26):
            client.post(NEW, entered(holiday))


def test_it_is_started_once_and_says_how_many_are_asked(client, steering, holiday):
    published()
    response = client.post(NEW, entered(holiday, ausfuehren="1"))
    campaign = Campaign.objects.get()
    assert (response.url, campaign.started_by, campaign.network, campaign.social_space) == (
        f"{LIST}{campaign.pk}/",
        steering,
        None,
        None,
    )
    assert told(client, response) == [
        "Die Saisonabfrage läuft. 1 Partner bekommt in den nächsten 24 Stunden eine Mail.",
    ]
    published()
    again = client.post(NEW, entered(holiday, ausfuehren="1"))
    assert errors(parsed(again)) == ["Vor den Ferien – Vor diesen Ferien läuft dort schon eine Saisonabfrage."]


def test_with_nobody_to_ask_it_is_said(client, steering, holiday):
    page = parsed(client.post(NEW, entered(holiday, ausfuehren="1")))
    assert errors(page) == [
        "Wer gefragt wird – Dort gibt es niemanden zu fragen: kein Angebot ist veröffentlicht, oder alle werden schon gefragt."
    ]


# Following


@pytest.fixture
def campaign(holiday, municipality):
    """Return a running campaign: A has answered, B has not, C cannot be reached."""
    done, _silent, _lost = (
        published(name="A"),
        published(name="B", phone="030 23125-002"),
        published(name="C", email=""),
    )
    campaign = CampaignFactory.build(holiday=holiday)
    start_campaign(campaign, by=UserFactory(name="Kim"))
    send_campaigns()
    confirm(Offer.objects.filter(pk=done.pk), by=None)
    return campaign


def rows(client, campaign, query="") -> list[tuple[str, str]]:
    page = parsed(client.get(f"{LIST}{campaign.pk}/{query}"))
    return [(text_of(row.find("th")), text_of(row.find("td"))) for row in page.findall(".//tbody/tr")]


def test_the_page_shows_who_has_answered(client, steering, campaign):
    assert rows(client, campaign) == [("A", "beantwortet"), ("B", "noch keine Antwort"), ("C", "nicht zustellbar")]


@pytest.mark.parametrize(
    ("query", "names"), [("stand=beantwortet", "A"), ("stand=fehlt", "BC"), ("q=b", "B"), ("stand=zzz", "ABC")]
)
def test_the_answers_are_narrowed(client, steering, campaign, query, names):
    assert [name for name, _state in rows(client, campaign, f"?{query}")] == list(names)


def test_a_file_holds_the_shown_answers_and_how_to_reach_the_partner(client, steering, campaign):
    response = client.get(f"{LIST}{campaign.pk}/antworten.csv?stand=offen")
    table = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert table == [
        {
            "Partner": "B",
            "Stand": "noch keine Antwort",
            "Angebote gefragt": "1",
            "beantwortet": "0",
            "letzte Mail": f"{days(0):%d.%m.%Y}",
            "Telefon": "030 23125-002",
            "E-Mail": "haus@example.org",
        }
    ]


def test_the_list_of_campaigns_says_how_far_they_are(client, steering, campaign):
    page = parsed(client.get(LIST))
    assert [text_of(cell) for cell in page.find(".//tbody/tr")] == [
        campaign.title,
        "alle Partner",
        f"Osterferien {days(40):%Y}",
        f"{campaign.answer_by:%d.%m.%Y}",
        "1 von 3",
        "läuft",
    ]


def test_a_reminder_can_be_begun_on_another_day(client, steering, campaign):
    address = f"{LIST}{campaign.pk}/erinnern/"
    refused = told(client, client.post(address))
    Campaign.objects.update(round_began_on=days(-3))
    begun = told(client, client.post(address))
    assert (refused[0], begun[0], send_campaigns()) == (
        "Heute wurde schon gefragt oder erinnert, oder die Abfrage ist geschlossen.",
        "Wer noch nicht geantwortet hat, bekommt in den nächsten 24 Stunden eine Erinnerung.",
        1,
    )


def test_whoever_closes_it_second_is_told(client, steering, campaign):
    address = f"{LIST}{campaign.pk}/schliessen/"
    said = [told(client, client.post(address))[0] for _ in range(2)]
    assert said == [
        "Die Saisonabfrage ist geschlossen. Es gehen keine Mails mehr hinaus.",
        "Jemand anderes hat die Saisonabfrage gerade geschlossen.",
    ]
    assert Campaign.objects.get().closed_by == steering
    assert parsed(client.get(f"{LIST}{campaign.pk}/")).findall(".//main//form[@method='post']") == []


def test_the_board_counts_who_is_missing_once_the_time_is_over(client, steering, campaign):
    before = client.get("/verwaltung/").content.decode()
    Campaign.objects.update(answer_by=days(-1), remind_on=None)
    links = {text_of(a): a.get("href") for a in parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")}
    query = links["2 × Partner"].partition("?")[2]
    assert (LIST + str(campaign.pk) in before, [name for name, _state in rows(client, campaign, f"?{query}")]) == (
        False,
        ["B", "C"],
    )
    close_campaign(campaign, by=steering)
    assert LIST + str(campaign.pk) not in client.get("/verwaltung/").content.decode()


@pytest.mark.parametrize("page", ["", "antworten.csv", "erinnern/", "schliessen/"])
def test_a_campaign_is_followed_by_those_who_coordinate_its_area(client, holiday, page):
    network = NetworkFactory()
    campaign = CampaignFactory(holiday=holiday, network=network)
    address = f"{LIST}{campaign.pk}/{page}"
    ask = client.post if page.endswith("n/") else client.get
    people = [
        person("coordinator", network=network),
        person("steering"),
        person("coordinator", network=NetworkFactory()),
    ]
    people += [person("planner"), person("partner_lead", partner=PartnerFactory()), person()]
    found = []
    for one in people:
        client.force_login(one)
        found.append(ask(address).status_code)
    client.logout()
    good = 302 if page.endswith("n/") else 200
    assert (found, ask(address).url) == ([good, good, 404, 403, 403, 403], f"/konto/anmelden/?next={address}")


def test_wrong_ways_of_asking_are_refused(client, steering, campaign):
    address = f"{LIST}{campaign.pk}/"
    answers = [client.get(f"{address}erinnern/"), client.get(f"{address}schliessen/"), client.post(address)]
    answers += [client.post(LIST), client.delete(NEW), client.post(f"{address}antworten.csv")]
    assert [answer.status_code for answer in answers] == [405] * 6
    assert client.get(f"{LIST}999999/").status_code == 404


def test_the_pages_cost_the_same_for_few_and_for_many(client, steering, campaign, holiday, django_assert_num_queries):
    for number in (0, 20):
        for _ in range(number):
            published()
        Campaign.objects.all().delete()
        fresh = CampaignFactory.build(holiday=holiday)
        start_campaign(fresh, by=steering)
        for path, queries in ((f"{LIST}{fresh.pk}/", 8), (LIST, 6)):
            client.get(path)
            with django_assert_num_queries(queries):
                client.get(path)


def test_a_list_without_campaigns_says_when_one_is_good(client, steering):
    page = parsed(client.get(LIST))
    assert [text_of(one) for one in page.findall(".//p[@class='empty-title']")] == ["Es gab noch keine Saisonabfrage."]


def test_a_round_that_began_is_told(client, steering, campaign):
    begin_round(campaign, days(1))
    page = parsed(client.get(f"{LIST}{campaign.pk}/"))
    facts = {text_of(row.find("dt")): text_of(row.find("dd")) for row in page.findall(".//dl/div")}
    assert facts["Erinnerung"].startswith("zuletzt am ")
