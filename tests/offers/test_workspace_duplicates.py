"""The list of suspected pairs and the page on which two offers become one."""

import pytest
from django.contrib.gis.geos import Point

from offers.actions import look_for_all_twins
from offers.models import Offer, OfferTwins
from tests.network.factories import FacilityFactory, MembershipFactory, NetworkFactory, PartnerFactory, person
from tests.offers.factories import LanguageFactory, OfferFactory, ScheduleFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
LIST = "/verwaltung/dubletten/"
NOT_ALLOWED = ["", "partner_editor", "planner"]


def pair_that_differs():
    """Return two offers of one title and provider that say different things."""
    provider = PartnerFactory(name="Familienbildung")
    first = OfferFactory(title="Elterncafé", slug="erstes", provider=provider, phone="02161 1")
    second = OfferFactory(
        title="Eltern-Café", slug="zweites", provider=provider, summary="Kommen Sie vorbei.", status="draft"
    )
    second.languages.set([LanguageFactory()])
    look_for_all_twins()
    return [Offer.objects.get(pk=first.pk), Offer.objects.get(pk=second.pk)]


@pytest.fixture
def pair():
    return pair_that_differs()


def address(pair) -> str:
    return f"{LIST}{pair[0].pk}/{pair[1].pk}/"


def answers(client, pair) -> dict[str, str]:
    """Return what the page's form proposes."""
    form = parsed(client.get(address(pair))).find(".//main//form")
    fields = [one for one in form.findall(".//input") if one.get("type") != "radio" or one.get("checked") is not None]
    return {one.get("name"): one.get("value") for one in fields if one.get("name") != "csrfmiddlewaretoken"}


def said(page, classes: str) -> list[str]:
    return [text_of(one) for one in page.findall(f".//*[@class='{classes}']")]


def listed(client, query: str = "") -> list[list[str]]:
    cards = parsed(client.get(LIST + query)).findall(".//main//ul[@class='stack']/li")
    return [[text_of(title) for title in card.findall(".//h2")] for card in cards]


def test_a_pair_says_what_both_are_and_why_it_is_suspected(client, steering, pair):
    card = parsed(client.get(LIST)).find(".//main//ul[@class='stack']/li")
    confirmed = f"{Offer.objects.first().confirmed_at:%d.%m.%Y}"
    assert text_of(card.find("./p")) == (
        "Beide haben denselben Titel und kommen vom selben Anbieter. Die Altersangaben überschneiden sich."
    )
    assert [text_of(block) for block in card.findall("./div/div")] == [
        "Elterncafé Familienbildung für Kinder unter 3 Jahren veröffentlicht, bestätigt am " + confirmed,
        "Eltern-Café Familienbildung für Kinder unter 3 Jahren Entwurf, bestätigt am " + confirmed,
    ]


def test_what_was_written_just_now_is_compared_when_the_list_is_opened(client, steering):
    provider = PartnerFactory()
    before = listed(client)
    OfferFactory.create_batch(2, title="Babytreff", provider=provider)
    assert (before, listed(client)) == ([], [["Babytreff", "Babytreff"]])


def test_an_empty_list_says_what_is_compared(client, steering):
    found = [said(parsed(client.get(LIST + query)), "empty-title") for query in ("", "?verschieden=1")]
    assert found == [["Kein Angebot scheint doppelt zu sein."], ["Noch hat niemand ein Paar für verschieden erklärt."]]


def test_twenty_stand_on_a_page_the_newest_first(client, steering):
    for number in range(22):
        OfferFactory.create_batch(2, title=f"Treff {number}", point=Point(6 + number / 100, 51, srid=4326))
        look_for_all_twins()
    OfferTwins.objects.filter(first__title="Treff 0").update(found_at="2030-01-01 00:00+00:00")
    found = [listed(client), listed(client, "?seite=2")]
    assert ([len(page) for page in found], found[0][0]) == ([20, 2], ["Treff 0", "Treff 0"])


def test_a_pair_is_told_apart_and_suspected_again(client, steering, pair):
    twins = OfferTwins.objects.get()
    client.post(f"{LIST}{twins.pk}/verschieden/")
    shown = parsed(client.get(f"{LIST}?verschieden=1")).find(".//main//ul[@class='stack']/li")
    told = [text_of(one) for one in shown.findall("./p")][-1]
    apart = (listed(client), told.startswith("Für verschieden erklärt am "), told.endswith(f" von {steering.name}"))
    response = client.post(f"{LIST}{twins.pk}/verschieden/", {"doch": "1"})
    assert (apart, response.url, len(listed(client))) == (([], True, True), LIST, 1)


