"""What all pages of the administration share."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.db.models import Field, Model, SlugField, URLField
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _


class WithHistory(admin.ModelAdmin):
    """Records whose history is told in the workspace, in place of the administration's own short log."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if hasattr(self.model, "pgh_event_models"):
            return redirect(settings.RECORD_HISTORY, self.opts.label_lower, object_id)
        return super().history_view(request, object_id, extra_context)


class NeverDeleted(admin.ModelAdmin):
    """Records that are put away or hidden, so that nobody's address leads nowhere: nobody deletes them, not even operators."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class RecordAdmin(WithHistory):
    """Records that people edit.

    A website typed without a scheme is taken for an encrypted one; the slug is not called an address, which beside street
    and postcode would be taken for that of the house.
    """

    formfield_overrides: ClassVar = {URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        if isinstance(db_field, SlugField) and db_field.name == "slug":
            kwargs |= {
                "label": _("Kurzname"),
                "help_text": _("steht in der Internetadresse der Seite, wie „haus-am-park“"),
                "error_messages": {"unique": _("Diesen Kurznamen gibt es schon.")},
            }
        return super().formfield_for_dbfield(db_field, request, **kwargs)
