"""Networks, and who belongs to them since when."""

from typing import ClassVar

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.admin import NeverDeleted, RecordAdmin
from network.admin.bases import TermAdmin
from network.models import DecisionBody, Membership, Network


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    """A page of its own: a network has hundreds of members, more than one form can send."""

    list_display: ClassVar = ["partner", "network", "role", "valid_from", "valid_until"]
    list_filter: ClassVar = ["network", "role", ("valid_until", admin.EmptyFieldListFilter)]
    list_select_related: ClassVar = ["partner", "network"]
    search_fields: ClassVar = ["partner__name"]
    autocomplete_fields: ClassVar = ["partner", "network"]


@admin.register(Network)
class NetworkAdmin(NeverDeleted, RecordAdmin):
    list_display: ClassVar = ["name", "youngest_months", "oldest_months", "members"]
    search_fields: ClassVar = ["name", "purpose"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    readonly_fields: ClassVar = ["members"]

    @admin.display(description=gettext_lazy("Mitgliedschaften"))
    def members(self, network: Network) -> SafeString:
        """Return the link to the memberships of a network."""
        address = reverse("admin:network_membership_changelist")
        return format_html('<a href="{}?network__id__exact={}">{}</a>', address, network.pk, _("ansehen und ändern"))


@admin.register(DecisionBody)
class DecisionBodyAdmin(TermAdmin):
    """The bodies that decide; decisions, goals, rules and documents are kept in the workspace."""
