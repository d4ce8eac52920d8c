"""Partners and their kinds."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.forms import Field as FormField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kit.admin import NeverDeleted, RecordAdmin
from kit.forms import PeriodsFormSet
from network.admin.bases import TermAdmin
from network.models import Membership, Partner, PartnerKind

admin.site.register(PartnerKind, TermAdmin)


class MembershipFormSet(PeriodsFormSet):
    subject = "network"
    clash = _("In diesem Netzwerk ist der Partner zu dieser Zeit schon Mitglied, siehe oben.")


class MembershipInline(admin.TabularInline):
    """The networks of a partner, which are few."""

    model = Membership
    formset = MembershipFormSet
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("partner", "network")

    def formfield_for_foreignkey(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "network":
            # Asked once for the page, not once for each row.
            request.networks = getattr(request, "networks", None) or list(field.choices)
            field.choices = request.networks
        return field


@admin.register(Partner)
class PartnerAdmin(NeverDeleted, RecordAdmin):
    inlines: ClassVar = [MembershipInline]
    list_display: ClassVar = ["name", "kind", "parent", "is_public", "is_example"]
    list_filter: ClassVar = ["kind", "networks", "is_public", "is_example"]
    list_select_related: ClassVar = ["kind", "parent"]
    search_fields: ClassVar = ["name", "description"]
    autocomplete_fields: ClassVar = ["parent"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    # What goes along with an archived partner is said in the workspace, and done there.
    readonly_fields: ClassVar = ["archived_reason"]
    fieldsets: ClassVar = [
        (None, {"fields": ["name", "slug", "kind", "parent", "description"]}),
        (_("Kontakt"), {"fields": ["phone", "email", "website"]}),
        (_("Sichtbarkeit"), {"fields": ["is_public", "archived_reason", "is_trusted", "is_example"]}),
    ]
