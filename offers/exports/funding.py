"""Grants as rows of a file: all of a list, and one for the proof of how its money was used."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from offers.models import Grant

Rows = tuple[Sequence[str], Iterable[Sequence[object]]]


def list_rows(grants: Iterable[Grant]) -> Rows:
    """Return a line for each grant and one for each partner it is passed on to; `grants` come with what they refer to."""
    header = [
        *(_("Förderung"), _("Förderlinie"), _("Stand"), _("Antrag stellt"), _("Bewilligungsbehörde")),
        *(_("Bescheid"), _("Bescheid vom"), _("von"), _("bis"), _("Förderung (Euro)"), _("Eigenanteil (Euro)")),
        *(_("ausgegeben (Euro)"), _("weitergeleitet an"), _("weitergeleitet (Euro)"), _("davon nachgewiesen (Euro)")),
    ]
    return header, lines_of(grants)


def lines_of(grants: Iterable[Grant]) -> Iterator[list[object]]:
    for grant in grants:
        start, end = grant.valid_from.isoformat(), grant.valid_until.isoformat()
        decided = grant.decided_on.isoformat() if grant.decided_on else ""
        named = [grant.title, grant.line.name, grant.get_status_display(), grant.applicant.name, grant.authority]
        named += [grant.decision_number, decided, start, end]
        yield [*named, grant.amount, grant.own_share, money(grant.spent), "", "", ""]
        for one in grant.forwardings.all():
            # The sums of the grant stand in its own line alone, so that a column can be added up.
            yield [*named, "", "", "", one.recipient.name, one.amount, money(one.spent)]


def proof_rows(grant: Grant) -> Rows:
    """Return what the proof of use asks for: numbers and texts, each with its name; not a copy of any form."""
    return [_("Angabe"), _("Text"), _("Euro")], list(proof_lines(grant))


def proof_lines(grant: Grant) -> Iterator[list[object]]:
    yield [_("Förderung"), grant.title, ""]
    yield [_("Förderlinie"), grant.line.name, ""]
    yield [_("Antrag stellt"), grant.applicant.name, ""]
    yield [_("Bewilligungsbehörde"), grant.authority, ""]
    yield [_("Bescheid"), " ".join(filter(None, [grant.decision_number, german(grant.decided_on)])), ""]
    yield [_("Zeitraum"), f"{german(grant.valid_from)} – {german(grant.valid_until)}", ""]
    yield [_("Zweck"), grant.purpose, ""]
    yield [_("bewilligte Förderung"), "", grant.amount]
    yield [_("Eigenanteil"), "", grant.own_share]
    yield [_("zusammen"), "", grant.total]
    yield [_("ausgegeben"), "", money(grant.spent)]
    if grant.spent is not None:
        yield [_("noch nicht ausgegeben"), "", grant.total - grant.spent]
    yield from forwarded_lines(grant)
    for label, names in paid_for(grant):
        yield [label, ", ".join(names), ""]
    yield [_("was damit erreicht wurde"), grant.report, ""]


def forwarded_lines(grant: Grant) -> Iterator[list[object]]:
    """Yield to whom money was passed on, how much, and how much of it they have proved."""
    passed_on = list(grant.forwardings.all())
    for one in passed_on:
        yield [_("weitergeleitet an %(name)s") % {"name": one.recipient.name}, one.note, one.amount]
        yield [_("davon nachgewiesen: %(name)s") % {"name": one.recipient.name}, "", money(one.spent)]
    yield [_("weitergeleitet zusammen"), "", sum((one.amount for one in passed_on), Decimal(0))]


def paid_for(grant: Grant) -> list[tuple[str, list[str]]]:
    """Return what a grant pays for, by kind; kinds of which there is nothing are left out."""
    found = [
        (_("Programme"), [one.name for one in grant.programmes.all()]),
        (_("Angebote"), [one.title for one in grant.offers.all()]),
        (_("Einrichtungen"), [one.name for one in grant.facilities.all()]),
    ]
    return [(label, names) for label, names in found if names]


def money(amount: Decimal | None) -> Decimal | str:
    return "" if amount is None else amount


def german(day: object) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
