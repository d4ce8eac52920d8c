"""What lies before somebody who writes a record, and the page that shows it."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from django.core import signing
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from offers.actions import ConflictError, Outcome, Saved, approve_changed
from offers.content import SCHEMAS, Change, Content, Schema, Teller, tell_changes
from offers.editing import initial_from_data
from offers.models import KeptForm, Submission

SALT: Final = "offers.form"
# Who chooses between two versions of a field says whose stays.
THEIRS: Final = "andere"


@dataclass
class Desk:
    """A record (not saved yet: a new one) in front of its writer: what they begin with, and whether it stands at once."""

    request: HttpRequest
    record: Model
    key: uuid.UUID
    base: Content
    is_direct: bool
    submission: Submission | None = None
    context: dict[str, Any] = field(default_factory=dict)
    # What lies here is the submission, in front of somebody who decides it: whatever they make of it is approved.
    reviews: bool = False

    template: ClassVar[str]
    # The names of pages: of the record, and of its form with what keeps it, each also for a new one.
    page: ClassVar[str]
    pages: ClassVar[dict[str, str]]

    @property
    def is_new(self) -> bool:
        return self.record.pk is None

    @property
    def kept_of(self) -> Model:
        """Return of what the form is kept; what somebody writes as a reviewer is no change of their own."""
        return self.submission if self.reviews else self.record

    @property
    def schema(self) -> Schema:
        return SCHEMAS[type(self.record)]

    @property
    def salt(self) -> str:
        return f"{SALT}.{self.record._meta.model_name}"

    @property
    def is_public(self) -> bool:
        """Return whether families see the record."""
        raise NotImplementedError

    def form(self, **kwargs: Any) -> BaseForm:
        raise NotImplementedError

    def initial(self, content: Content) -> dict[str, Any]:
        """Return what the form shows for a content; for none, what is usual for a new record."""
        raise NotImplementedError

    def said_of(self, content: Content) -> Any:
        """Return what the form says to a content."""

    def said_to(self, form: BaseForm) -> Any:
        """Return what the form says to what was sent."""

    def facts(self) -> dict[str, Any]:
        """Return what the page shows beside the form."""
        return {}

    def save(self, content: Content, form: BaseForm) -> Saved:
        """Save what a valid form holds; raises ConflictError."""
        raise NotImplementedError

    def approve(self, content: Content) -> Saved:
        """Approve what a reviewer made of what was submitted; raises ConflictError and DecisionError."""
        done = approve_changed(self.submission, base=self.base, content=content, by=self.request.user)
        return Saved(done.record, Outcome.PUBLIC)

    def asks(self, form: BaseForm) -> bool:
        """Return whether the writer has still to answer something about what a valid form holds, and ask beside the field."""
        return False

    def label(self, name: str) -> str:
        return str(self.schema.label(name))

    def written_form(self) -> BaseForm:
        """Return the form with what was sent; it began with what its signed field says."""
        self.base = self.signed_base(self.request.POST)
        return self.form(data=self.request.POST, files=self.request.FILES)

    def signed_base(self, data: QueryDict) -> Content:
        """Return what a sent form began with; what lies here now, where nobody of ours signed that."""
        try:
            return signing.loads(data.get("grundlage", ""), salt=self.salt)
        except signing.BadSignature:
            return self.base

    def show_begun(self) -> HttpResponse:
        """Show the form with the record as it stands, or with what is usual for a new one."""
        return self.show(self.form(initial=self.initial(self.base)), self.said_of(self.base))

    def show_kept(self, kept: KeptForm) -> HttpResponse:
        """Show the form as its writer left it; it began with what lay there then."""
        data = as_sent(kept.data)
        self.base = self.signed_base(data)
        form = self.form(initial=initial_from_data(self.form(), data))
        return self.show(form, self.said_to(self.form(data=data)), kept=kept)

    def show_wrong(self, form: BaseForm) -> HttpResponse:
        """Show the form with what was sent and what is wrong with it."""
        return self.show(form, self.said_to(form), conflicts=self.repeated_conflicts())

    def show_conflict(self, conflict: ConflictError, mine: Content) -> HttpResponse:
        """Show what somebody else changed meanwhile, field by field beside what this person wrote."""
        told = tell_changes(conflict.current, {name: mine[name] for name in conflict.conflicts}, schema=self.schema)
        self.base = conflict.current
        both = conflict.merged | {name: mine[name] for name in conflict.conflicts}
        return self.show(self.form(initial=self.initial(both)), self.said_of(both), conflicts=told)

    def repeated_conflicts(self) -> list[Change]:
        """Return the choices that the page asked for already; what this person wrote stands in the form."""
        names = [name for name in self.request.POST.getlist("streit") if name in self.base]
        teller = Teller([self.base], self.schema)
        return [Change(name, teller.label(name), teller.tell(name, self.base[name]), "") for name in names]

    def unchosen(self) -> list[str]:
        """Return the fields for which nobody said yet whose version stays."""
        return [name for name in self.request.POST.getlist("streit") if f"wahl_{name}" not in self.request.POST]

    def chosen(self, content: Content) -> Content:
        """Return what was written, with the other version where this person chose that."""
        theirs = [
            name for name in self.request.POST.getlist("streit") if self.request.POST.get(f"wahl_{name}") == THEIRS
        ]
        return content | {name: self.base[name] for name in theirs if name in self.base}

    def show(self, form: BaseForm, said: Any, **context: Any) -> HttpResponse:
        """Return the page with a form."""
        facts = {
            "form": form,
            "assist": said,
            "record": None if self.is_new else self.record,
            "dead_links": (),
            "submission": self.submission,
            "key": self.key,
            "base": signing.dumps(self.base, salt=self.salt, compress=True),
            "is_public": self.is_public,
            "is_direct": self.is_direct,
            "keep_address": self.keep_address(),
            "conflicts": (),
            "kept": None,
            "mode": "review" if self.reviews else "",
        }
        return render(self.request, self.template, facts | self.facts() | self.context | context)

    def after(self, record: Model) -> str:
        """Return where its writer goes on after saving: to the record's page, or to what else waits for the reviewer."""
        if self.reviews:
            return reverse("staff_submissions")
        return reverse(self.page, args=[record.pk])

    def form_address(self) -> str:
        if self.reviews:
            return reverse("submission_edit", args=[self.submission.pk])
        return self._address("edit", "new")

    def keep_address(self) -> str:
        if self.reviews:
            return reverse("submission_keep", args=[self.submission.pk])
        return self._address("keep", "keep_new")

    def _address(self, of_record: str, of_new: str) -> str:
        if self.is_new:
            return reverse(self.pages[of_new])
        return reverse(self.pages[of_record], args=[self.record.pk])


def as_sent(data: dict[str, Iterable[str]]) -> QueryDict:
    """Return kept values as a browser sent them."""
    sent = QueryDict(mutable=True)
    for name, values in data.items():
        sent.setlist(name, list(values))
    return sent


def clock(moment: datetime.datetime) -> str:
    """Return the time of day at which something was kept."""
    return f"{moment:%H:%M}"
