"""Forms about a decision: the document in which it stands."""

from django import forms

from network.models.evidence import EvidencedModel

FIELD = EvidencedModel._meta.get_field("document_url")


class EvidencedForm(forms.ModelForm):
    """A form that asks for a document; an address typed without a scheme is taken for an encrypted one."""

    document_url = forms.URLField(
        label=FIELD.verbose_name,
        help_text=FIELD.help_text,
        max_length=FIELD.max_length,
        required=False,
        assume_scheme="https",
    )