def test_the_board_counts_pairs_and_leads_to_them(client, steering, pair):
    Offer.objects.update(status="published", confirmed_at="2100-01-01")
    links = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
    assert [(text_of(link), link.get("href")) for link in links] == [("1 × Mögliche Dubletten", LIST)]


def test_the_board_counts_no_further_than_a_hundred(client, steering):
    OfferFactory.create_batch(16, title="Elterncafé", provider=PartnerFactory(), confirmed_at="2100-01-01")
    look_for_all_twins()
    links = parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")
    assert [text_of(link) for link in links] == ["mehr als 100 × Mögliche Dubletten"]


def test_the_board_of_an_editor_says_nothing_of_pairs(client, pair):
    client.force_login(person("partner_editor", partner=pair[0].provider))
    assert [one for one in said(parsed(client.get("/verwaltung/")), "link-card-title") if "Dubletten" in one] == []


@pytest.mark.parametrize("role", NOT_ALLOWED)
def test_who_may_not_merge_is_refused_everywhere(client, pair, role):
    client.force_login(person(role, **({"partner": pair[0].provider} if role == "partner_editor" else {})))
    twins = OfferTwins.objects.get()
    apart = f"{LIST}{twins.pk}/verschieden/"
    found = [client.get(LIST), client.get(address(pair)), client.post(address(pair)), client.post(apart)]
    assert [response.status_code for response in found] == [403] * 4


def test_what_is_not_within_reach_is_not_found(client, pair):
    network = NetworkFactory()
    MembershipFactory(network=network, partner=pair[0].provider)
    stranger = OfferFactory()
    Offer.objects.filter(pk=pair[1].pk).update(provider=PartnerFactory())
    client.force_login(person("coordinator", network=network))
    twins = OfferTwins.objects.get()
    found = [
        client.get(address(pair)),
        client.post(address(pair)),
        client.get(address([pair[0], stranger])),
        client.post(f"{LIST}{twins.pk}/verschieden/"),
    ]
    assert ([response.status_code for response in found], OfferTwins.objects.get().apart_at) == ([404] * 4, None)


def test_visitors_are_asked_to_log_in(client, pair):
    assert [client.get(path).status_code for path in (LIST, address(pair))] == [302, 302]


def test_an_offer_is_not_a_twin_of_itself_nor_of_nothing(client, steering, pair):
    wrong = [[pair[0], pair[0]], [pair[0], Offer(pk=999999)]]
    assert [client.get(address(one)).status_code for one in wrong] == [404, 404]
    assert client.post(f"{LIST}999999/verschieden/").status_code == 404


def test_wrong_methods_are_refused(client, steering, pair):
    found = [
        client.post(LIST),
        client.get(f"{LIST}{OfferTwins.objects.get().pk}/verschieden/"),
        client.put(address(pair)),
    ]
    assert [response.status_code for response in found] == [405] * 3


def test_the_page_asks_what_differs_and_proposes_the_fuller_answer(client, steering, pair):
    found = answers(client, pair)
    stamps = {"stand_a": pair[0].updated_at.isoformat(), "stand_b": pair[1].updated_at.isoformat()}
    assert found == {
        **stamps,
        "bleibt": "a",
        "title": "b",
        "summary": "b",
        "phone": "a",
        "languages": "b",
    }


def test_an_answer_is_read_beside_the_number_of_its_offer(client, steering, pair):
    page = parsed(client.get(address(pair)))
    options = [text_of(label) for label in page.findall(".//div[@id='id_languages']//label")]
    assert options == ["1 nichts", "2 Arabisch", "beides zusammen"]


def test_the_preview_shows_what_comes_of_the_answers_and_changes_nothing(client, steering, pair):
    page = parsed(client.post(address(pair), answers(client, pair)))
    rows = dict(
        zip([text_of(dt) for dt in page.findall(".//dt")], [text_of(dd) for dd in page.findall(".//dd")], strict=True)
    )
    assert [rows[name] for name in ("Titel", "Kurz gesagt", "Telefon", "Sprachen")] == [
        "Eltern-Café",
        "Kommen Sie vorbei.",
        "02161 1",
        "Arabisch",
    ]
    assert Offer.objects.filter(status="archived").count() == 0


def test_the_preview_warns_when_families_would_find_neither(client, steering, pair):
    found = [client.post(address(pair), answers(client, pair) | {"bleibt": side}) for side in ("a", "b")]
    titles = [said(parsed(response), "notice-title") for response in found]
    assert titles == [[], ["Das bleibende Angebot ist nicht veröffentlicht."]]


