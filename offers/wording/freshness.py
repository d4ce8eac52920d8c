"""How much one can rely on what is written: when somebody last said that it is right."""

import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from offers.models.offer import HIDDEN_AFTER
from offers.wording.times import describe_day


class Freshness(NamedTuple):
    """A sentence about the age of an offer's data, whether it asks for caution, and whether the search has dropped the offer."""

    text: str
    is_old: bool
    is_hidden: bool = False


def describe_freshness(confirmed_at: datetime.date | None, due_on: datetime.date, today: datetime.date) -> Freshness:
    """Return when an offer was last confirmed, with an honest word where it should have been again by `due_on` or never was."""
    is_hidden = due_on + HIDDEN_AFTER < today
    if confirmed_at is None:
        text = _("Diese Angaben hat noch niemand bestätigt. Bitte fragen Sie vorher kurz nach.")
        return Freshness(text, is_old=True, is_hidden=is_hidden)
    day = {"day": describe_day(confirmed_at)}
    if due_on < today:
        text = _("Diese Angaben hat seit dem %(day)s niemand bestätigt. Bitte fragen Sie vorher kurz nach.")
        return Freshness(text % day, is_old=True, is_hidden=is_hidden)
    return Freshness(_("Zuletzt bestätigt am %(day)s.") % day, is_old=False)


def describe_overdue(confirmed_at: datetime.date | None, due_on: datetime.date, today: datetime.date) -> str:
    """Return in a few words for how long nobody has confirmed what is overdue; empty where it is not."""
    if today <= due_on:
        return ""
    if confirmed_at is None:
        return _("Angaben noch nie bestätigt")
    return _("Angaben seit %(day)s nicht bestätigt") % {"day": describe_day(confirmed_at)}
