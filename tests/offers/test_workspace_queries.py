"""Each list of the workspace asks the database as often for one record as for 100 and for 10,000, and shows no more than a page."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Invitation, JoinRequest, User
from offers.example_city.growth.bulk import analyze, run, without_triggers
from offers.models import AskedOffer, AskedPartner, Import, OfferTwins, OutdatedReport, SavedView, Submission
from tests.network.factories import FacilityFactory, MembershipFactory, person
from tests.offers.factories import CampaignFactory, OfferFactory
from tests.sozialraum.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db
SIZES = (1, 100, 10_000)
MOST = 15
MOST_OF_BOARD = 21  # one for each kind of thing that waits
NOW = timezone.now()
RETURNED = "einreichungen/zurueck/"
PAGES = (
    "",
    "angebote/",
    "angebote/?q=nummer",
    "angebote/?sort=anbieter&seite=2",
    "angebote/?status=published&bestaetigung=ueberfaellig&seite=99999",
    "einrichtungen/",
    "einrichtungen/?q=nummer&sort=traeger",
    "partner/",
    "partner/?sort=angebote",
    "meldungen/",
    "einreichungen/",
    "importe/",
    "dubletten/",
    "saisonabfragen/",
    "saisonabfragen/{campaign}/",
    "ansichten/",
    "einladungen/",
)


# By their number, the records of a copy's own.
PARTNER = "(SELECT id FROM network_partner WHERE slug = 'viele-partner-' || n)"
HOUSE = "(SELECT id FROM network_facility WHERE slug = 'viele-haeuser-' || n)"
OFFER = "(SELECT id FROM offers_offer WHERE slug = 'nummer-' || n)"
ASKED = f"(SELECT id FROM offers_askedpartner WHERE partner_id = {PARTNER})"  # noqa: S608 (names of our own)
NAME = "'Nummer ' || n"


class Register:
    """A register that grows: of everything that a list shows as much as of offers."""

    def __init__(self) -> None:
        MunicipalityFactory()
        house = FacilityFactory(name="Nummer 0")
        member = MembershipFactory(partner=house.partner)
        self.people = {"steering": person("steering"), "coordinator": person("coordinator", network=member.network)}
        running = CampaignFactory(network=member.network, answer_by=timezone.localdate())
        closed = CampaignFactory(network=member.network, holiday=running.holiday, started_at=NOW, closed_at=NOW)
        # One more than is asked for, since a pair takes two.
        at_home = {"facility": house, "provider": house.partner, "confirmed_at": None}
        first, offer = (OfferFactory(title=f"Nummer {n}", **at_home) for n in (0, 1))
        asked = AskedPartner.objects.create(campaign=running, partner=house.partner)
        pair = {"first": first, "second": offer, "likeness": 0.9, "has_one_provider": False, "is_near": True}
        self.campaign, self.size = running, 1
        # Of each a record, and what its copies have of their own, as SQL.
        self.samples = [
            (house.partner, {"slug": "'viele-partner-' || n", "name": NAME}),
            (member, {"partner_id": PARTNER}),
            (house, {"slug": "'viele-haeuser-' || n", "name": NAME, "partner_id": PARTNER}),
            (offer, {"slug": "'nummer-' || n", "title": NAME, "provider_id": PARTNER, "facility_id": HOUSE}),
            (closed, {}),
            (asked, {"partner_id": PARTNER}),
            (AskedOffer.objects.create(asked=asked, offer=offer), {"asked_id": ASKED, "offer_id": OFFER}),
            (OutdatedReport.objects.create(offer=offer, message="Stimmt nicht."), {"offer_id": OFFER}),
            (Submission.objects.create(offer=offer), {"offer_id": OFFER}),
            (OfferTwins.objects.create(**pair), {"second_id": OFFER}),
            (
                JoinRequest.objects.create(partner=house.partner, email="kim@example.org"),
                {"email": "n || '@example.org'"},
            ),
            (
                Invitation.objects.create(partner=house.partner, email="kim@example.org"),
                {"email": "n || '@example.org'"},
            ),
        ]
        for user in self.people.values():
            file = Import.objects.create(source="Krefeld", file_name="alle.csv", made_by=user, refused=1)
            view = SavedView.objects.create(user=user, page="staff_offers", name="Nummer 0")
            self.samples += [(file, {}), (view, {"name": NAME})]

    def grow(self, size: int) -> None:
        """Write as many more of everything; without their history and without the copy for families, which no list of staff reads."""
        tables = sorted({sample._meta.db_table for sample, _own in self.samples})
        run("SET CONSTRAINTS ALL IMMEDIATE")
        with without_triggers(tables):
            for sample, own in self.samples:
                table, fields = sample._meta.db_table, sample._meta.concrete_fields
                columns = [field.column for field in fields if not field.primary_key and not field.generated]
                values = ", ".join(own.get(name, f'sample."{name}"') for name in columns)
                names = ", ".join(f'"{name}"' for name in columns)
                run(
                    f"INSERT INTO {table} ({names}) SELECT {values} "  # noqa: S608 (names of our own)
                    f"FROM {table} AS sample, generate_series({self.size}, {size - 1}) AS n WHERE sample.id = {sample.pk}"
                )
                # The next ones are looked up in it.
                analyze([table])
        self.size = size

    def visit(self, user: User) -> dict[str, tuple[int, int]]:
        """Return by page how often it asks and how long it is, once everything is warm."""
        client = Client()
        client.force_login(user)
        found = {path: self.asked(client, path) for path in PAGES}
        sent_back = Submission.objects.all()
        sent_back.update(state="returned", decided_at=NOW, sentence="Bitte mit Uhrzeit.", author=user)
        found[RETURNED] = self.asked(client, RETURNED)
        sent_back.update(state="waiting", decided_at=None)
        return found

    def asked(self, client: Client, path: str) -> tuple[int, int]:
        address = "/verwaltung/" + path.format(campaign=self.campaign.pk)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        assert response.status_code == 200, address
        return len(asked), len(response.content)


@pytest.fixture(scope="module")
def visits(django_db_setup: None, django_db_blocker) -> Iterator[dict[str, list[dict[str, tuple[int, int]]]]]:
    """Give by person what each page costs at each size; the register is gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        register = Register()
        found: dict[str, list] = {role: [] for role in register.people}
        for size in SIZES:
            register.grow(size)
            for role, user in register.people.items():
                found[role].append(register.visit(user))
        yield found
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ["steering", "coordinator"])
@pytest.mark.parametrize("path", [*PAGES, RETURNED])
def test_a_list_asks_as_often_for_10000_records_as_for_one(visits, role, path):
    one, hundred, many = (visit[path][0] for visit in visits[role])
    assert (hundred, many) == (one, one)
    # The overview is no list: each kind of work that waits for somebody is counted by a question of its own.
    assert one <= (MOST if path else MOST_OF_BOARD)


@pytest.mark.parametrize("role", ["steering", "coordinator"])
@pytest.mark.parametrize("path", [*PAGES, RETURNED])
def test_a_list_shows_no_more_of_10000_records_than_of_100(visits, role, path):
    _one, hundred, many = (visit[path][1] for visit in visits[role])
    assert many < 1.3 * hundred
