"""Records of the life of networks: who coordinates, what was agreed, written down, decided and wanted."""

import datetime

import factory
from django.core.files.base import ContentFile

from network.models import (
    Accession,
    AgreedLink,
    CoordinationMandate,
    CouncilDecision,
    DecisionBody,
    Document,
    DocumentVersion,
    Goal,
    Measure,
    MissionStatement,
    RulesOfProcedure,
    Signature,
)
from tests.network.factories import MembershipFactory, NetworkFactory, PartnerFactory


class CoordinationMandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoordinationMandate

    network = factory.SubFactory(NetworkFactory)
    partner = factory.SubFactory(PartnerFactory)
    function = "Netzwerkkoordination"
    youngest_months = -9
    oldest_months = 36
    valid_from = datetime.date(2020, 1, 1)


class AccessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Accession

    network = factory.SubFactory(NetworkFactory)
    partner = factory.SubFactory(PartnerFactory)
    way = "invitation"


class RulesFactory(factory.django.DjangoModelFactory):
    """A draft; give dates for what is adopted, in force or expired."""

    class Meta:
        model = RulesOfProcedure

    network = factory.SubFactory(NetworkFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Geschäftsordnung"
    text = "# § 1 Ziele\n\nWir arbeiten zusammen."
    drafted_on = datetime.date(2020, 1, 1)


class SignatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Signature

    rules = factory.SubFactory(RulesFactory, adopted_on=datetime.date(2020, 2, 1))
    partner = factory.LazyAttribute(lambda one: MembershipFactory(network=one.rules.network).partner)
    signed_on = datetime.date(2020, 3, 1)
    way = "portal"
    capacity = "Leitung"


class AgreedLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreedLink

    first = factory.SubFactory(PartnerFactory)
    second = factory.SubFactory(PartnerFactory)
    network = factory.SubFactory(NetworkFactory)
    subject = "begleitete Übergänge"
    valid_from = datetime.date(2020, 1, 1)


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Dokument {n}")
    slug = factory.Sequence(lambda n: f"dokument-{n}")
    summary = "Worum es geht."
    kind = "concept"
    audience = "public"


class DocumentVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DocumentVersion

    document = factory.SubFactory(DocumentFactory)
    number = 1
    day = datetime.date(2026, 1, 1)
    file = factory.LazyFunction(lambda: ContentFile(b"Ein Text.", name="text.txt"))
    name = "text.txt"
    kind = "txt"
    size = 9


class DecisionBodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DecisionBody
        django_get_or_create = ("code",)

    code = "jha"
    name = "Jugendhilfeausschuss"


class CouncilDecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CouncilDecision

    body = factory.SubFactory(DecisionBodyFactory)
    day = datetime.date(2026, 2, 3)
    title = factory.Sequence(lambda n: f"Beschluss {n}")
    result = "accepted"


class MissionStatementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MissionStatement

    title = "Kein Kind zurücklassen"
    text = "Wir wollen, dass **jedes** Kind gut aufwächst."
    valid_from = datetime.date(2020, 1, 1)


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    title = factory.Sequence(lambda n: f"Ziel {n}")
    slug = factory.Sequence(lambda n: f"ziel-{n}")
    text = "Was wir wollen."


class MeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Measure

    goal = factory.SubFactory(GoalFactory)
    title = factory.Sequence(lambda n: f"Maßnahme {n}")
    owner = factory.SubFactory(PartnerFactory)