def test_from_the_preview_one_goes_back_with_the_answers(client, steering, pair):
    given = answers(client, pair) | {"phone": "b"}
    page = parsed(client.post(address(pair), given | {"zurueck": "1"}))
    chosen = [one.get("value") for one in page.findall(".//input[@name='phone']") if one.get("checked") is not None]
    assert chosen == ["b"]


def test_two_become_one(client, steering, pair):
    response = client.post(address(pair), answers(client, pair) | {"zusammenfuehren": "1"}, follow=True)
    keep, away = Offer.objects.get(pk=pair[0].pk), Offer.objects.get(pk=pair[1].pk)
    assert (response.redirect_chain, keep.title, keep.phone, away.status, away.merged_into) == (
        [(f"/verwaltung/angebote/{keep.pk}/", 302)],
        "Eltern-Café",
        "02161 1",
        "archived",
        keep,
    )
    assert listed(client) == []


@pytest.mark.parametrize("wrong", [{"phone": ""}, {"phone": "x"}, {"phone": "beide"}, {"bleibt": "c"}])
def test_an_answer_that_is_none_is_named_beside_its_question(client, steering, pair, wrong):
    response = client.post(address(pair), answers(client, pair) | wrong | {"zusammenfuehren": "1"})
    page = parsed(response)
    assert (said(page, "errorlist"), Offer.objects.filter(status="archived").count()) == (
        ["Fehler: Bitte wählen Sie eine der Möglichkeiten."],
        0,
    )


def test_who_finds_an_offer_changed_sees_it_anew_and_keeps_the_answers(client, steering, pair):
    given = answers(client, pair) | {"phone": "b", "zusammenfuehren": "1"}
    pair[1].phone, pair[1].email = "02161 2", "neu@example.org"
    pair[1].save()
    page = parsed(client.post(address(pair), given))
    options = [text_of(label) for label in page.findall(".//div[@id='id_phone']//label")]
    chosen = [one.get("value") for one in page.findall(".//input[@name='phone']") if one.get("checked") is not None]
    stamp = page.find(".//input[@name='stand_b']").get("value")
    assert (said(page, "notice-title")[0], options, chosen, stamp) == (
        "Inzwischen hat jemand etwas geändert.",
        ["1 02161 1", "2 02161 2"],
        ["b"],
        Offer.objects.get(pk=pair[1].pk).updated_at.isoformat(),
    )
    assert Offer.objects.filter(status="archived").count() == 0


def test_a_pair_of_which_one_is_archived_leads_back_to_the_list(client, steering, pair):
    Offer.objects.filter(pk=pair[1].pk).update(status="archived", archived_reason="zu Ende")
    response = client.post(address(pair), {"zusammenfuehren": "1"}, follow=True)
    assert (response.redirect_chain, said(parsed(response), "notice-body")) == (
        [(LIST, 302)],
        ["Eines der beiden Angebote ist archiviert. Es gibt hier nichts mehr zu tun."],
    )


def test_words_of_others_are_no_markup(client, steering, pair):
    Offer.objects.update(summary="<b>fett</b>\nneu")
    Offer.objects.filter(pk=pair[1].pk).update(summary="<i>schräg</i>")
    body = client.get(address(pair)).content.decode()
    assert ("<b>fett</b>" in body, "&lt;b&gt;fett&lt;/b&gt;<br>neu" in body) == (False, True)


def test_the_list_costs_the_same_for_one_and_for_many(client, steering, django_assert_num_queries):
    def write(number: int) -> None:
        for _ in range(number):
            house = FacilityFactory()
            OfferFactory.create_batch(2, title=f"Treff {house.pk}", facility=house)
        look_for_all_twins()

    write(1)
    client.get(LIST)
    with django_assert_num_queries(13):
        client.get(LIST)
    write(15)
    client.get(LIST)
    with django_assert_num_queries(13):
        client.get(LIST)


def test_the_merge_page_costs_the_same_however_much_there_is_to_read(client, steering, pair, django_assert_num_queries):
    client.get(address(pair))
    with django_assert_num_queries(22):
        client.get(address(pair))
    for offer in pair:
        offer.languages.set([LanguageFactory(code=f"x{number}") for number in range(9)])
        ScheduleFactory.create_batch(9, offer=offer)
    client.get(address(pair))
    with django_assert_num_queries(22):
        client.get(address(pair))
