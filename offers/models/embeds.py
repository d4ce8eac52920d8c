"""On whose websites the portal's lists may be shown in a frame."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.rules import RuledModel
from network.models import Partner, User

# The name of a site as it stands in an address: no scheme, no port, no path, no wildcard; letters beyond a to z as xn--….
LABEL: Final = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST: Final = rf"^({LABEL}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])$"
MOST_SITES: Final = 10  # of a partner: each stands in a header of every answer


class EmbeddingSite(RuledModel):
    """A site of a partner that may frame the partner's list and those of districts."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="embedding_sites", verbose_name=_("Partner"))
    host = models.CharField(_("Website"), max_length=253)
    added_on = models.DateField(_("eingetragen am"), default=timezone.localdate)
    added_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("eingetragen von")
    )

    class Meta:
        verbose_name = _("Website, die Angebote zeigt")
        verbose_name_plural = _("Websites, die Angebote zeigen")
        ordering = ["host"]
        constraints = [
            models.CheckConstraint(
                condition=Q(host__regex=HOST),
                name="embedding_site_is_the_name_of_a_site",
                violation_error_message=_("Das ist keine Adresse einer Website, wie www.beispiel.de eine ist."),
            ),
            models.UniqueConstraint(
                "partner",
                "host",
                name="embedding_site_of_a_partner_is_named_once",
                violation_error_message=_("Diese Website ist schon eingetragen."),
            ),
        ]

    def __str__(self) -> str:
        return self.host

    @property
    def origin(self) -> str:
        """Return what a browser compares with the site that frames a page; without encryption none may."""
        return f"https://{self.host}"
