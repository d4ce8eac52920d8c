"""One task of the board."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Task:
    """Something that waits for somebody: how much of it there is, and where it is listed."""

    label: Promise
    hint: Promise
    count: int
    page: str  # the name of the address
    query: str = ""
    key: int | None = None  # of the record whose page it is, where it is one
    most: int | None = None  # beyond it nobody counts

    @property
    def number(self) -> str | int:
        """Return the count as the board shows it."""
        is_countless = self.most is not None and self.count > self.most
        return _("mehr als %(most)s") % {"most": self.most} if is_countless else self.count
