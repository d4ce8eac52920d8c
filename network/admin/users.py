"""Accounts of staff: opened, given a password, helped out when a phone is lost, deactivated."""

from typing import ClassVar

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kit.admin import WithHistory
from network.admin.erasures import address_for
from network.choices import Permission
from network.forms.staff import AccountForm, OpenAccountForm
from network.models import RoleAssignment, User
from network.permissions import standing_of
from network.second_factor import factors_of, reset


class RoleInline(admin.TabularInline):
    """The roles of an account, which are few."""

    model = RoleAssignment
    extra = 0
    autocomplete_fields: ClassVar = ["partner"]


@admin.register(User)
class UserAdmin(WithHistory, DjangoUserAdmin):
    form = AccountForm
    add_form = OpenAccountForm
    add_form_template = "network/admin/open_account.html"
    list_display: ClassVar = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter: ClassVar = ["is_active", "is_staff"]
    search_fields: ClassVar = ["email", "name"]
    ordering: ClassVar = ["email"]
    inlines: ClassVar = [RoleInline]
    readonly_fields: ClassVar = ["last_login", "created_at", "second_factor", "erasing"]
    fieldsets: ClassVar = [
        (None, {"fields": ["email", "name", "password", "second_factor"]}),
        (_("Rechte"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Daten"), {"fields": ["last_login", "created_at", "erasing"]}),
    ]
    add_fieldsets: ClassVar = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def get_inlines(self, request: HttpRequest, obj: User | None = None) -> list[type[admin.TabularInline]]:
        """Ask for roles once there is an account that can hold them."""
        return super().get_inlines(request, obj) if obj else []

    @admin.display(description=_("zweiter Schritt"))
    def second_factor(self, user: User) -> SafeString | str:
        """Say whether there is one, with the way to reset it."""
        if not factors_of(user).exists():
            return _now("nicht eingerichtet")
        address = reverse("admin:network_user_reset_second_factor", args=[user.pk])
        return format_html('{} · <a href="{}">{}</a>', _now("eingerichtet"), address, _now("zurücksetzen"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.reset_second_factor))
        return [path("<int:pk>/zweiter-schritt/", view, name="network_user_reset_second_factor"), *super().get_urls()]

    def reset_second_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Help somebody who has lost the phone; operators help each other, never themselves."""
        if not standing_of(request.user).allows(Permission.OPERATE) or pk == request.user.pk:
            raise PermissionDenied
        user = get_object_or_404(User, pk=pk)
        back = reverse("admin:network_user_change", args=[pk])
        if request.method != "POST":
            title = _now("Zweiten Schritt zurücksetzen")
            context = self.admin_site.each_context(request) | {"title": title, "account": user, "back": back}
            return TemplateResponse(request, "network/admin/reset_second_factor.html", context)
        with transaction.atomic():
            done = reset(user=user, by=request.user)
            if done:
                self.log_change(request, user, _now("Zweiten Schritt beim Anmelden zurückgesetzt."))
        if done:
            self.message_user(request, _now("Der zweite Schritt ist zurückgesetzt, die Person ist benachrichtigt."))
        else:
            self.message_user(request, _now("Dieses Konto hat keinen zweiten Schritt."), messages.WARNING)
        return redirect(back)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Refuse: a person's data go by a way of their own, from history as well, and that is written down."""
        return False

    @admin.display(description=_("Löschen"))
    def erasing(self, user: User) -> SafeString:
        """Return the link to the page that deletes a person's data."""
        return format_html('<a href="{}">{}</a>', address_for(user), _("alle Daten dieser Person endgültig löschen"))
