"""The networks in the workspace: who may what, and what becomes of it."""

import datetime
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from network.actions import remind_of_renewals
from network.models import Accession, Document, Goal, Measure, Membership, RulesOfProcedure, Signature
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory, person
from tests.network.factories_of_networks import (
    AccessionFactory,
    CouncilDecisionFactory,
    DocumentFactory,
    DocumentVersionFactory,
    GoalFactory,
    MeasureFactory,
    RulesFactory,
    SignatureFactory,
)
from tests.sozialraum.html import errors, parsed, text_of

pytestmark = pytest.mark.usefixtures("municipality")
DAY = datetime.date(2026, 1, 1)
HOME = "/verwaltung/netzwerke/"


class World:
    """A network with a member and its people, and everybody else."""

    def __init__(self, client_of) -> None:
        self.network = NetworkFactory(name="Frühe Hilfen", renewal_years=3)
        self.member = MembershipFactory(network=self.network, partner__name="Caritas").partner
        self.rules = RulesFactory(network=self.network, number=1, adopted_on=DAY)
        self.users = {
            "lead": person("partner_lead", partner=self.member),
            "editor": person("partner_editor", partner=self.member),
            "coordinator": person("coordinator", network=self.network),
            "other": person("coordinator", network=NetworkFactory()),
            "stranger": person("partner_lead", partner=PartnerFactory()),
            "steering": person("steering"),
            "planner": person("planner"),
            "operator": person("operator"),
        }
        self.people = {name: client_of(user) for name, user in self.users.items()}
        self.path = f"{HOME}{self.network.pk}/"
        self.rules_path = f"{self.path}geschaeftsordnung/{self.rules.pk}/"

    def answers(self, path: str, **data: object) -> dict[str, int]:
        found = {}
        for name, client in self.people.items():
            answer = client.post(path, data) if data else client.get(path)
            list(answer)  # a file is closed once it is read
            found[name] = answer.status_code
        return found


@pytest.fixture
def world(client_of) -> World:
    return World(client_of)


def only(world: World, *names: str, good: int = 200, bad: int = 404, barred: tuple[str, ...] = ()) -> dict[str, int]:
    """Return that some get in and others do not; those without the permission at all are refused with 403."""
    return {name: good if name in names else 403 if name in barred else bad for name in world.people}


INSIDE = ("lead", "editor", "coordinator", "steering", "planner", "operator")
LEADING = ("coordinator", "steering", "operator")
PARTNERS = ("lead", "editor", "stranger", "planner")


# Rights


def test_a_network_opens_to_those_inside_it(world):
    assert world.answers(world.path) == only(world, *INSIDE)
    assert world.answers(world.rules_path) == only(world, *INSIDE)
    assert world.answers(f"{world.rules_path}druck.pdf") == only(world, *INSIDE)


def test_a_draft_opens_to_those_who_lead(world):
    draft = RulesFactory(network=world.network, number=2)
    assert world.answers(f"{world.path}geschaeftsordnung/{draft.pk}/") == only(world, *LEADING)


def test_only_those_who_lead_a_network_write_about_it(world):
    for path in (
        "bearbeiten/",
        "mitgliedschaften/neu/",
        "koordination/neu/",
        "absprachen/neu/",
        "geschaeftsordnung/neu/",
    ):
        found = world.answers(world.path + path)
        assert (path, found) == (path, only(world, *LEADING, barred=PARTNERS))


def test_a_network_is_founded_by_who_leads_everywhere(world):
    assert world.answers(f"{HOME}neu/") == only(world, "steering", "operator", barred=PARTNERS)
    client = world.people["steering"]
    data = {"name": "HOME", "slug": "home", "purpose": "Für Eltern", "youngest_months": "0", "oldest_months": "132"}
    assert client.post(f"{HOME}neu/", data).status_code == 302
    assert errors(parsed(client.post(f"{HOME}neu/", data | {"slug": "dokumente"})))[0].startswith("Kurzname")


def test_documents_are_read_by_their_audience(world):
    for audience, readers in {
        "public": tuple(world.people),
        "members": INSIDE,
        "internal": LEADING,
    }.items():
        version = DocumentVersionFactory(document__audience=audience, document__network=world.network)
        path = f"{HOME}dokumente/{version.document_id}/"
        assert (audience, world.answers(path)) == (audience, only(world, *readers))
        assert (audience, world.answers(f"{path}1/datei/")) == (audience, only(world, *readers))
        listed = {
            name: version.document in client.get(f"{HOME}dokumente/").context["page"].object_list
            for name, client in world.people.items()
        }
        assert {name for name, is_there in listed.items() if is_there} == set(readers)


