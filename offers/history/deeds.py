"""What somebody did to a record, in a few words above the single changes."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offers.content.reading import Content
from offers.history.reading import Version
from offers.models import Offer

Status = Offer.Status
# What the words below tell already.
TOLD: Final = frozenset({"status", "archived_reason", "was_public", "confirmed_at", "confirmed_by", "next_review"})
BECAME: Final = {
    Status.PUBLISHED: gettext_lazy("veröffentlicht"),
    Status.SUBMITTED: gettext_lazy("eingereicht"),
    Status.EXPIRED: gettext_lazy("abgelaufen"),
}


def deed_of(version: Version) -> str:
    """Return what the maker of a version did, such as "angelegt", "bestätigt" or "archiviert: Der Kurs ist zu Ende."."""
    if version.key == 0:
        return _("Stand vor Beginn der Aufzeichnung")
    if version.before is None:
        return _("angelegt")
    return ", ".join(
        filter(None, [moved(version.before, version.content), confirmed(version.before, version.content)])
    ) or _("geändert")


def moved(old: Content, new: Content) -> str:
    """Return how the status of a record changed; empty where it did not."""
    reasons = old.get("archived_reason"), new.get("archived_reason")
    if reasons[1] and reasons[1] != reasons[0]:
        return _("archiviert: %(reason)s") % {"reason": reasons[1]}
    if reasons[0] and not reasons[1]:
        return _("wieder aufgenommen")
    before, after = old.get("status"), new.get("status")
    if before == after:
        return ""
    return _("zurückgenommen") if after == Status.DRAFT else str(BECAME[after])


def confirmed(old: Content, new: Content) -> str:
    """Return whether somebody confirmed an offer; empty where nobody did."""
    is_new = new.get("confirmed_at") and new["confirmed_at"] != old.get("confirmed_at")
    return _("bestätigt") if is_new or (new.get("confirmed_by") or None) not in {None, old.get("confirmed_by")} else ""
