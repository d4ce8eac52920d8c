"""The list of suspected pairs narrowed, and the other offer of a pair that nobody suspects looked for."""

import pytest
from django.contrib.gis.geos import Point

from offers.actions import look_for_all_twins
from offers.models import Offer, OfferTwins, Submission
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory, person
from tests.offers.factories import OfferFactory, OfferTypeFactory
from tests.offers.test_workspace_duplicates import LIST, NOT_ALLOWED, listed, pair_that_differs, said
from tests.offers.writing import NEW, SUBMIT, complete_offer, edit_page, new_offer, write
from tests.sozialraum.factories import DistrictFactory, SocialSpaceFactory, SocialSpaceMembershipFactory
from tests.sozialraum.html import parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def pair():
    return pair_that_differs()


def pairs_on_the_board(client) -> list[str]:
    titles = [text_of(one) for one in parsed(client.get("/verwaltung/")).findall(".//ul[@class='cards']//a")]
    return [title for title in titles if "Dubletten" in title]


def test_what_was_written_just_now_is_counted_on_the_board(client, steering, django_capture_on_commit_callbacks):
    there = complete_offer(title="Krabbelgruppe", is_citywide=True)
    look_for_all_twins()
    with django_capture_on_commit_callbacks(execute=True):
        write(client, NEW, **new_offer(provider=there.provider_id, is_another="on"))
    new = pairs_on_the_board(client)
    with django_capture_on_commit_callbacks(execute=True):
        write(client, edit_page(there), title="Etwas ganz anderes")
    assert (new, pairs_on_the_board(client)) == (["1 × Mögliche Dubletten"], [])


def test_what_an_approval_makes_alike_is_counted_on_the_board(client, steering, django_capture_on_commit_callbacks):
    there, other = complete_offer(title="Krabbelgruppe"), complete_offer(title="Etwas ganz anderes")
    Offer.objects.filter(pk=other.pk).update(provider=there.provider_id)
    look_for_all_twins()
    client.force_login(person("partner_editor", partner=there.provider))
    write(client, edit_page(other), wish=SUBMIT, title="Krabbelgruppe")
    client.force_login(steering)
    address = f"/verwaltung/einreichungen/{Submission.objects.get().pk}/bearbeiten/"
    with django_capture_on_commit_callbacks(execute=True):
        write(client, address)
    assert pairs_on_the_board(client) == ["1 × Mögliche Dubletten"]


# The list narrowed


def pair_of(title: str, **fields):
    """Write two offers of one title; the first one alone has these fields."""
    found = [OfferFactory(title=title, **fields), OfferFactory(title=title, provider=fields.get("provider"))]
    look_for_all_twins()
    return found


@pytest.fixture
def pairs(client, steering):
    """Write two pairs: of the second nothing is like the first but what all offers share."""
    here, space = DistrictFactory(slug="hier", column=0), SocialSpaceFactory(slug="raum")
    SocialSpaceMembershipFactory(social_space=space, district=here)
    provider = PartnerFactory(name="Évangelische Familienbildung", slug="fbs")
    kind = OfferTypeFactory(code="kurs", name="Kurs")
    pair_of("Elterncafé", provider=provider, district=here, type=kind, summary="Kommen Sie vorbei.")
    place = {"point": Point(6.4, 51.2, srid=4326), "provider": PartnerFactory()}
    OfferFactory(title="Singkreis", **place)
    OfferFactory(title="Singekreis", **place | {"provider": PartnerFactory()})
    look_for_all_twins()


