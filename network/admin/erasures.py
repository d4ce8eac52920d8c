"""Deleting a person's data for good: first shown, then done and written down."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kit.admin import RecordAdmin
from network.erasing import NotErasedError, forget, places_of
from network.forms.erasing import ErasureForm
from network.models import ErasureRecord, User

LONGEST_ID = 18  # digits


@admin.register(ErasureRecord)
class ErasureRecordAdmin(RecordAdmin):
    """What was deleted stays written down as it is; adding one means deleting."""

    list_display: ClassVar = ["erased_at", "erased_by", "reason", "places"]
    list_select_related: ClassVar = ["erased_by"]

    def has_change_permission(self, request: HttpRequest, obj: ErasureRecord | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ErasureRecord | None = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask whose data, show where they are, delete them."""
        if not self.has_add_permission(request):
            return self.admin_site.login(request)
        form = ErasureForm(request.POST or None, initial=person_of(request.GET.get("konto", "")))
        is_asked = form.is_valid()
        if is_asked and form.person.email.lower() == request.user.email:
            form.add_error("email", _("Das eigene Konto kann nur eine andere Person löschen."))
        elif is_asked and "loeschen" in request.POST:
            return self.erased(request, form)
        places = places_of(form.person) if form.is_bound and form.is_valid() and not form.errors else None
        context = self.admin_site.each_context(request) | {
            "form": form,
            "places": places,
            "title": _("Personenbezogene Daten löschen"),
            "opts": self.opts,
        }
        return render(request, "network/admin/erase.html", context)

    def erased(self, request: HttpRequest, form: ErasureForm) -> HttpResponse:
        """Delete, say so, and lead to the list of deletions."""
        try:
            done = forget(form.person, by=request.user, reason=form.cleaned_data["reason"])
        except NotErasedError as error:
            told = _(
                "Nichts wurde gelöscht: Ein Datensatz braucht diese Adresse. Bitte dort zuerst eine andere eintragen: %s"
            )
            messages.error(request, told % error)
            address = reverse("admin:network_erasurerecord_add")
            return redirect(address)
        messages.success(request, _("Gelöscht oder geändert: %s Zeilen.") % done.places)
        return redirect("admin:network_erasurerecord_changelist")


def address_for(user: User) -> str:
    """Return where the data of an account are deleted."""
    return reverse("admin:network_erasurerecord_add", query={"konto": user.pk})


def person_of(account: str) -> dict[str, str]:
    """Return what the form knows beforehand of an account's owner; nothing where there is no such account."""
    if not (account.isascii() and account.isdigit() and len(account) < LONGEST_ID):
        return {}
    return User.objects.filter(pk=account).values("email", "name").first() or {}
