"""What the history of a grant tells."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from network.models import Partner
from offers.content.reading import Content
from offers.content.schema import Part, Schema
from offers.models import Forwarding, Grant, GrantDeadline


def tell_forwardings(rows: Iterable[Content]) -> str:
    """Return to whom how much is passed on."""
    rows = list(rows)
    names = dict(Partner.objects.filter(pk__in=[row["recipient_id"] for row in rows]).values_list("pk", "name"))
    lines = []
    for row in rows:
        said = f"{names.get(row['recipient_id'], '?')}: {in_words(row['amount'])} €"
        proved = _("%(amount)s € nachgewiesen") % {"amount": in_words(row["spent"])} if row["spent"] is not None else ""
        lines.append(", ".join(filter(None, [said, proved, row["note"]])))
    return "\n".join(lines)


def tell_deadlines(rows: Iterable[Content]) -> str:
    """Return what is due by when, and what is done."""
    kinds = dict(GrantDeadline.Kind.choices)
    lines = []
    for row in rows:
        said = f"{kinds.get(row['kind'], row['kind'])} {german(row['due_on'])}"
        done = _("erledigt am %(day)s") % {"day": german(row["done_on"])} if row["done_on"] else ""
        lines.append(", ".join(filter(None, [said, row["note"], done])))
    return "\n".join(lines)


def in_words(amount: Decimal | str) -> str:
    """Return an amount as Germans write it: 12.000,50."""
    return f"{Decimal(amount):,.2f}".translate(str.maketrans(",.", ".,"))


def german(day: str) -> str:
    return f"{parse_date(str(day)):%d.%m.%Y}"


FORWARDED: Final = Part(
    "forwardings", Forwarding, "grant", ("recipient_id", "amount", "spent", "agreed_on", "note"), ("recipient_id",)
)
DUE: Final = Part(
    "deadlines", GrantDeadline, "grant", ("kind", "due_on", "remind_days", "note", "done_on"), ("due_on", "kind")
)
GRANT: Final = Schema(
    Grant,
    links=("offers", "programmes", "facilities"),
    parts=(FORWARDED, DUE),
    peculiar={FORWARDED.name: tell_forwardings, DUE.name: tell_deadlines},
)