CAFE, SINGING = ["Elterncafé"] * 2, ["Singkreis", "Singekreis"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=elterncafe", [CAFE]),
        ("q=vorbei", [CAFE]),
        ("q=singe", [SINGING]),
        ("anbieter=evangelische+familien", [CAFE]),
        ("anbieter=fbs", [CAFE]),
        ("stadtteil=hier", [CAFE]),
        ("sozialraum=raum", [CAFE]),
        ("art=kurs", [CAFE]),
        ("ein_anbieter=on", [CAFE]),
        ("ein_ort=on", [SINGING]),
        ("ein_ort=on&q=elterncafe", []),
        ("sort=titel", [CAFE, SINGING]),
        ("sort=aehnlich", [CAFE, SINGING]),
        ("", [SINGING, CAFE]),
        ("art=gibt-es-nicht", [SINGING, CAFE]),
    ],
)
def test_pairs_are_narrowed_and_sorted_by_what_one_of_both_says(client, pairs, query, found):
    assert listed(client, f"?{query}") == found


def test_a_filter_that_is_set_is_told_and_taken_back(client, pairs):
    chips = parsed(client.get(f"{LIST}?q=singe&ein_ort=on&seite=1")).findall(".//a[@data-filter]")
    assert [(one.get("data-filter"), one.get("href")) for one in chips] == [
        ("q=singe", f"{LIST}?ein_ort=on"),
        ("ein_ort=on", f"{LIST}?q=singe"),
    ]


def test_what_the_list_does_not_know_is_said_and_ignored(client, pairs):
    lines = parsed(client.get(f"{LIST}?art=x&farbe=rot")).findall(".//*[@class='notice-body']/p")
    assert [text_of(line) for line in lines] == [
        "„x“ kennen wir nicht (Art). Wir suchen ohne diese Angabe.",
        "„farbe“ gibt es in dieser Liste nicht. Wir suchen ohne diese Angabe.",
    ]


def test_what_was_told_apart_is_narrowed_among_itself(client, steering, pairs):
    for twins in OfferTwins.objects.all():
        client.post(f"{LIST}{twins.pk}/verschieden/")
    page = parsed(client.get(f"{LIST}?verschieden=1&q=singe"))
    hidden = page.find(".//main//form[@role='search']/input")
    links = [one.get("href") for one in page.findall(".//a[@data-filter]")]
    assert (listed(client, "?verschieden=1&q=singe"), hidden.get("name"), links) == (
        [SINGING],
        "verschieden",
        [f"{LIST}?verschieden=1"],
    )


def test_after_a_decision_the_list_is_narrowed_as_before(client, pairs):
    form = parsed(client.get(f"{LIST}?ein_ort=on&seite=1")).find(".//main//ul[@class='stack']//form")
    query = form.find(".//input[@name='suche']").get("value")
    assert (query, client.post(form.get("action"), {"suche": query}).url) == ("ein_ort=on", f"{LIST}?ein_ort=on")


def test_a_decision_leads_nowhere_else(client, steering, pair):
    address = f"{LIST}{OfferTwins.objects.get().pk}/verschieden/"
    assert client.post(address, {"suche": "//example.org/\0"}).url == f"{LIST}?%2F%2Fexample.org%2F="


def test_where_no_pair_fits_the_list_says_so(client, pairs):
    page = parsed(client.get(f"{LIST}?q=nirgends"))
    links = [one.get("href") for one in page.findall(".//main//div[@class='actions']/a")]
    assert (said(page, "empty-title"), links) == (["Dazu gibt es hier kein Paar."], [LIST])


def test_a_narrowed_list_costs_no_more_than_the_whole_one(client, pairs, django_assert_num_queries):
    query = "?q=e&anbieter=fbs&stadtteil=hier&sozialraum=raum&art=kurs&ein_anbieter=on&sort=titel"
    client.get(LIST + query)
    with django_assert_num_queries(13):
        client.get(LIST + query)


# The other offer, looked for


def looked_for(offer, query: str = "") -> str:
    return f"{LIST}{offer.pk}/{query}"


def others(client, offer, query: str = "") -> list[tuple[str, str]]:
    rows = parsed(client.get(looked_for(offer, query))).findall(".//main//ul[@class='cards']/li")
    return [(text_of(row.find(".//a")), row.findall(".//a")[1].get("href")) for row in rows]


def test_an_offer_leads_to_the_search_for_the_other_one(client, steering, pair):
    links = {
        text_of(one): one.get("href") for one in parsed(client.get(f"/verwaltung/angebote/{pair[0].pk}/")).iter("a")
    }
    assert links["Mit einem anderen zusammenführen"] == looked_for(pair[0])


