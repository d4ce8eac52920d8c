"""What the forms of the networks' life say to input that cannot be right: a sentence beside the field that it is about."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from network.forms import networks as forms
from network.models import (
    AgreedLink,
    CoordinationMandate,
    CouncilDecision,
    Document,
    Goal,
    Measure,
    Membership,
    MissionStatement,
    Network,
    Partner,
)
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory
from tests.network.factories_of_networks import (
    CoordinationMandateFactory,
    DecisionBodyFactory,
    DocumentFactory,
    GoalFactory,
    MissionStatementFactory,
)

pytestmark = pytest.mark.usefixtures("municipality")
REQUIRED = ["Dieses Feld ist zwingend erforderlich."]
NO_CHOICE = ["Bitte eine gültige Auswahl treffen. Dies ist keine gültige Auswahl."]
NO_DAY = ["Bitte ein gültiges Datum eingeben."]
NO_ADDRESS = ["Bitte eine gültige Adresse eingeben."]
BACKWARD = ["Das Ende muss nach dem Beginn liegen."]
AGES = ["Das jüngste Alter muss unter dem ältesten liegen."]
PROGRESS = ["Zum Stand gehört ein Datum, und umgekehrt."]
ACCEPTED = CouncilDecision._meta.get_field("result").choices[0][0]
DONE = ["Was umgesetzt ist, nennt den Tag, und nur das."]


def said(form) -> dict[str, list[str]]:
    """Return the sentences beside each field of a form."""
    return {name: [str(sentence) for sentence in sentences] for name, sentences in form.errors.items()}


def too_long(most: int, found: int) -> list[str]:
    return [
        f"Bitte sicherstellen, dass der Wert aus höchstens {most} Zeichen besteht. (Er besteht aus {found} Zeichen.)"
    ]


def required(*names: str) -> dict[str, list[str]]:
    return dict.fromkeys(names, REQUIRED)


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (forms.NetworkForm, ("name", "slug", "purpose", "youngest_months", "oldest_months")),
        (forms.MembershipForm, ("partner", "role", "valid_from")),
        (forms.AgreedLinkForm, ("first", "second", "subject", "valid_from")),
        (forms.DecisionForm, ("body", "day", "title", "result")),
        (forms.MissionForm, ("title", "text", "valid_from")),
        (forms.GoalForm, ("title", "slug", "text", "order")),
        (forms.MeasureForm, ("goal", "title", "owner", "status")),
        (forms.RulesForm, ("title", "text")),
    ],
)
def test_an_empty_form_says_what_is_needed(form, names):
    assert said(form({})) == required(*names)


def network(**fields) -> dict[str, list[str]]:
    good = {"name": "HOME", "slug": "home", "purpose": "Für Eltern", "youngest_months": -9, "oldest_months": 132}
    return said(forms.NetworkForm(good | fields, instance=Network()))


def test_a_network_has_an_address_of_its_own_and_an_age_span():
    NetworkFactory(slug="schule")
    assert network() == {}
    assert network(slug="schule") == {"slug": ["Netzwerk mit diesem Wert für das Feld Adresse existiert bereits."]}
    reserved = ["Diese Adresse gehört einer Seite des Netzwerks. Bitte eine andere wählen."]
    assert network(slug="ziele") == {"slug": reserved}
    assert network(youngest_months=132, oldest_months=12) == {"oldest_months": AGES}
    span = ["Das Alter liegt zwischen Schwangerschaft (−9) und 27 Jahren (325)."]
    assert network(oldest_months=5000) == {"oldest_months": span}
    years = ["Bitte ein bis zehn Jahre angeben oder das Feld leer lassen."]
    assert [network(renewal_years=number) for number in (0, 11)] == [{"renewal_years": years}] * 2


def test_a_member_is_a_living_partner_and_its_time_runs_forward():
    living, away = PartnerFactory(), PartnerFactory(archived_reason="aufgelöst", is_public=False)
    good = {"partner": living.pk, "role": "member", "came_by": "invitation", "valid_from": "2026-01-01"}

    def member(**fields):
        return said(forms.MembershipForm(good | fields, instance=Membership(network=NetworkFactory())))

    assert member() == {}
    assert member(partner=away.pk) == {"partner": NO_CHOICE}
    assert member(valid_from="31.2.2026") == {"valid_from": NO_DAY}
    assert member(valid_until="2025-12-31") == {"valid_until": BACKWARD}


def test_a_mandate_is_reached_at_a_point_of_its_own_network():
    mandate = CoordinationMandateFactory()
    form = forms.MandateForm(instance=CoordinationMandate(network=mandate.network))
    assert list(form.fields["contact_point"].queryset) == []
    good = {"partner": mandate.partner_id, "function": "Koordination", "valid_from": "2026-01-01"}
    ages = {"youngest_months": 40, "oldest_months": 12, "valid_until": "2025-01-01"}
    found = forms.MandateForm(good | ages, instance=CoordinationMandate(network=mandate.network))
    assert said(found) == {"oldest_months": AGES, "valid_until": BACKWARD}


def test_two_agree_on_something():
    one, other = MembershipFactory().partner, PartnerFactory()
    good = {"first": one.pk, "second": other.pk, "subject": "Übergänge", "valid_from": "2026-01-01"}

    def link(**fields):
        return said(forms.AgreedLinkForm(good | fields, instance=AgreedLink(network=NetworkFactory())))

    assert link() == {}
    assert link(second=one.pk) == {"second": ["Eine Absprache treffen zwei verschiedene Partner."]}
    assert link(valid_until="2026-01-01") == {"valid_until": BACKWARD}


def test_a_decision_says_what_was_decided_when_and_for_how_much():
    good = {"body": DecisionBodyFactory().pk, "day": "2026-03-01", "title": "HOME", "result": ACCEPTED}

    def decision(**fields):
        return said(forms.DecisionForm(good | fields, instance=CouncilDecision()))

    assert decision() == {}
    assert decision(body=0, day="heute", link="kein link") == {
        "body": NO_CHOICE,
        "day": NO_DAY,
        "link": NO_ADDRESS,
    }
    assert decision(title="x" * 201) == {"title": too_long(200, 201)}
    assert decision(amount="5") == {"amount": ["Zu einem Betrag gehört das Haushaltsjahr."]}
    assert decision(amount="-5", budget_year=2026) == {"amount": ["Ein Betrag ist nicht negativ."]}
    year = ["Bitte ein Haushaltsjahr wie 2027 angeben."]
    assert decision(amount="5", budget_year=1800) == {"budget_year": year}


def test_an_address_without_a_scheme_is_meant_to_be_safe():
    good = {"body": DecisionBodyFactory().pk, "day": "2026-03-01", "title": "HOME", "result": ACCEPTED}
    form = forms.DecisionForm(good | {"link": "example.org/vorlage"}, instance=CouncilDecision())
    assert (said(form), form.cleaned_data["link"]) == ({}, "https://example.org/vorlage")


def test_one_mission_statement_holds_at_a_time():
    MissionStatementFactory(valid_from="2025-01-01")
    data = {"title": "Kein Kind zurücklassen", "text": "…", "valid_from": "2026-01-01"}
    found = said(forms.MissionForm(data, instance=MissionStatement()))
    assert found == {"__all__": ["In dieser Zeit gilt schon ein anderes Leitbild."]}


def test_a_goal_tells_how_far_it_is_and_since_when():
    there = GoalFactory()
    good = {"title": "Jedes Kind", "slug": "jedes-kind", "text": "…", "order": 1}

    def goal(**fields):
        return said(forms.GoalForm(good | fields, instance=Goal()))

    assert goal() == {}
    assert goal(slug=there.slug) == {"slug": ["Ziel mit diesem Wert für das Feld Adresse existiert bereits."]}
    assert goal(progress="läuft") == {"progress_on": PROGRESS}
    assert goal(progress_on="2026-01-01") == {"progress_on": PROGRESS}
    assert goal(order=-1) == {"order": ["Dieser Wert muss größer oder gleich 0 sein."]}


def test_a_measure_that_is_done_says_when():
    goal, owner = GoalFactory(), PartnerFactory()
    good = {"goal": goal.pk, "title": "Besuche", "owner": owner.pk, "status": "planned"}

    def measure(**fields):
        return said(forms.MeasureForm(good | fields, instance=Measure()))

    assert measure() == {}
    assert measure(status="done") == {"done_on": DONE}
    assert measure(done_on="2026-01-01") == {"done_on": DONE}
    assert measure(budget="-1") == {"budget": ["Ein Budget ist nicht negativ."]}
    assert measure(due_on="bald", owner=0) == {"due_on": NO_DAY, "owner": NO_CHOICE}


def test_a_document_of_all_networks_is_for_who_leads_everywhere():
    mine = NetworkFactory()
    about = {"networks": Network.objects.filter(pk=mine.pk), "instance": Document()}
    good = {"title": "Bericht", "summary": "Was war", "kind": DocumentFactory().kind, "audience": "public"}
    kind = {"kind": forms.DocumentForm(**about, for_all=True).fields["kind"].choices[1][0]}
    assert said(forms.DocumentForm(good | kind, **about, for_all=True)) == {}
    assert said(forms.DocumentForm(good | kind, **about, for_all=False)) == {"network": REQUIRED}
    other = {"network": NetworkFactory().pk, "source_url": "kein link", "audience": "niemand"}
    assert said(forms.DocumentForm(good | kind | other, **about, for_all=False)) == {
        "network": NO_CHOICE,
        "source_url": NO_ADDRESS,
        "audience": ["Bitte eine gültige Auswahl treffen. niemand ist keine gültige Auswahl."],
    }


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.exe", b"MZ", "Die Datei endet auf „.exe“, ihr Inhalt ist aber „.txt“."),
        ("a.pdf", b"kein pdf", "Die Datei endet auf „.pdf“, ihr Inhalt ist aber „.txt“."),
        ("a.pdf", b"", "Die Datei ist leer."),
        ("a.pdf", b"%PDF-1.4 x", "Das PDF ist unvollständig. Bitte erstellen Sie es noch einmal."),
        ("b.png", b"<html>", "Die Datei endet auf „.png“, ihr Inhalt ist aber „.txt“."),
    ],
)
def test_a_file_is_what_it_is_called(name, content, sentence):
    form = forms.VersionForm({"day": "2026-01-01"}, {"file": SimpleUploadedFile(name, content)})
    assert said(form) == {"file": [sentence]}


def test_a_version_has_a_file_and_a_day():
    assert said(forms.VersionForm({"day": ""}, {})) == required("file", "day")


def test_somebody_signs_for_a_partner_they_lead_and_says_so():
    led = Partner.objects.filter(pk=PartnerFactory().pk)
    assert said(forms.SignForm({}, partners=led)) == required("partner", "capacity") | {
        "agrees": ["Bitte bestätigen Sie, dass Sie unterzeichnen möchten."]
    }
    other = {"partner": PartnerFactory().pk, "capacity": "Leitung", "agrees": "on"}
    assert said(forms.SignForm(other, partners=led)) == {"partner": NO_CHOICE}


def test_nobody_signed_on_paper_tomorrow():
    led = Partner.objects.filter(pk=PartnerFactory().pk)
    data = {"partner": led.get().pk, "capacity": "Leitung", "on_paper": "2999-01-01"}
    found = said(forms.PaperSignatureForm(data, partners=led))
    assert found == {"on_paper": ["Dieser Tag liegt noch vor uns."]}


def test_a_message_to_a_network_is_short():
    asked = Partner.objects.filter(pk=PartnerFactory().pk)
    data = {"partner": asked.get().pk, "message": "x" * 2001}
    assert said(forms.AccessionForm(data, partners=asked)) == {"message": too_long(2000, 2001)}
