"""How much one can rely on what is written: when somebody last said that it is right."""

import datetime
from typing import Final, NamedTuple

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from offers.wording.times import describe_day

GOOD_FOR: Final = relativedelta(months=12)


class Freshness(NamedTuple):
    """A sentence about the age of an offer's data, and whether it asks for caution."""

    text: str
    is_old: bool


def describe_freshness(confirmed_at: datetime.date | None, today: datetime.date) -> Freshness:
    """Return when an offer was last confirmed, with an honest word where that is over a year ago or never was."""
    if confirmed_at is None:
        return Freshness(_("Diese Angaben hat noch niemand bestätigt. Bitte fragen Sie vorher kurz nach."), is_old=True)
    day = {"day": describe_day(confirmed_at)}
    if confirmed_at + GOOD_FOR < today:
        text = _("Zuletzt bestätigt am %(day)s: Das ist über ein Jahr her. Bitte fragen Sie vorher kurz nach.")
        return Freshness(text % day, is_old=True)
    return Freshness(_("Zuletzt bestätigt am %(day)s.") % day, is_old=False)
