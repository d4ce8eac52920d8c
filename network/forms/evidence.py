"""Forms about a decision: the document in which it stands."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.models import Document
from network.models.evidence import EvidencedModel

FIELD = EvidencedModel._meta.get_field("document_url")


class EvidencedForm(forms.ModelForm):
    """A form that asks for a document; an address typed without a scheme is taken for an encrypted one."""

    document_url = forms.URLField(
        label=FIELD.verbose_name,
        help_text=_("zum Beispiel im Ratsinformationssystem; Titel und Adresse stehen auf öffentlichen Seiten"),
        max_length=FIELD.max_length,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, documents: QuerySet[Document], **kwargs: Any) -> None:
        """Offer `documents`, those that the person may read."""
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        field.queryset, field.empty_label = documents.defer("search"), _("keins")
        named = self.instance.document_id
        if named and not documents.filter(pk=named).exists():
            # Of what somebody may not read they learn no title; it stays as it is.
            del self.fields["document"]