def test_who_may_not_merge_is_not_led_there(client, pair):
    client.force_login(person("partner_editor", partner=pair[0].provider))
    links = [text_of(one) for one in parsed(client.get(f"/verwaltung/angebote/{pair[0].pk}/")).iter("a")]
    assert "Mit einem anderen zusammenführen" not in links


def test_at_first_those_are_shown_that_are_much_alike(client, steering, pair):
    OfferFactory(title="Etwas ganz anderes")
    assert others(client, pair[0]) == [("Eltern-Café", f"{LIST}{pair[0].pk}/{pair[1].pk}/")]


def test_two_that_nobody_suspects_are_found_and_laid_side_by_side(client, steering):
    one = OfferFactory(title="Krabbelgruppe")
    other = OfferFactory(title="Offener Treff", provider=PartnerFactory(name="Haus Sonne"))
    OfferFactory(title="Offener Treff", status="archived")
    found = [others(client, one, query) for query in ("", "?q=offen", "?anbieter=sonne", "?q=krabbel")]
    way = ("Offener Treff", f"{LIST}{one.pk}/{other.pk}/")
    assert (found, client.get(way[1]).status_code) == ([[], [way], [way], []], 200)


@pytest.mark.parametrize("query", ["?stadtteil=hier", "?art=kurs"])
def test_the_other_one_is_looked_for_by_area_and_type(client, steering, query):
    one = OfferFactory()
    there = OfferFactory(district=DistrictFactory(slug="hier", column=0), type=OfferTypeFactory(code="kurs"))
    OfferFactory()
    assert [title for title, _way in others(client, one, query)] == [there.title]


def test_a_search_that_finds_nothing_says_where_it_looked(client, steering, pair):
    page = parsed(client.get(looked_for(pair[0], "?q=nirgends")))
    assert said(page, "empty-title") == ["Dazu gibt es kein Angebot."]


def test_only_what_one_may_merge_is_found(client, pair):
    network = NetworkFactory()
    MembershipFactory(network=network, partner=pair[0].provider)
    OfferFactory(title="Elterncafé nebenan")
    client.force_login(person("coordinator", network=network))
    found = others(client, pair[0], "?q=eltern")
    stranger = OfferFactory()
    assert ([title for title, _way in found], client.get(looked_for(stranger)).status_code) == (["Eltern-Café"], 404)


def test_an_archived_offer_is_merged_with_nothing(client, steering, pair):
    Offer.objects.filter(pk=pair[0].pk).update(status="archived", archived_reason="Zu Ende.")
    page = f"/verwaltung/angebote/{pair[0].pk}/"
    response = client.get(looked_for(pair[0]))
    links = [text_of(one) for one in parsed(client.get(page)).iter("a")]
    assert (response.url, "Mit einem anderen zusammenführen" in links) == (page, False)


def test_the_search_is_for_those_who_may_merge(client, pair):
    found = []
    for role in NOT_ALLOWED:
        client.force_login(person(role, **({"partner": pair[0].provider} if role == "partner_editor" else {})))
        found.append(client.get(looked_for(pair[0])).status_code)
    client.logout()
    assert (found, client.get(looked_for(pair[0])).status_code) == ([403] * 3, 302)


def test_the_search_refuses_other_methods_and_unknown_numbers(client, steering, pair):
    found = [client.post(looked_for(pair[0])), client.get(looked_for(Offer(pk=999999)))]
    assert [response.status_code for response in found] == [405, 404]


def test_many_are_found_in_pages_at_the_same_cost(client, steering, pair, django_assert_num_queries):
    address = looked_for(pair[0], "?q=singkreis")
    OfferFactory(title="Singkreis")
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)
    OfferFactory.create_batch(22, title="Singkreis")
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)
    assert [len(others(client, pair[0], f"?q=singkreis&seite={page}")) for page in (1, 2)] == [20, 3]