def test_a_document_of_all_networks_is_read_by_whoever_is_in_any_and_kept_by_the_steering(world):
    document = DocumentFactory(audience="members", network=None)
    # The stranger's partner is in no network.
    assert world.answers(f"{HOME}dokumente/{document.pk}/") == only(world, *INSIDE, "other")
    edit = f"{HOME}dokumente/{document.pk}/bearbeiten/"
    assert world.answers(edit) == only(world, "steering", "operator", barred=PARTNERS)


def test_a_former_member_reads_no_more(world):
    document = DocumentFactory(audience="members", network=world.network)
    Membership.objects.filter(partner=world.member).update(valid_until=timezone.localdate())
    assert world.people["lead"].get(f"{HOME}dokumente/{document.pk}/").status_code == 404
    assert world.people["lead"].get(world.path).status_code == 404


def test_goals_and_decisions_are_kept_by_who_leads_the_network_that_they_name(world):
    goal, everybodys = GoalFactory(network=world.network), GoalFactory()
    measure, decision = MeasureFactory(goal=goal), CouncilDecisionFactory(network=world.network)
    for path in (f"ziele/{goal.pk}/", f"massnahmen/{measure.pk}/", f"beschluesse/{decision.pk}/"):
        assert (path, world.answers(HOME + path)) == (path, only(world, *LEADING, barred=PARTNERS))
    kept = only(world, "steering", "operator", barred=PARTNERS)
    assert world.answers(f"{HOME}ziele/{everybodys.pk}/") == kept
    assert world.answers(f"{HOME}leitbild/neu/") == kept
    assert world.answers(f"{HOME}ziele/") == only(world, *LEADING, "other", barred=PARTNERS)


# Signing


def signs(world: World, who: str, **more: object):
    data = {"partner": world.member.pk, "capacity": "Leitung", "agrees": "on"} | more
    return world.people[who].post(world.rules_path, data)


def test_the_lead_signs_for_the_own_partner(world):
    assert signs(world, "lead").status_code == 302
    found = Signature.objects.get()
    assert (found.partner, found.way, found.signed_on, found.recorded_by) == (
        *(world.member, "portal", timezone.localdate(), world.users["lead"]),
    )


@pytest.mark.parametrize("who", ["editor", "coordinator", "other", "stranger", "steering", "planner", "operator"])
def test_nobody_else_signs_for_it(world, who):
    assert (signs(world, who).status_code, Signature.objects.count()) == (404, 0)


def test_the_lead_signs_for_no_other_partner(world):
    other = MembershipFactory(network=world.network).partner
    answer = signs(world, "lead", partner=other.pk)
    assert (answer.status_code, Signature.objects.count()) == (200, 0)


def test_who_does_not_agree_or_says_no_capacity_hears_so_and_loses_nothing(world):
    answer = world.people["lead"].post(world.rules_path, {"partner": world.member.pk, "capacity": ""})
    sentences = errors(parsed(answer))
    assert (len(sentences), sentences[1].endswith("Bitte bestätigen Sie, dass Sie unterzeichnen möchten.")) == (2, True)
    assert "Leitung" in signs(world, "lead", agrees="").content.decode()


def test_nobody_signs_twice_a_draft_or_what_has_expired(world):
    signs(world, "lead")
    assert signs(world, "lead").status_code == 404
    draft = RulesFactory(network=world.network, number=2)
    old = RulesFactory(
        network=world.network, number=3, adopted_on=DAY, valid_from=DAY, valid_until=DAY.replace(month=2)
    )
    for rules in (draft, old):
        path = f"{world.path}geschaeftsordnung/{rules.pk}/"
        data = {"partner": world.member.pk, "capacity": "Leitung", "agrees": "on"}
        assert world.people["lead"].post(path, data).status_code == 404


def test_the_coordination_notes_a_signature_on_paper_and_takes_it_back(world):
    client, path = world.people["coordinator"], f"{world.rules_path}papier/"
    data = {"partner": world.member.pk, "capacity": "Vorstand", "on_paper": "2026-02-01"}
    assert world.answers(path, x="1")["lead"] == 403
    assert client.post(path, data | {"on_paper": "2999-01-01"}).status_code == 200
    before = client.post(path, data | {"on_paper": "2025-12-31"})
    assert errors(parsed(before)) == ["Mitglied – Diese Fassung konnte an diesem Tag niemand unterzeichnen."]
    assert (client.post(path, data).status_code, Signature.objects.get().way) == (302, "paper")
    client.post(f"{world.rules_path}unterschriften/{Signature.objects.get().pk}/")
    assert Signature.objects.count() == 0


