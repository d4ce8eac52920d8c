"""Accounts of staff: opened, given a password, deactivated."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from network.forms.staff import AccountForm, OpenAccountForm
from network.models import RoleAssignment, User


class RoleInline(admin.TabularInline):
    """The roles of an account, which are few."""

    model = RoleAssignment
    extra = 0
    autocomplete_fields: ClassVar = ["partner"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    form = AccountForm
    add_form = OpenAccountForm
    add_form_template = "network/admin/open_account.html"
    list_display: ClassVar = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter: ClassVar = ["is_active", "is_staff"]
    search_fields: ClassVar = ["email", "name"]
    ordering: ClassVar = ["email"]
    inlines: ClassVar = [RoleInline]
    readonly_fields: ClassVar = ["last_login", "created_at"]
    fieldsets: ClassVar = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Rechte"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Daten"), {"fields": ["last_login", "created_at"]}),
    ]
    add_fieldsets: ClassVar = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def get_inlines(self, request: HttpRequest, obj: User | None = None) -> list[type[admin.TabularInline]]:
        """Ask for roles once there is an account that can hold them."""
        return super().get_inlines(request, obj) if obj else []
