"""How a grant is entered: itself, to whom it is passed on, and what is due by when, all at once."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import blake2b
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kit.text import clean
from network.models import Facility, Partner
from offers.content.funding import in_words
from offers.models import Forwarding, FundingLine, Grant, GrantDeadline, Offer
from offers.models.funding import FORWARDED_AT_MOST, NOT_TO_ITSELF

CHANGED_MEANWHILE = _(
    "Inzwischen hat jemand anderes diese Förderung geändert. Ihre Eingaben stehen noch hier; wenn Sie noch einmal speichern, gelten sie."
)
TOO_MUCH = _("Zusammen ist das mehr als die Förderung: %(sum)s von %(amount)s Euro.")
ITSELF = _("Wer den Antrag stellt, leitet nicht an sich selbst weiter.")
TRIGGERS = ("offers_refuse_forwarding", "offers_refuse_to_grant_less")
RULES = {FORWARDED_AT_MOST: _("Zusammen wird mehr weitergeleitet als bewilligt ist."), NOT_TO_ITSELF: ITSELF}
# 12.000 is twelve thousand, and 12.50 is what somebody with another keyboard types.
GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")


class ChangedMeanwhileError(Exception):
    """Somebody else changed a grant since it was shown."""


class EuroField(forms.DecimalField):
    """An amount as Germans write it: 12.000,50 with or without a sign for euros."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = re.sub(r"[\s€]|EUR(O)?", "", value, flags=re.IGNORECASE)
            value = (value.replace(".", "") if "," in value or GROUPED.fullmatch(value) else value).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def euros(field: Any, **kwargs: Any) -> forms.Field | None:
    """Return the form's field for a column: money is typed as people write it, a day chosen from the browser's calendar."""
    kind = field.get_internal_type()
    if kind == "DecimalField":
        return field.formfield(form_class=EuroField, localize=False, **kwargs)
    return field.formfield(widget=day(), **kwargs) if kind == "DateField" else field.formfield(**kwargs)


class GrantForm(forms.ModelForm):
    """What a grant is; `seen` says which state of it somebody has before them."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Grant
        formfield_callback = euros
        fields: ClassVar = [
            *("title", "line", "applicant", "authority", "status", "decision_number", "decided_on"),
            *("valid_from", "valid_until", "amount", "own_share", "spent"),
            *("programmes", "offers", "facilities", "purpose", "report"),
        ]

    def __init__(self, *args: Any, listed: Mapping[str, list], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applicant"].choices = [("", "–"), *listed["partner"]]
        if not self.instance.pk:
            # Which ones there are to choose from follows from the line.
            del self.fields["offers"], self.fields["facilities"]
            return
        paid = self.instance.offers.values("pk")
        offers = Offer.objects.filter(Q(funding_line=self.instance.line_id) | Q(pk__in=paid)).order_by("title", "pk")
        self.fields["offers"].queryset = offers.only("title")
        houses = Q(offers__funding_line=self.instance.line_id) | Q(partner=self.instance.applicant_id)
        houses |= Q(partner__in=self.instance.forwardings.values("recipient"))
        chosen = Q(pk__in=self.instance.facilities.values("pk"))
        found = Facility.objects.filter(pk__in=Facility.objects.living().filter(houses).values("pk"))
        self.fields["facilities"].queryset = (found | Facility.objects.filter(chosen)).only("name").order_by("name")

    def clean_title(self) -> str:
        """Take the title on one line: it stands in the subject of mails."""
        return clean(self.cleaned_data["title"])


class RowForm(forms.ModelForm):
    """A row whose list of partners was read once for all rows."""

    def __init__(self, *args: Any, listed: Mapping[str, list], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "recipient" in self.fields:
            self.fields["recipient"].choices = [("", "–"), *listed["partner"]]


class ForwardingForm(RowForm):
    class Meta:
        model = Forwarding
        formfield_callback = euros
        fields = ("recipient", "amount", "spent", "agreed_on", "note")


class DeadlineForm(RowForm):
    class Meta:
        model = GrantDeadline
        formfield_callback = euros
        fields = ("kind", "due_on", "remind_days", "note", "done_on")


class ForwardingFormSet(BaseInlineFormSet):
    """To whom a grant is passed on: to each partner once, to nobody itself, and together no more than the grant."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms and form.cleaned_data.get("recipient")]
        for form in kept:
            if form.cleaned_data["recipient"].pk == self.instance.applicant_id:
                form.add_error("recipient", ITSELF)
        total = sum((form.cleaned_data.get("amount") or Decimal(0) for form in kept), Decimal(0))
        if self.instance.amount is not None and total > self.instance.amount:
            raise ValidationError(TOO_MUCH, params={"sum": in_words(total), "amount": in_words(self.instance.amount)})