def test_what_was_signed_in_the_portal_nobody_takes_back(world):
    signs(world, "lead")
    world.people["steering"].post(f"{world.rules_path}unterschriften/{Signature.objects.get().pk}/")
    assert Signature.objects.count() == 1


def test_the_coordination_sees_who_has_not_signed(world):
    client = world.people["coordinator"]
    SignatureFactory(rules=world.rules, signed_on=DAY)
    MembershipFactory(network=world.network, role="guest")
    assert list(client.get(world.rules_path).context["unsigned"]) == [world.member]


def test_those_who_have_not_signed_are_asked_once_a_week_by_a_mail_that_leads_to_the_page(
    world, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        world.people["coordinator"].post(f"{world.rules_path}bitten/")
        world.people["coordinator"].post(f"{world.rules_path}bitten/")
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        *([world.users["lead"].email], "Bitte unterzeichnen: Geschäftsordnung Frühe Hilfen"),
    )
    assert world.rules_path in letter.body


def test_the_paper_to_sign_holds_the_words_and_room_for_a_signature(world):
    answer = world.people["lead"].get(f"{world.rules_path}druck.pdf")
    reader = PdfReader(BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert ("Wir arbeiten zusammen." in text, "Unterschrift" in text) == (True, True)
    assert reader.trailer["/Root"]["/Lang"].startswith("de")


# The way of a version


def test_a_version_goes_from_draft_to_its_end(world):
    client = world.people["coordinator"]
    client.post(f"{world.rules_path}schritt/", {"schritt": "inkraftsetzen", "day": "2026-02-01"})
    client.post(f"{world.path}geschaeftsordnung/neu/", {"title": "Neu", "text": "Neue Worte"})
    draft = RulesOfProcedure.objects.get(number=2)
    path = f"{world.path}geschaeftsordnung/{draft.pk}/"
    client.post(f"{path}bearbeiten/", {"title": "Neu", "text": "Andere Worte"})
    client.post(f"{path}schritt/", {"schritt": "verabschieden", "day": "2026-05-01"})
    assert client.get(f"{path}bearbeiten/").status_code == 404
    client.post(f"{path}schritt/", {"schritt": "inkraftsetzen", "day": "2026-06-01"})
    world.rules.refresh_from_db()
    draft.refresh_from_db()
    assert (str(world.rules.state()), str(draft.state()), draft.text) == ("expired", "in_force", "Andere Worte")
    client.post(f"{path}schritt/", {"schritt": "beenden", "day": "2026-07-01"})
    draft.refresh_from_db()
    assert draft.valid_until == datetime.date(2026, 7, 1)


def test_a_step_out_of_order_is_refused_with_a_sentence(world):
    client = world.people["coordinator"]
    answer = client.post(f"{world.rules_path}schritt/", {"schritt": "verabschieden", "day": "2026-02-01"}, follow=True)
    assert "Diese Fassung ist schon verabschiedet." in text_of(parsed(answer).find(".//main"))
    answer = client.post(f"{world.rules_path}schritt/", {"schritt": "inkraftsetzen", "day": "2025-02-01"}, follow=True)
    assert "frühestens am Tag" in text_of(parsed(answer).find(".//main"))
    assert client.post(f"{world.rules_path}schritt/", {"schritt": "x", "day": "gestern"}).status_code == 302


def test_the_coordination_is_reminded_of_the_renewal_three_times(world):
    RulesOfProcedure.objects.filter(pk=world.rules.pk).update(valid_from=DAY)
    due = datetime.date(2029, 1, 1)
    before = [due - datetime.timedelta(days=days) for days in (91, 90, 89, 30, 1, 0, -1)]
    assert [remind_of_renewals(day) for day in before] == [0, 1, 0, 1, 0, 1, 0]
    assert {tuple(letter.to) for letter in mail.outbox} == {(world.users["coordinator"].email,)}
    assert mail.outbox[0].subject == "Geschäftsordnung Frühe Hilfen bis 1. Januar 2029 erneuern"
    assert world.rules_path in mail.outbox[0].body


# Members


def test_a_partner_is_invited_and_accepts(world, django_capture_on_commit_callbacks):
    guest = world.users["stranger"].role_assignments.get().partner
    with django_capture_on_commit_callbacks(execute=True):
        world.people["coordinator"].post(world.path, {"partner": guest.pk, "message": "Kommen Sie dazu!"})
    [letter] = mail.outbox
    assert (letter.to, "Kommen Sie dazu!" in letter.body) == ([world.users["stranger"].email], True)
    asked = Accession.objects.get()
    path = f"{world.path}beitritte/{asked.pk}/"
    assert world.people["stranger"].get(world.path).status_code == 200
    assert world.people["lead"].post(path, {"antwort": "annehmen"}).status_code == 404
    world.people["stranger"].post(path, {"antwort": "annehmen"})
    member = Membership.objects.get(partner=guest)
    assert (member.came_by, member.valid_from, member.role) == ("invitation", timezone.localdate(), "member")
    again = world.people["coordinator"].post(world.path, {"partner": guest.pk})
    assert again.status_code == 200


def test_who_invites_does_not_accept_in_the_partners_name(world):
    asked = AccessionFactory(network=world.network)
    world.people["coordinator"].post(f"{world.path}beitritte/{asked.pk}/", {"antwort": "annehmen"})
    asked.refresh_from_db()
    assert asked.state == "open"
    world.people["coordinator"].post(f"{world.path}beitritte/{asked.pk}/", {"antwort": "zuruecknehmen"})
    asked.refresh_from_db()
    assert (asked.state, Membership.objects.filter(partner=asked.partner).exists()) == ("withdrawn", False)


def test_a_request_is_answered_by_the_coordination(world):
    asked = AccessionFactory(network=world.network, way="request")
    path = f"{world.path}beitritte/{asked.pk}/"
    world.people["coordinator"].post(path, {"antwort": "annehmen"})
    assert Membership.objects.get(partner=asked.partner).came_by == "request"
    answer = world.people["coordinator"].post(path, {"antwort": "annehmen"}, follow=True)
    assert "Jemand anderes hat das gerade beantwortet." in text_of(parsed(answer).find(".//main"))


def test_a_membership_that_was_signed_in_is_not_cut_short(world):
    SignatureFactory(rules=world.rules, partner=world.member, signed_on=DAY)
    member = Membership.objects.get(partner=world.member)
    data = {"partner": world.member.pk, "role": "guest", "came_by": "", "valid_from": "2020-01-01", "valid_until": ""}
    answer = world.people["coordinator"].post(f"{world.path}mitgliedschaften/{member.pk}/", data)
    assert errors(parsed(answer))[0].startswith("In dieser Mitgliedschaft wurde die Geschäftsordnung unterzeichnet.")


# Documents, goals


def test_a_document_comes_in_and_gets_a_second_version(world):
    client = world.people["coordinator"]
    data = {"title": "Bericht", "kind": "report", "summary": "Kurz", "audience": "members", "source_url": ""}
    assert errors(parsed(client.post(f"{HOME}dokumente/neu/", data | {"network": ""})))[0].startswith("Netzwerk")
    client.post(f"{HOME}dokumente/neu/", data | {"network": world.network.pk})
    document = Document.objects.get()
    path = f"{HOME}dokumente/{document.pk}/"
    for number in (1, 2):
        file = SimpleUploadedFile("bericht.txt", f"Text {number}".encode())
        assert client.post(path, {"file": file, "day": "2026-01-01", "note": ""}).status_code == 302
    assert [one.number for one in document.versions.all()] == [2, 1]
    wrong = client.post(path, {"file": SimpleUploadedFile("bericht.pdf", b"Text"), "day": "2026-01-01"})
    assert errors(parsed(wrong)) == ["Datei – Die Datei endet auf „.pdf“, ihr Inhalt ist aber „.txt“."]
    assert world.people["lead"].post(path, {"day": "2026-01-01"}).status_code == 404


def test_a_goal_and_a_measure_are_entered(world):
    client = world.people["coordinator"]
    goal = {"title": "Guter Start", "slug": "guter-start", "text": "Für alle", "order": "1", "is_public": "on"}
    assert errors(parsed(client.post(f"{HOME}ziele/neu/", goal)))[0].startswith("Netzwerk")
    assert client.post(f"{HOME}ziele/neu/", goal | {"network": world.network.pk}).status_code == 302
    measure = {"goal": Goal.objects.get().pk, "title": "Besuche", "owner": world.member.pk, "status": "done"}
    answer = client.post(f"{HOME}massnahmen/neu/", measure)
    assert errors(parsed(answer)) == ["Umgesetzt am – Was umgesetzt ist, nennt den Tag, und nur das."]
    assert client.post(f"{HOME}massnahmen/neu/", measure | {"done_on": "2026-01-01"}).status_code == 302
    assert Measure.objects.get().owner == world.member