FORWARDINGS = inlineformset_factory(Grant, Forwarding, form=ForwardingForm, formset=ForwardingFormSet, extra=2)
DEADLINES = inlineformset_factory(Grant, GrantDeadline, form=DeadlineForm, extra=2)


class GrantForms:
    """All forms of the page of a grant."""

    def __init__(self, data: Mapping[str, str] | None, grant: Grant) -> None:
        """Show a grant (a new one has no number), with what somebody sent."""
        self.grant = grant
        listed = {"listed": self.listed}
        self.main = GrantForm(data, instance=grant, initial={"seen": state_of(grant)}, **listed)
        self.main.fields["line"].queryset = FundingLine.objects.all()
        self.rows = {
            name: kind(data, instance=grant, prefix=name, form_kwargs=listed)
            for name, kind in (("forwardings", FORWARDINGS), ("deadlines", DEADLINES))
        }

    @cached_property
    def listed(self) -> dict[str, list]:
        """Return the partners to choose from, by name: those that are there, and those that stand here already."""
        known = Q(archived_reason="")
        if self.grant.pk:
            known |= Q(pk=self.grant.applicant_id) | Q(pk__in=self.grant.forwardings.values("recipient"))
        return {"partner": list(Partner.objects.filter(known).order_by("name").values_list("pk", "name"))}

    @property
    def every(self) -> Iterable[forms.BaseForm | BaseInlineFormSet]:
        return (self.main, *self.rows.values())

    def is_valid(self) -> bool:
        """Return whether all can be saved; each form is asked, so that every mistake is told at once."""
        return all([form.is_valid() for form in self.every])  # noqa: C419 (all are asked)

    def keep(self) -> bool:
        """Save all or nothing; refuse, with a sentence, where somebody else changed the grant since it was shown."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                self._refuse_what_changed()
                cursor.execute(f"SET CONSTRAINTS {', '.join(TRIGGERS)} DEFERRED")
                self.main.save()
                for formset in self.rows.values():
                    formset.save()
                cursor.execute(f"SET CONSTRAINTS {', '.join(TRIGGERS)} IMMEDIATE")
        except ChangedMeanwhileError:
            self.refuse(CHANGED_MEANWHILE)
            return False
        except IntegrityError as error:
            # Somebody else was quicker between the check and the saving.
            name = getattr(error.__cause__, "diag", None) and error.__cause__.diag.constraint_name
            self.refuse(RULES.get(name, CHANGED_MEANWHILE))
            return False
        return True

    def refuse(self, why: Any) -> None:
        """Say why nothing was saved; what somebody typed stays, and counts when it is sent once more."""
        self.main.add_error(None, why)
        self.main.data = self.main.data.copy()
        self.main.data["seen"] = state_of(self.grant)

    def _refuse_what_changed(self) -> None:
        if not self.grant.pk:
            return
        # Whoever else saves it waits until this is done, and then sees that it changed.
        list(Grant.objects.select_for_update(of=["self"]).filter(pk=self.grant.pk))
        if self.main.cleaned_data["seen"] != state_of(self.grant):
            raise ChangedMeanwhileError


def state_of(grant: Grant) -> str:
    """Return a short text that differs with every change of a saved grant or its rows."""
    if not grant.pk:
        return ""
    rows: list = [list(Grant.objects.filter(pk=grant.pk).values_list())]
    links = [getattr(Grant, field.name).through for field in Grant._meta.many_to_many]
    rows += [
        list(model.objects.filter(grant=grant.pk).order_by("pk").values_list())
        for model in (Forwarding, GrantDeadline, *links)
    ]
    return blake2b(repr(rows).encode(), digest_size=12).hexdigest()
